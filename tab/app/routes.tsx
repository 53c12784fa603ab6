import { lazy, Suspense } from 'react'
import { Route, Routes, useLocation } from 'react-router'
import { CrashGuard } from '../components/CrashGuard.tsx'
import { PageSkeleton } from '../components/Skeletons.tsx'
import { NotFound } from './NotFound.tsx'
import { OverviewRoute } from './OverviewRoute.tsx'

const ArchiveScreen = lazy(() => import('../features/archive/ArchiveScreen.tsx'))
const ConnectionScreen = lazy(() => import('../features/connection/ConnectionScreen.tsx'))
const PeopleScreen = lazy(() => import('../features/people/PeopleScreen.tsx'))
const RunsScreen = lazy(() => import('../features/runs/RunsScreen.tsx'))
const RunScreen = lazy(() => import('../features/runs/RunScreen.tsx'))

export function AppRoutes() {
  const { pathname } = useLocation()
  return (
    <CrashGuard resetKey={pathname}>
      <Suspense fallback={<PageSkeleton />}>
        <Routes>
          <Route path="/" element={<OverviewRoute />} />
          <Route path="/archive/:subjectId?/:conversationId?" element={<ArchiveScreen />} />
          <Route path="/runs" element={<RunsScreen />} />
          <Route path="/runs/:id" element={<RunScreen />} />
          <Route path="/people" element={<PeopleScreen />} />
          <Route path="/connection" element={<ConnectionScreen />} />
          <Route path="*" element={<NotFound />} />
        </Routes>
      </Suspense>
    </CrashGuard>
  )
}
