import { useTranslation } from 'react-i18next'
import { Panel } from '../../components/Panel.tsx'
import { LinesSkeleton } from '../../components/Skeletons.tsx'
import { StateView } from '../../components/StateView.tsx'
import { useLiveRun } from './api/use-live-run.ts'
import { LiveRun } from './LiveRun.tsx'
import { isLive } from './run-state.ts'
import { SuspendedRun } from './SuspendedRun.tsx'

/** The run in progress on a surface of its own, wherever it is shown outside its page. */
export default function LiveRunCard({ runId }: { runId: string }) {
  const { t } = useTranslation()
  const { query, trouble } = useLiveRun(runId)
  return (
    <Panel>
      <StateView query={query} skeleton={<LinesSkeleton lines={5} what={t('runs.loadingOne')} />}>
        {(run) =>
          run.state === 'suspended' ? (
            <SuspendedRun run={run} linked />
          ) : (
            <LiveRun run={run} trouble={trouble && isLive(run.state)} linked />
          )
        }
      </StateView>
    </Panel>
  )
}
