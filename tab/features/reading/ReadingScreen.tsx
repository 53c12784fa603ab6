import { useTranslation } from 'react-i18next'
import { BackLink } from '../../components/BackLink.tsx'
import { MayNot } from '../../components/MayNot.tsx'
import { Page } from '../../components/Page.tsx'
import { Panel } from '../../components/Panel.tsx'
import { useWhyNot } from '../../components/permissions.ts'
import { PolicyPanel } from './PolicyPanel.tsx'
import { Requests } from './Requests.tsx'
import '../../i18n/vault-texts.ts'

/** Who may read messages: what it takes, and what people asked for. */
export default function ReadingScreen() {
  const { t } = useTranslation()
  const whyNot = useWhyNot('reading.see')
  return (
    <Page
      title={t('reading.title')}
      intro={t('reading.intro')}
      before={<BackLink to="/settings">{t('reading.toSettings')}</BackLink>}
    >
      <PolicyPanel />
      {whyNot === undefined ? (
        <Requests />
      ) : (
        <Panel title={t('reading.requests.title')}>
          <MayNot action="reading.see" />
        </Panel>
      )}
    </Page>
  )
}
