import { lazy, Suspense } from 'react'
import { RunBackupButton } from '../features/runs/RunBackupButton.tsx'
import { ScheduleOffer } from '../features/schedule/ScheduleOffer.tsx'
import SetupScreen from '../features/setup/SetupScreen.tsx'
import '../i18n/setup-texts.ts'

const AutomaticScreen = lazy(() => import('../features/automatic/AutomaticScreen.tsx'))
const BillingAssociation = lazy(() => import('../features/automatic/BillingAssociation.tsx'))

/** The setup is made of features that do not know each other. */
export default function SetupRoute() {
  return (
    <SetupScreen
      automatic={
        <Suspense fallback={null}>
          <AutomaticScreen />
        </Suspense>
      }
      association={
        <Suspense fallback={null}>
          <BillingAssociation />
        </Suspense>
      }
      runButton={<RunBackupButton trigger="setup" />}
      schedule={<ScheduleOffer />}
    />
  )
}
