import { makeStyles, Text } from '@fluentui/react-components'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useChangeSetup } from '../../api/setup.ts'
import { Disclosure } from '../../components/Disclosure.tsx'
import { GuardedButton } from '../../components/GuardedButton.tsx'
import { Panel } from '../../components/Panel.tsx'
import { formatNumber } from '../../format/number.ts'
import { FailureNotice } from './FailureNotice.tsx'
import { shownFailure } from './failure.ts'
import { SetupOptionsFields } from './SetupOptionsFields.tsx'
import { StepRows } from './StepRows.tsx'
import type { AutomaticSetup } from './setup.ts'
import { UndoDialog } from './UndoDialog.tsx'

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: '16px' },
  choices: {
    display: 'grid',
    gridTemplateColumns: 'auto minmax(0, 1fr)',
    gap: '8px 12px',
    alignItems: 'center',
    '@media (max-width: 480px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
})

/** What was made, what was not, and the ways on. */
export function SetupStopped(setup: AutomaticSetup) {
  const { t } = useTranslation()
  const styles = useStyles()
  const navigate = useNavigate()
  const set = useChangeSetup()
  const [asking, setAsking] = useState(false)
  // Options that are shown count; otherwise it continues as it was begun.
  const [open, setOpen] = useState(false)
  const { undoable, automatic, work, options, onOptions, job } = setup
  const n = (count: number) => formatNumber(count)
  const done = work.rows.filter(({ state }) => state === 'done' || state === 'found').length
  const mayNot = shownFailure(work.failure)?.needsColleague ?? false
  const retry = (otherAccount: boolean) =>
    void (open ? automatic.start(job, { otherAccount }) : automatic.retry({ otherAccount }))
  const manual = async () => {
    await automatic.leave()
    // This screen is gone by now: only promises outlive it.
    await set.mutateAsync({ way: 'manual' }).catch(() => undefined)
    void navigate('/connection/setup')
  }
  return (
    <div className={styles.stack}>
      <Panel title={t('automatic.stopped.title')}>
        <div className={styles.stack}>
          <Text>{t('automatic.stopped.text', { done: n(done), total: n(work.rows.length) })}</Text>
          <FailureNotice failure={work.failure} />
          {work.granted.length > 0 && <Text>{t('automatic.stopped.granted')}</Text>}
          <div className={styles.choices}>
            <GuardedButton appearance="primary" action="setup.manage" onClick={() => retry(mayNot)}>
              {t(mayNot ? 'automatic.stopped.other' : 'automatic.stopped.retry')}
            </GuardedButton>
            <Text>{t(mayNot ? 'automatic.stopped.otherText' : 'automatic.stopped.retryText')}</Text>
            {undoable.length > 0 && (
              <>
                <GuardedButton action="setup.manage" onClick={() => setAsking(true)}>
                  {t('automatic.stopped.undo')}
                </GuardedButton>
                <Text>{t('automatic.stopped.undoText')}</Text>
              </>
            )}
            <GuardedButton action="setup.manage" onClick={() => void manual()}>
              {t('automatic.stopped.manual')}
            </GuardedButton>
            <Text>{t('automatic.stopped.manualText')}</Text>
          </div>
          {work.job === 'setup' && (
            <Disclosure label={t('automatic.stopped.options')} open={open} onToggle={() => setOpen(!open)}>
              <SetupOptionsFields options={options} onChange={onOptions} />
            </Disclosure>
          )}
        </div>
      </Panel>
      <Panel>
        <StepRows rows={work.rows} work={work} />
      </Panel>
      <UndoDialog
        {...setup}
        open={asking}
        confirm={t('automatic.compare.start')}
        onClose={() => setAsking(false)}
      />
    </div>
  )
}
