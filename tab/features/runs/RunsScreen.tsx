import { History48Regular } from '@fluentui/react-icons'
import { useTranslation } from 'react-i18next'
import { itemsOf } from '../../api/page.ts'
import { MoreButton } from '../../components/MoreButton.tsx'
import { NextStep } from '../../components/NextStep.tsx'
import { Page } from '../../components/Page.tsx'
import { Panel } from '../../components/Panel.tsx'
import { RowsSkeleton } from '../../components/Skeletons.tsx'
import { EmptyState, StateView } from '../../components/StateView.tsx'
import { NARROW, useMediaQuery } from '../../components/use-media-query.ts'
import { useRuns } from './api/runs.ts'
import LiveRunCard from './LiveRunCard.tsx'
import { RunBackupButton } from './RunBackupButton.tsx'
import { RunCards } from './RunCards.tsx'
import { RunTable } from './RunTable.tsx'
import { hasEnded } from './run-state.ts'

export default function RunsScreen() {
  const { t } = useTranslation()
  const narrow = useMediaQuery(NARROW)
  const query = useRuns()
  const runs = itemsOf(query.data)
  const current = runs.find((run) => !hasEnded(run.state))
  const rows = current ? runs.filter((run) => run !== current) : runs
  return (
    <Page title={t('runs.title')} intro={t('runs.intro')} actions={current ? undefined : <RunBackupButton />}>
      {current && <LiveRunCard runId={current.id} />}
      {!(current && rows.length === 0) && (
        <Panel title={t('runs.history')}>
          <StateView query={query} skeleton={<RowsSkeleton rows={6} what={t('runs.loading')} />}>
            {() =>
              rows.length === 0 ? <NoRuns /> : narrow ? <RunCards runs={rows} /> : <RunTable runs={rows} />
            }
          </StateView>
          <MoreButton of={query} />
        </Panel>
      )}
    </Page>
  )
}

function NoRuns() {
  const { t } = useTranslation()
  return (
    <EmptyState
      icon={<History48Regular />}
      title={t('runs.empty')}
      text={t('runs.emptyText')}
      action={<NextStep />}
    />
  )
}
