import { lazy } from 'react'
import ConnectionScreen from '../features/connection/ConnectionScreen.tsx'

const AutomaticRotation = lazy(() => import('../features/automatic/AutomaticRotation.tsx'))
const LentNotice = lazy(() => import('../features/automatic/LentNotice.tsx'))
const RemoveRegistration = lazy(() => import('../features/automatic/RemoveRegistration.tsx'))

/** The connection is looked after by features that do not know each other. */
export default function ConnectionRoute() {
  return (
    <ConnectionScreen
      automaticRotation={<AutomaticRotation />}
      lent={<LentNotice />}
      removal={<RemoveRegistration />}
    />
  )
}
