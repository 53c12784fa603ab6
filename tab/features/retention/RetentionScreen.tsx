import { useTranslation } from 'react-i18next'
import { BackLink } from '../../components/BackLink.tsx'
import { Page } from '../../components/Page.tsx'
import { Erasures } from './Erasures.tsx'
import { Holds } from './Holds.tsx'
import { KeepDays } from './KeepDays.tsx'
import '../../i18n/vault-texts.ts'

/** How long messages are kept, what is kept whatever happens, and what is erased before its time. */
export default function RetentionScreen() {
  const { t } = useTranslation()
  return (
    <Page
      title={t('retention.title')}
      intro={t('retention.intro')}
      before={<BackLink to="/settings">{t('retention.toSettings')}</BackLink>}
    >
      <KeepDays />
      <Holds />
      <Erasures />
    </Page>
  )
}
