import { lazy } from 'react'
import ConnectionScreen from '../features/connection/ConnectionScreen.tsx'
import '../i18n/setup-texts.ts'

const ReplaceBySignInLink = lazy(() => import('../features/automatic/ReplaceBySignInLink.tsx'))
const ReplaceBySignInDialog = lazy(() => import('../features/automatic/ReplaceBySignInDialog.tsx'))
const PermissionsNotice = lazy(() => import('../features/automatic/PermissionsNotice.tsx'))
const RemoveRegistration = lazy(() => import('../features/automatic/RemoveRegistration.tsx'))

const REPLACEMENT = {
  lead: (onOpen: () => void) => <ReplaceBySignInLink onOpen={onOpen} />,
  dialog: (ways: { onClose: () => void; onManual: () => void }) => <ReplaceBySignInDialog {...ways} />,
}

/** The connection is looked after by features that do not know each other. */
export default function ConnectionRoute() {
  return (
    <ConnectionScreen
      automaticReplacement={REPLACEMENT}
      setupNotice={<PermissionsNotice />}
      removal={<RemoveRegistration />}
    />
  )
}
