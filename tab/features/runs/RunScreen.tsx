import { DocumentSearchRegular } from '@fluentui/react-icons'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import type { Run } from '../../../server/contract/index.ts'
import { BackLink } from '../../components/BackLink.tsx'
import { Page } from '../../components/Page.tsx'
import { Panel } from '../../components/Panel.tsx'
import { RunCoverage } from '../../components/RunCoverage.tsx'
import { ShareButton } from '../../components/ShareButton.tsx'
import { LinesSkeleton } from '../../components/Skeletons.tsx'
import { isMissing, NotThere, StateView } from '../../components/StateView.tsx'
import { exactTime } from '../../format/time.ts'
import { runAddress } from '../../links/links.ts'
import { useLiveRun } from './api/use-live-run.ts'
import { LiveRun } from './LiveRun.tsx'
import { RunFaults } from './RunFaults.tsx'
import { RunHead } from './RunHead.tsx'
import { RunLeftOut } from './RunLeftOut.tsx'
import { RunTotals } from './RunTotals.tsx'
import { hasEnded } from './run-state.ts'
import { SuspendedRun } from './SuspendedRun.tsx'
import { useRunName } from './use-run-name.ts'

export default function RunScreen() {
  const { t } = useTranslation()
  const { id = '' } = useParams()
  const { query, trouble } = useLiveRun(id)
  const nameOf = useRunName()
  const began = query.data && (query.data.startedAt ?? query.data.createdAt)
  return (
    <Page
      title={began ? nameOf(began) : t('runs.title')}
      before={<BackLink to="/runs">{t('runs.one.back')}</BackLink>}
      actions={
        began && (
          <ShareButton address={runAddress(id)} title={t('share.label.run', { when: exactTime(began) })} />
        )
      }
    >
      {query.data ? (
        <OneRun run={query.data} trouble={trouble} />
      ) : (
        <Panel>
          {isMissing(query.error) ? (
            <NotThere
              icon={<DocumentSearchRegular />}
              title={t('runs.one.missing')}
              text={t('runs.one.missingText')}
              action={{ to: '/runs', label: t('runs.one.back') }}
            />
          ) : (
            <StateView query={query} skeleton={<LinesSkeleton lines={6} what={t('runs.loadingOne')} />}>
              {() => null}
            </StateView>
          )}
        </Panel>
      )}
    </Page>
  )
}

function OneRun({ run, trouble }: { run: Run; trouble: boolean }) {
  const { t } = useTranslation()
  return (
    <>
      {hasEnded(run.state) ? (
        <RunHead run={run} />
      ) : (
        <Panel>
          {run.state === 'suspended' ? <SuspendedRun run={run} /> : <LiveRun run={run} trouble={trouble} />}
        </Panel>
      )}
      <RunTotals run={run} />
      <RunFaults run={run} />
      {run.coverage && <RunCoverage coverage={run.coverage} title={t('runs.coverage.title')} />}
      <RunLeftOut run={run} />
    </>
  )
}
