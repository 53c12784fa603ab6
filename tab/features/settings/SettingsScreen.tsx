import { useTranslation } from 'react-i18next'
import { Page } from '../../components/Page.tsx'
import { AboutPanel } from './AboutPanel.tsx'
import { GiveRolePanel } from './GiveRolePanel.tsx'
import { LanguagePanel } from './LanguagePanel.tsx'
import { RolesPanel } from './RolesPanel.tsx'
import { TourPanel } from './TourPanel.tsx'

/** Who may do what, and what the operator chooses for themselves. */
export default function SettingsScreen() {
  const { t } = useTranslation()
  return (
    <Page title={t('settings.title')}>
      <RolesPanel />
      <GiveRolePanel />
      <LanguagePanel />
      <TourPanel />
      <AboutPanel />
    </Page>
  )
}
