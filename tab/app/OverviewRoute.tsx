import { useQuota } from '../api/quota.ts'
import { useOverview } from '../features/overview/api/get-overview.ts'
import { OverviewScreen } from '../features/overview/OverviewScreen.tsx'
import { LiveRunCard } from '../features/runs/LiveRunCard.tsx'
import { RunBackupButton } from '../features/runs/RunBackupButton.tsx'
import { TourStarter } from '../features/tour/TourStarter.tsx'
import { UsageCard } from '../features/usage/UsageCard.tsx'

/** Overview is made of features that do not know each other. */
export function OverviewRoute() {
  const overview = useOverview()
  const quota = useQuota()
  return (
    <>
      <OverviewScreen
        usage={<UsageCard />}
        runButton={<RunBackupButton />}
        liveRun={(id) => <LiveRunCard runId={id} />}
      />
      <TourStarter ready={overview.isSuccess && quota.isSuccess} />
    </>
  )
}
