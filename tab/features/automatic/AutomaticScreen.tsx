import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Connection, Setup, SignInConfig } from '../../../server/contract/index.ts'
import { useConnection } from '../../api/connection.ts'
import { useSetup } from '../../api/setup.ts'
import { useSignInConfig } from '../../api/sign-in-config.ts'
import { Panel } from '../../components/Panel.tsx'
import { LinesSkeleton } from '../../components/Skeletons.tsx'
import { StateView } from '../../components/StateView.tsx'
import { useFollow } from '../../components/use-follow.ts'
import type { Work } from '../../microsoft/phases.ts'
import { AZURE_SCOPE, GRAPH_SCOPES } from '../../microsoft/scopes.ts'
import { undoable as undoableOf } from './CreatedList.tsx'
import { DeleteQuestion } from './DeleteQuestion.tsx'
import { setupJob } from './jobs.ts'
import { SetupBefore } from './SetupBefore.tsx'
import { SetupDone } from './SetupDone.tsx'
import { SetupStopped } from './SetupStopped.tsx'
import type { SetupOptions } from './setup.ts'
import { stageOf } from './stage.ts'
import { useAutomatic } from './use-automatic.ts'
import { WorkPanel } from './WorkPanel.tsx'
import { WorkStatus } from './WorkStatus.tsx'

/** The way that does it all by one sign-in. */
export default function AutomaticScreen() {
  const { t } = useTranslation()
  const setup = useSetup()
  const connection = useConnection()
  const config = useSignInConfig()
  if (setup.data && connection.data && config)
    return <Ready setup={setup.data} connection={connection.data} config={config} />
  return (
    <Panel>
      <StateView query={setup} skeleton={<LinesSkeleton lines={8} what={t('automatic.loading')} />}>
        {() => <LinesSkeleton lines={8} what={t('automatic.loading')} />}
      </StateView>
    </Panel>
  )
}

interface ReadyProps {
  setup: Setup
  connection: Connection
  config: SignInConfig
}

function Ready({ setup, connection, config }: ReadyProps) {
  const { t } = useTranslation()
  const undoable = undoableOf(setup, connection)
  const azure = undoable.some(({ kind }) => kind === 'billing-account')
  // It ended while no one looked, and what it made is forgotten since: begun again, or disconnected.
  const isOver = ({ phase, job }: Work) => phase === 'done' && job === 'setup' && setup.applicationId === null
  const { automatic, work } = useAutomatic({
    name: 'setup',
    config,
    graphScopes: GRAPH_SCOPES,
    azure,
    isOver,
  })
  const [options, onOptions] = useState<SetupOptions>({
    credential: { kind: 'certificate', months: 24 },
    leastSet: setup.leastSet,
    usageReport: false,
  })
  const { origin: publicUrl } = window.location
  const job = setupJob({ displayName: setup.displayName, publicUrl, ...options })
  const scopes = azure ? [...GRAPH_SCOPES, AZURE_SCOPE] : GRAPH_SCOPES
  const parts = { setup, undoable, scopes, automatic, work, options, onOptions, job }
  const root = useFollow<HTMLDivElement>(stageOf(work))

  const phases = {
    before: <SetupBefore {...parts} />,
    running: (
      <Panel title={t('automatic.setup.plan')}>
        <WorkPanel automatic={automatic} work={work} running={t('automatic.setup.running')} />
      </Panel>
    ),
    stopped: <SetupStopped {...parts} />,
    done: <SetupDone {...parts} />,
  }
  return (
    <div ref={root}>
      <WorkStatus work={work} />
      {phases[stageOf(work)]}
      <DeleteQuestion automatic={automatic} work={work} />
    </div>
  )
}
