import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { useQuota } from '../api/quota.ts'
import { Panel } from '../components/Panel.tsx'
import { LinesSkeleton } from '../components/Skeletons.tsx'
import { useOverview } from '../features/overview/api/get-overview.ts'
import { OverviewScreen } from '../features/overview/OverviewScreen.tsx'
import { RunBackupButton } from '../features/runs/RunBackupButton.tsx'
import { TourStarter } from '../features/tour/TourStarter.tsx'
import { UsageCard } from '../features/usage/UsageCard.tsx'

const LiveRunCard = lazy(() =>
  import('../features/runs/LiveRunCard.tsx').then((it) => ({ default: it.LiveRunCard })),
)

/** Overview is made of features that do not know each other. */
export function OverviewRoute() {
  const overview = useOverview()
  const quota = useQuota()
  return (
    <>
      <OverviewScreen
        usage={<UsageCard />}
        runButton={<RunBackupButton />}
        liveRun={(id) => (
          <Suspense fallback={<LiveRunPlace />}>
            <LiveRunCard runId={id} />
          </Suspense>
        )}
      />
      <TourStarter ready={overview.isSuccess && quota.isSuccess} />
    </>
  )
}

function LiveRunPlace() {
  const { t } = useTranslation()
  return (
    <Panel>
      <LinesSkeleton lines={5} what={t('runs.loadingOne')} />
    </Panel>
  )
}
