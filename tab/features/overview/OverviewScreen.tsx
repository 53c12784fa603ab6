import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Overview } from '../../../server/contract/index.ts'
import { useOverview } from '../../api/overview.ts'
import { Page } from '../../components/Page.tsx'
import { Panel } from '../../components/Panel.tsx'
import { StateView } from '../../components/StateView.tsx'
import { runAddress } from '../../links/links.ts'
import { DaysChart } from './DaysChart.tsx'
import { FirstSteps } from './FirstSteps.tsx'
import { NeedsList } from './NeedsList.tsx'
import { OverviewSkeleton } from './OverviewSkeleton.tsx'
import { ProtectionCard } from './ProtectionCard.tsx'
import { useOverviewGrid } from './use-overview-grid.ts'

interface OverviewScreenProps {
  /** What else is on it is still on its way: everything comes at once, so that nothing moves. */
  waiting: boolean
  usage: ReactNode
  /** The one primary button. */
  runButton: ReactNode
  /** The card of the run in progress; it takes the place of the first card. */
  liveRun: (id: string) => ReactNode
}

/** Is our data safe, what does it cost, must I do anything: in this order, in words. */
export function OverviewScreen({ waiting, ...parts }: OverviewScreenProps) {
  const { t } = useTranslation()
  const query = useOverview({ every: 30_000 })
  // Once it stands it remains: what begins later has a skeleton of its own.
  const [stood, setStood] = useState(false)
  if (query.data && !waiting && !stood) setStood(true)
  return (
    <Page title={t('overview.title')}>
      {query.isPending || (query.data && !stood) ? (
        <OverviewSkeleton />
      ) : (
        <StateOrScreen query={query} {...parts} />
      )}
    </Page>
  )
}

type Parts = Omit<OverviewScreenProps, 'waiting'>

function StateOrScreen({ query, ...parts }: Parts & { query: ReturnType<typeof useOverview> }) {
  const grid = useOverviewGrid()
  if (query.data?.status === 'not-connected') return <Unconnected overview={query.data} {...parts} />
  if (query.data) return <Connected overview={query.data} {...parts} />
  // What this month costs is known even where the rest is not.
  return (
    <div className={grid.columns}>
      <Panel>
        <StateView query={query} skeleton={null}>
          {() => null}
        </StateView>
      </Panel>
      {parts.usage}
    </div>
  )
}

/** The card of a suspended run says why it waits, whatever the cause, and has the button. */
function isOnCard({ code, href }: Overview['needs'][number], runId: string | null): boolean {
  return runId !== null && (code === 'limit-reached' || href === runAddress(runId))
}

function Connected({ overview, usage, runButton, liveRun }: Parts & { overview: Overview }) {
  const grid = useOverviewGrid()
  const needs = overview.needs.filter((need) => !isOnCard(need, overview.currentRunId))
  const waits = needs.length < overview.needs.length
  return (
    <div className={grid.screen}>
      <div className={grid.columns}>
        <div className={grid.column}>
          {overview.currentRunId ? (
            liveRun(overview.currentRunId)
          ) : (
            <ProtectionCard overview={overview} runButton={runButton} />
          )}
          {(needs.length > 0 || !waits) && <NeedsList needs={needs} />}
        </div>
        <div className={grid.column}>{usage}</div>
      </div>
      <DaysChart days={overview.days} />
    </div>
  )
}

/** Before a tenant is connected there is nothing to pay for and nothing to show: only the way there. */
function Unconnected({ overview, runButton }: Parts & { overview: Overview }) {
  const grid = useOverviewGrid()
  return (
    <div className={grid.screen}>
      <ProtectionCard overview={overview} runButton={runButton} />
      <FirstSteps />
    </div>
  )
}
