import { lazy } from 'react'
import ConnectionScreen from '../features/connection/ConnectionScreen.tsx'
import '../i18n/setup-texts.ts'

const AutomaticRotation = lazy(() => import('../features/automatic/AutomaticRotation.tsx'))
const RotationDialog = lazy(() => import('../features/automatic/RotationDialog.tsx'))
const LentNotice = lazy(() => import('../features/automatic/LentNotice.tsx'))
const RemoveRegistration = lazy(() => import('../features/automatic/RemoveRegistration.tsx'))

const ROTATION = {
  lead: (onOpen: () => void) => <AutomaticRotation onOpen={onOpen} />,
  dialog: (ways: { onClose: () => void; onByHand: () => void }) => <RotationDialog {...ways} />,
}

/** The connection is looked after by features that do not know each other. */
export default function ConnectionRoute() {
  return (
    <ConnectionScreen automaticRotation={ROTATION} lent={<LentNotice />} removal={<RemoveRegistration />} />
  )
}
