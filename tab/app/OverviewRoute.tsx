import { Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { useOverview } from '../api/overview.ts'
import { useQuota } from '../api/quota.ts'
import { later } from '../components/later.ts'
import { Page } from '../components/Page.tsx'
import { OverviewScreen } from '../features/overview/OverviewScreen.tsx'
import { OverviewSkeleton } from '../features/overview/OverviewSkeleton.tsx'
import { useRunIsPending } from '../features/runs/api/use-live-run.ts'
import { RunBackupButton } from '../features/runs/RunBackupButton.tsx'
import { TourStarter } from '../features/tour/TourStarter.tsx'
import { UsageCard } from '../features/usage/UsageCard.tsx'

const LiveRunCard = later(() => import('../features/runs/LiveRunCard.tsx'))

/** Overview is made of features that do not know each other. */
export function OverviewRoute() {
  const { t } = useTranslation()
  const overview = useOverview()
  const quota = useQuota()
  const runIsPending = useRunIsPending(overview.data?.currentRunId)
  const place = (
    <Page title={t('overview.title')}>
      <OverviewSkeleton />
    </Page>
  )
  return (
    <Suspense fallback={place}>
      <OverviewScreen
        waiting={quota.isPending || runIsPending}
        usage={<UsageCard onOverview />}
        runButton={<RunBackupButton />}
        liveRun={(id) => <LiveRunCard runId={id} />}
      />
      <TourStarter ready={overview.isSuccess && quota.isSuccess && !runIsPending} />
    </Suspense>
  )
}
