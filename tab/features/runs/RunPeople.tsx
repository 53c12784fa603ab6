import { Button, makeStyles, Text, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { Run, RunPerson, RunPersonState } from '../../../server/contract/index.ts'
import { itemsOf } from '../../api/page.ts'
import { LinesSkeleton } from '../../components/Skeletons.tsx'
import { StateView } from '../../components/StateView.tsx'
import { Told } from '../../components/Told.tsx'
import { useStanding } from '../../components/use-standing.ts'
import { Name } from '../../components/Verbatim.tsx'
import { formatNumber } from '../../format/number.ts'
import { useTold } from '../../i18n/use-told.ts'
import { useRunPeople } from './api/runs.ts'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '8px', alignItems: 'flex-start' },
  list: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    width: '100%',
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 260px), 1fr))',
    gap: '8px 24px',
  },
  wide: { gridTemplateColumns: 'minmax(0, 1fr)' },
  person: { display: 'flex', flexDirection: 'column', minWidth: 0, overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2 },
})

interface RunPeopleProps {
  run: Run
  state: RunPersonState
  /** What the list is, for anyone who hears it. */
  label: string
}

/** The people of a run in one state, by name: the first few, and the others when asked for. */
export function RunPeople({ run, state, label }: RunPeopleProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  const all = countOf(run, state)
  const query = useRunPeople(run.id, state, all)
  return (
    <StateView query={query} skeleton={<LinesSkeleton lines={2} what={t('runs.waiting.loading')} />}>
      {() => (
        <div className={styles.root}>
          <ul className={styles.list} aria-label={label}>
            {itemsOf(query.data).map((person) => (
              <li key={person.subjectId} className={styles.person}>
                <Text>
                  <Name>{person.displayName}</Name>
                </Text>
                <Text size={200} className={styles.quiet}>
                  <Standing person={person} />
                </Text>
              </li>
            ))}
          </ul>
          {query.hasNextPage && (
            <Button
              size="small"
              onClick={() => void query.fetchNextPage()}
              disabledFocusable={query.isFetchingNextPage}
            >
              {t('runs.waiting.all', { n: formatNumber(all) })}
            </Button>
          )}
        </div>
      )}
    </StateView>
  )
}

function countOf({ totals }: Run, state: RunPersonState): number {
  switch (state) {
    case 'read':
      return totals.subjectsRead
    case 'skipped':
      return totals.subjectsSkipped
    case 'failed':
      return totals.subjectsFailed
    case 'waiting':
      return totals.subjectsWaiting
  }
}

/** Why nothing could be read, or else how much is archived. */
function Standing({ person }: { person: RunPerson }) {
  const standing = useStanding()
  const tell = useTold()
  if (!person.fault) return standing(person)
  return <Told told={{ ...tell(person.fault), hint: '' }} />
}
