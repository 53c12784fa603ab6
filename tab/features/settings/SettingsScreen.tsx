import { useTranslation } from 'react-i18next'
import { Page } from '../../components/Page.tsx'
import { AboutPanel } from './AboutPanel.tsx'
import { GiveRolePanel } from './GiveRolePanel.tsx'
import { LanguagePanel } from './LanguagePanel.tsx'
import { RolesPanel } from './RolesPanel.tsx'
import { TourPanel } from './TourPanel.tsx'

/** What the operator chooses for themselves, and who may do what. */
export default function SettingsScreen() {
  const { t } = useTranslation()
  return (
    <Page title={t('settings.title')}>
      <LanguagePanel />
      <TourPanel />
      <RolesPanel />
      <GiveRolePanel />
      <AboutPanel />
    </Page>
  )
}
