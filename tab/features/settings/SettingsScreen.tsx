import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Page } from '../../components/Page.tsx'
import { AboutPanel } from './AboutPanel.tsx'
import { AlertsPanel } from './AlertsPanel.tsx'
import { GiveRolePanel } from './GiveRolePanel.tsx'
import { LanguagePanel } from './LanguagePanel.tsx'
import { ReadingPanel } from './ReadingPanel.tsx'
import { RetentionPanel } from './RetentionPanel.tsx'
import { RolesPanel } from './RolesPanel.tsx'
import { TourPanel } from './TourPanel.tsx'

/** When backups start, what the operator chooses for themselves, and who may do what. */
export default function SettingsScreen({ schedule }: { schedule: ReactNode }) {
  const { t } = useTranslation()
  return (
    <Page title={t('settings.title')}>
      {schedule}
      <LanguagePanel />
      <AlertsPanel />
      <RetentionPanel />
      <ReadingPanel />
      <TourPanel />
      <RolesPanel />
      <GiveRolePanel />
      <AboutPanel />
    </Page>
  )
}
