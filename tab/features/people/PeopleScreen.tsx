import { useTranslation } from 'react-i18next'
import { BackLink } from '../../components/BackLink.tsx'
import { Page } from '../../components/Page.tsx'
import { Panel } from '../../components/Panel.tsx'
import { RowsSkeleton } from '../../components/Skeletons.tsx'
import { StateView } from '../../components/StateView.tsx'
import { useScope } from './api/scope.ts'
import { ScopeForm } from './ScopeForm.tsx'

export default function PeopleScreen() {
  const { t } = useTranslation()
  const query = useScope()
  return (
    <Page
      title={t('people.title')}
      intro={t('people.intro')}
      before={<BackLink to="/">{t('people.back')}</BackLink>}
    >
      <Panel>
        <StateView query={query} skeleton={<RowsSkeleton rows={8} what={t('people.loading')} />}>
          {(scope) => <ScopeForm scope={scope} />}
        </StateView>
      </Panel>
    </Page>
  )
}
