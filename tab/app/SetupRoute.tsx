import { lazy, Suspense } from 'react'
import OnboardingScreen from '../features/onboarding/OnboardingScreen.tsx'
import { RunBackupButton } from '../features/runs/RunBackupButton.tsx'
import '../i18n/setup-texts.ts'

const AutomaticScreen = lazy(() => import('../features/automatic/AutomaticScreen.tsx'))
const BillingAssociation = lazy(() => import('../features/automatic/BillingAssociation.tsx'))

/** The setup is made of features that do not know each other. */
export default function SetupRoute() {
  return (
    <OnboardingScreen
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
      runButton={<RunBackupButton />}
    />
  )
}
