import { makeStyles } from '@fluentui/react-components'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Disclosure } from '../../components/Disclosure.tsx'
import { GuardedButton } from '../../components/GuardedButton.tsx'
import { Panel } from '../../components/Panel.tsx'
import { FailureNotice } from './FailureNotice.tsx'
import { shownFailure } from './failure.ts'
import { LeftOver } from './LeftOver.tsx'
import { SetupOptionsFields } from './SetupOptionsFields.tsx'
import { StepRows } from './StepRows.tsx'
import type { AutomaticSetup } from './setup.ts'
import { TemporaryPermissions } from './TemporaryPermissions.tsx'

const useStyles = makeStyles({ stack: { display: 'flex', flexDirection: 'column', gap: '16px' } })

/** Before anyone signs in: what is granted, what can be chosen, which calls will be made. */
export function SetupBefore(setup: AutomaticSetup) {
  const { t } = useTranslation()
  const styles = useStyles()
  const [open, setOpen] = useState(false)
  const { automatic, work, job, scopes, options, onOptions } = setup
  const failure = shownFailure(work.failure)
  const isWrongAccount = failure?.needsColleague || failure?.name === 'tenant'
  return (
    <div className={styles.stack}>
      {work.failure !== undefined && <FailureNotice failure={work.failure} />}
      {isWrongAccount && (
        <div>
          <GuardedButton
            action="setup.manage"
            onClick={() => void automatic.start(job, { otherAccount: true })}
          >
            {t('automatic.stopped.other')}
          </GuardedButton>
        </div>
      )}
      <LeftOver {...setup} />
      <Panel title={t('automatic.grant.title')}>
        <div className={styles.stack}>
          <TemporaryPermissions scopes={scopes} who="who" />
          <div>
            <GuardedButton
              appearance="primary"
              action="setup.manage"
              onClick={() => void automatic.start(job)}
            >
              {t('automatic.setup.start')}
            </GuardedButton>
          </div>
          <Disclosure label={t('automatic.options.title')} open={open} onToggle={() => setOpen(!open)}>
            <SetupOptionsFields options={options} onChange={onOptions} />
          </Disclosure>
        </div>
      </Panel>
      <Panel title={t('automatic.setup.plan')}>
        <StepRows rows={automatic.preview(job)} />
      </Panel>
    </div>
  )
}
