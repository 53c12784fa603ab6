import { SchedulePanel } from '../features/schedule/SchedulePanel.tsx'
import SettingsScreen from '../features/settings/SettingsScreen.tsx'
import '../i18n/vault-texts.ts'

/** What the operator chooses for themselves, and what the tenant's backups go by. */
export default function SettingsRoute() {
  return <SettingsScreen schedule={<SchedulePanel />} />
}
