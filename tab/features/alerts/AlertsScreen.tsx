import { useTranslation } from 'react-i18next'
import { BackLink } from '../../components/BackLink.tsx'
import { Page } from '../../components/Page.tsx'
import { Destinations } from './Destinations.tsx'
import { Raised } from './Raised.tsx'
import '../../i18n/vault-texts.ts'

/** Where alerts go, and what was reported. */
export default function AlertsScreen() {
  const { t } = useTranslation()
  return (
    <Page
      title={t('alerts.title')}
      intro={t('alerts.intro')}
      before={<BackLink to="/settings">{t('alerts.toSettings')}</BackLink>}
    >
      <Destinations />
      <Raised />
    </Page>
  )
}
