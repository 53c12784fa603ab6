import { MessageBar, MessageBarActions, MessageBarBody, makeStyles } from '@fluentui/react-components'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SignInConfig } from '../../../server/contract/index.ts'
import { useSetup } from '../../api/setup.ts'
import { useSignInConfig } from '../../api/sign-in-config.ts'
import { GuardedButton } from '../../components/GuardedButton.tsx'
import { LinkButton } from '../../components/LinkButton.tsx'
import { Panel } from '../../components/Panel.tsx'
import { useWhyNot } from '../../components/permissions.ts'
import { StatusMark } from '../../components/StatusMark.tsx'
import { useFollow } from '../../components/use-follow.ts'
import { CHANGE_SCOPES } from '../../microsoft/scopes.ts'
import { lendersOf } from './CreatedList.tsx'
import { RETURN_JOB } from './jobs.ts'
import { stageOf } from './stage.ts'
import { useAtWork, useAutomatic, useUnwatched } from './use-automatic.ts'
import { WaysOn } from './WaysOn.tsx'
import { WorkPanel } from './WorkPanel.tsx'
import { WorkStatus } from './WorkStatus.tsx'
import type { Unwatched } from './works.ts'

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: '12px' },
  body: { overflowWrap: 'anywhere', paddingBlock: '6px' },
})

/** Where a piece of work is shown, of those that have a place of their own. */
const PLACES = {
  setup: '/connection/setup/automatic',
  billing: '/connection/setup/billing',
  replace: '/connection#replace',
}

/** What continues, or stopped, out of sight; and permissions that are still granted, with the way to remove them. */
export default function PermissionsNotice() {
  const mayNot = useWhyNot('setup.manage') !== undefined
  const created = useSetup(!mayNot).data?.created ?? []
  const config = useSignInConfig()
  const unwatched = useUnwatched()
  const who = lendersOf(created)
  return (
    <>
      {unwatched.map((work) => (
        <OutOfSight key={work.name} {...work} />
      ))}
      {config && !mayNot && <Lent who={who} config={config} />}
    </>
  )
}

function OutOfSight({ name, phase }: Unwatched) {
  const { t } = useTranslation()
  const styles = useStyles()
  const stage = stageOf({ phase })
  if (name === 'remove' || name === 'return' || stage === 'before') return null
  return (
    <MessageBar intent={stage === 'stopped' ? 'warning' : 'info'} layout="multiline">
      <MessageBarBody className={styles.body}>
        {t(`automatic.outOfSight.${stage}`, { what: t(`automatic.outOfSight.what.${name}`) })}
      </MessageBarBody>
      <MessageBarActions>
        <LinkButton size="small" to={PLACES[name]}>
          {t('automatic.outOfSight.look')}
        </LinkButton>
      </MessageBarActions>
    </MessageBar>
  )
}

/** Not while the rights are in use in this window: then their return is part of that work. */
function Lent({ who, config }: { who: string; config: SignInConfig }) {
  const isInUse = useAtWork('return')
  const [begun, setBegun] = useState(false)
  if (!begun && (who === '' || isInUse)) return null
  return <GiveBack who={who} config={config} onBegin={() => setBegun(true)} />
}

interface GiveBackProps {
  who: string
  config: SignInConfig
  onBegin: () => void
}

function GiveBack({ who, config, onBegin }: GiveBackProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  const { automatic, work } = useAutomatic({ name: 'return', config, graphScopes: CHANGE_SCOPES })
  const stage = stageOf(work)
  const root = useFollow<HTMLDivElement>(stage)
  const start = () => {
    onBegin()
    void automatic.start(RETURN_JOB)
  }
  return (
    <div ref={root}>
      <Panel title={t(stage === 'done' ? 'automatic.left.returned' : 'automatic.left.lentTitle')}>
        <div className={styles.stack}>
          <WorkStatus work={work} />
          {stage === 'before' && (
            <>
              <StatusMark tone="warning" text={t('automatic.left.grant', { who })} />
              <div>
                <GuardedButton action="setup.manage" onClick={start}>
                  {t('automatic.left.giveBack')}
                </GuardedButton>
              </div>
            </>
          )}
          <WorkPanel automatic={automatic} work={work} running={t('automatic.stopped.leaving')}>
            {stage === 'stopped' && (
              <WaysOn
                automatic={automatic}
                work={work}
                onRetry={(how) => void automatic.retry(how)}
                stop={t('automatic.stopped.stop')}
              />
            )}
          </WorkPanel>
        </div>
      </Panel>
    </div>
  )
}
