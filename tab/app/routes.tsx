import { lazy, Suspense } from 'react'
import { Route, Routes, useLocation } from 'react-router'
import { CrashGuard } from '../components/CrashGuard.tsx'
import { PageSkeleton } from '../components/Skeletons.tsx'
import { ROUTES } from '../links/links.ts'
import { NotFound } from './NotFound.tsx'
import { OverviewRoute } from './OverviewRoute.tsx'

const AlertsScreen = lazy(() => import('../features/alerts/AlertsScreen.tsx'))
const ArchiveScreen = lazy(() => import('../features/archive/ArchiveScreen.tsx'))
const AuditScreen = lazy(() => import('../features/audit/AuditScreen.tsx'))
const ConnectionRoute = lazy(() => import('./ConnectionRoute.tsx'))
const GuideScreen = lazy(() => import('../guide/page/GuideScreen.tsx'))
const IntegrityScreen = lazy(() => import('../features/integrity/IntegrityScreen.tsx'))
const PeopleScreen = lazy(() => import('../features/people/PeopleScreen.tsx'))
const RetentionScreen = lazy(() => import('../features/retention/RetentionScreen.tsx'))
const ReadingScreen = lazy(() => import('../features/reading/ReadingScreen.tsx'))
const RestoresScreen = lazy(() => import('../features/restores/RestoresScreen.tsx'))
const RestoreScreen = lazy(() => import('../features/restores/RestoreScreen.tsx'))
const RunsScreen = lazy(() => import('../features/runs/RunsScreen.tsx'))
const RunScreen = lazy(() => import('../features/runs/RunScreen.tsx'))
const SetupRoute = lazy(() => import('./SetupRoute.tsx'))
const SettingsRoute = lazy(() => import('./SettingsRoute.tsx'))
const UsageScreen = lazy(() => import('../features/usage/UsageScreen.tsx'))

export function AppRoutes() {
  const { pathname } = useLocation()
  return (
    <CrashGuard resetKey={pathname}>
      <Suspense fallback={<PageSkeleton />}>
        <Routes>
          <Route path={ROUTES.overview} element={<OverviewRoute />} />
          <Route path={ROUTES.archive} element={<ArchiveScreen />} />
          <Route path={ROUTES.runs} element={<RunsScreen />} />
          <Route path={ROUTES.run} element={<RunScreen />} />
          <Route path={ROUTES.usage} element={<UsageScreen />} />
          <Route path={ROUTES.people} element={<PeopleScreen />} />
          <Route path={ROUTES.integrity} element={<IntegrityScreen />} />
          <Route path={ROUTES.audit} element={<AuditScreen />} />
          <Route path={ROUTES.connection} element={<ConnectionRoute />} />
          <Route path={ROUTES.setup} element={<SetupRoute />} />
          <Route path={ROUTES.alerts} element={<AlertsScreen />} />
          <Route path={ROUTES.retention} element={<RetentionScreen />} />
          <Route path={ROUTES.reading} element={<ReadingScreen />} />
          <Route path={ROUTES.restores} element={<RestoresScreen />} />
          <Route path={ROUTES.restore} element={<RestoreScreen />} />
          <Route path={ROUTES.settings} element={<SettingsRoute />} />
          <Route path={ROUTES.guide} element={<GuideScreen />} />
          <Route path="*" element={<NotFound />} />
        </Routes>
      </Suspense>
    </CrashGuard>
  )
}
