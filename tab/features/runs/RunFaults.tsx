import { Button, makeStyles, Text, tokens } from '@fluentui/react-components'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Run, RunFault } from '../../../server/contract/index.ts'
import { itemsOf } from '../../api/page.ts'
import { CodeToCopy } from '../../components/CodeToCopy.tsx'
import { Panel } from '../../components/Panel.tsx'
import { RelativeTime } from '../../components/RelativeTime.tsx'
import { RowsSkeleton } from '../../components/Skeletons.tsx'
import { StateView } from '../../components/StateView.tsx'
import { StatusMark, type Tone } from '../../components/StatusMark.tsx'
import { EnglishWords } from '../../components/Told.tsx'
import { Name } from '../../components/Verbatim.tsx'
import { VirtualList } from '../../components/VirtualList.tsx'
import { formatNumber } from '../../format/number.ts'
import { useTold } from '../../i18n/use-told.ts'
import { useRunFaults } from './api/runs.ts'
import { type Note, notesOf } from './notes.ts'
import { hasEnded, isLive } from './run-state.ts'

const ROW = 108
/** Up to this many, all stand in the page; beyond it, in a scroller that holds only what is seen. */
const ALL_IN_PAGE = 30

const useStyles = makeStyles({
  list: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    '& > :last-child > article': { borderBottomStyle: 'none', paddingBottom: 0 },
  },
  scroller: { height: '560px', display: 'grid' },
  row: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 2.2fr)',
    gap: '4px 16px',
    padding: '12px 0',
    borderBottom: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusSmall,
    '@media (max-width: 640px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
    '&:focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  who: { display: 'flex', flexDirection: 'column', gap: '2px', overflowWrap: 'anywhere' },
  kind: { display: 'flex', gap: '8px', alignItems: 'center' },
  what: { display: 'flex', flexDirection: 'column', gap: '2px', overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2 },
})

const TONES: Record<RunFault['kind'], Tone> = {
  failure: 'bad',
  fault: 'warning',
  skip: 'quiet',
  alert: 'quiet',
}

/** Nothing that was left out by design is called a fault. */
function titleOf(faults: RunFault[]): 'faultsCount' | 'onlyFaults' | 'onlyNotes' {
  const wrong = faults.filter(({ kind }) => kind === 'fault' || kind === 'failure').length
  if (wrong === 0) return 'onlyNotes'
  return wrong === faults.length ? 'onlyFaults' : 'faultsCount'
}

/** What went wrong, for whom, and what to do about it. */
export function RunFaults({ run }: { run: Run }) {
  const { t } = useTranslation()
  const query = useRunFaults(run.id, isLive(run.state))
  // Accounts that cannot chat are listed on their own (`RunLeftOut`).
  const faults = itemsOf(query.data).filter(({ kind, subjectId }) => kind !== 'skip' || subjectId === null)
  const n = formatNumber(Math.max(run.totals.faults, faults.length))
  const title = faults.length ? t(`runs.one.${titleOf(faults)}`, { n }) : t('runs.one.faultsTitle')
  return (
    <Panel title={title}>
      <StateView query={query} skeleton={<RowsSkeleton rows={3} what={t('runs.one.loadingFaults')} />}>
        {() =>
          faults.length === 0 ? (
            <Text>{t(hasEnded(run.state) ? 'runs.one.noFaults' : 'runs.one.noFaultsYet')}</Text>
          ) : (
            <FaultList notes={notesOf(faults)} query={query} />
          )
        }
      </StateView>
    </Panel>
  )
}

interface More {
  hasNextPage: boolean
  isFetchingNextPage: boolean
  fetchNextPage: () => unknown
}

function FaultList({ notes, query }: { notes: Note[]; query: More }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const label = t('runs.one.faultsTitle')
  if (notes.length <= ALL_IN_PAGE && !query.hasNextPage) {
    return (
      <ul className={styles.list} aria-label={label}>
        {notes.map((note, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: notes have no id and are only ever added to
          <li key={index}>
            <FaultRow note={note} />
          </li>
        ))}
      </ul>
    )
  }
  return (
    <div className={styles.scroller}>
      <VirtualList
        label={label}
        items={notes}
        keyOf={(_, index) => String(index)}
        rowHeight={ROW}
        hasMore={query.hasNextPage}
        loadingMore={query.isFetchingNextPage}
        onReachEnd={() => void query.fetchNextPage()}
      >
        {(note, tabIndex) => <FaultRow note={note} tabIndex={tabIndex} />}
      </VirtualList>
    </div>
  )
}

/** `tabIndex`: in a scroller, where the arrow keys lead from row to row. */
function FaultRow({ note, tabIndex }: { note: Note; tabIndex?: 0 | -1 }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const { fault, times } = note
  const told = useTold()(fault)
  const n = formatNumber(times)
  return (
    <article className={styles.row} {...(tabIndex === undefined ? {} : { tabIndex, 'data-row-focus': true })}>
      <div className={styles.who}>
        <Where note={note} />
        <span className={styles.kind}>
          <StatusMark tone={TONES[fault.kind]} text={t(`runs.kind.${fault.kind}`)} />
          {times > 1 && (
            <Text role="img" aria-label={t('runs.one.timesLabel', { n })}>
              {t('runs.one.times', { n })}
            </Text>
          )}
        </span>
        <Text size={200} className={styles.quiet}>
          <RelativeTime at={fault.at} />
        </Text>
      </div>
      <div className={styles.what}>
        <Text lang={told.lang}>{told.text}</Text>
        <Text className={styles.quiet} lang={told.lang}>
          {told.hint}
        </Text>
        <EnglishWords words={told.english} />
        <CodeToCopy code={fault.code} />
      </div>
    </article>
  )
}

/** So many are named at first. */
const NAMED = 3

/** Whom or what it is about, by name: the first few, and the others when asked for. */
function Where({ note: { fault, where } }: { note: Note }) {
  const { t } = useTranslation()
  const [all, setAll] = useState(false)
  if (where.length === 0) {
    return <Text weight="semibold">{t(isOfImage(fault) ? 'runs.one.image' : 'runs.one.wholeRun')}</Text>
  }
  return (
    <>
      {where.slice(0, all ? undefined : NAMED).map((name) => (
        <Text key={name} weight="semibold">
          <Name>{name}</Name>
        </Text>
      ))}
      {!all && where.length > NAMED && (
        <div>
          <Button size="small" onClick={() => setAll(true)}>
            {t('runs.waiting.all', { n: formatNumber(where.length) })}
          </Button>
        </div>
      )}
    </>
  )
}

/** A picture or other content belongs to a conversation, not to a person; a refusal of one has Microsoft's code. */
function isOfImage({ code, notice }: RunFault): boolean {
  return [code, notice?.code].some((each) => each?.startsWith('media-'))
}
