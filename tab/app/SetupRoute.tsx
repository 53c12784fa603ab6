import OnboardingScreen from '../features/onboarding/OnboardingScreen.tsx'
import { RunBackupButton } from '../features/runs/RunBackupButton.tsx'

/** The setup is made of features that do not know each other. */
export default function SetupRoute() {
  return <OnboardingScreen automatic={null} association={null} runButton={<RunBackupButton />} />
}
