import { DocumentSearchRegular } from '@fluentui/react-icons'
import { useTranslation } from 'react-i18next'
import { LinkButton } from '../components/LinkButton.tsx'
import { Page } from '../components/Page.tsx'
import { Panel } from '../components/Panel.tsx'
import { EmptyState } from '../components/StateView.tsx'

export function NotFound() {
  const { t } = useTranslation()
  return (
    <Page title={t('app.notFoundTitle')}>
      <Panel>
        <EmptyState
          icon={<DocumentSearchRegular />}
          text={t('app.notFoundText')}
          action={
            <LinkButton appearance="primary" to="/">
              {t('app.toOverview')}
            </LinkButton>
          }
        />
      </Panel>
    </Page>
  )
}
