import { makeStyles, mergeClasses } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Overview } from '../../../server/http/contract.ts'
import { Page } from '../../components/Page.tsx'
import { Panel } from '../../components/Panel.tsx'
import { LinesSkeleton, RowsSkeleton } from '../../components/Skeletons.tsx'
import { type Loadable, StateView } from '../../components/StateView.tsx'
import { useOverview } from './api/get-overview.ts'
import { DaysChart } from './DaysChart.tsx'
import { FirstSteps } from './FirstSteps.tsx'
import { NeedsList } from './NeedsList.tsx'
import { ProtectionCard } from './ProtectionCard.tsx'

const useStyles = makeStyles({
  grid: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1.75fr) minmax(0, 1fr)',
    gap: '16px',
    alignItems: 'start',
    '@media (max-width: 860px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
  },
  single: { gridTemplateColumns: 'minmax(0, 1fr)' },
  column: { display: 'grid', gap: '16px', minWidth: 0, alignContent: 'stretch', gridAutoRows: 'auto' },
})

interface OverviewScreenProps {
  usage: ReactNode
  /** The one primary button. */
  runButton: ReactNode
  /** The card of the run under way; it takes the place of the first card. */
  liveRun: (id: string) => ReactNode
}

/** Is our data safe, what does it cost, must I do anything: in this order, in words. */
export function OverviewScreen({ usage, runButton, liveRun }: OverviewScreenProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  const query = useOverview()
  // Before a tenant is connected there is nothing to pay for.
  const unconnected = query.data?.status === 'not-connected'
  const draw = drawing(query, t('overview.loading'))
  return (
    <Page title={t('overview.title')}>
      <div className={mergeClasses(styles.grid, unconnected && styles.single)}>
        <div className={styles.column}>
          {draw.first((data) =>
            data.currentRunId ? (
              liveRun(data.currentRunId)
            ) : (
              <ProtectionCard overview={data} runButton={runButton} />
            ),
          )}
          {draw.rest((data) =>
            data.status === 'not-connected' ? <FirstSteps /> : <NeedsList needs={data.needs} />,
          )}
        </div>
        {!unconnected && <div className={styles.column}>{usage}</div>}
      </div>
      {draw.rest((data) => (data.status === 'not-connected' ? null : <DaysChart days={data.days} />))}
    </Page>
  )
}

/** One query drawn in several places: only the first of them says what failed. */
function drawing(query: Loadable<Overview>, what: string) {
  return {
    first: (children: (data: Overview) => ReactNode) =>
      query.data ? (
        children(query.data)
      ) : (
        <Panel>
          <StateView query={query} skeleton={<LinesSkeleton lines={6} what={what} />}>
            {children}
          </StateView>
        </Panel>
      ),
    rest: (children: (data: Overview) => ReactNode) => {
      if (query.data) return children(query.data)
      return query.isPending ? (
        <Panel>
          <RowsSkeleton rows={3} what={what} />
        </Panel>
      ) : null
    },
  }
}
