import { lazy } from 'react'
import ConnectionScreen from '../features/connection/ConnectionScreen.tsx'
import '../i18n/setup-texts.ts'

const ReplaceBySignInLink = lazy(() => import('../features/automatic/ReplaceBySignInLink.tsx'))
const ReplaceBySignInDialog = lazy(() => import('../features/automatic/ReplaceBySignInDialog.tsx'))
const LentNotice = lazy(() => import('../features/automatic/LentNotice.tsx'))
const RemoveRegistration = lazy(() => import('../features/automatic/RemoveRegistration.tsx'))

const REPLACEMENT = {
  lead: (onOpen: () => void) => <ReplaceBySignInLink onOpen={onOpen} />,
  dialog: (ways: { onClose: () => void; onByHand: () => void }) => <ReplaceBySignInDialog {...ways} />,
}

/** The connection is looked after by features that do not know each other. */
export default function ConnectionRoute() {
  return (
    <ConnectionScreen
      automaticReplacement={REPLACEMENT}
      lent={<LentNotice />}
      removal={<RemoveRegistration />}
    />
  )
}
