import { OverviewScreen } from '../features/overview/OverviewScreen.tsx'
import { LiveRunCard } from '../features/runs/LiveRunCard.tsx'
import { RunBackupButton } from '../features/runs/RunBackupButton.tsx'
import { UsageCard } from '../features/usage/UsageCard.tsx'

/** Overview is made of three features that do not know each other. */
export function OverviewRoute() {
  return (
    <OverviewScreen
      usage={<UsageCard />}
      runButton={<RunBackupButton />}
      liveRun={(id) => <LiveRunCard runId={id} />}
    />
  )
}
