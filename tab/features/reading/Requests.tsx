import { Button, makeStyles, Text, tokens } from '@fluentui/react-components'
import { BookOpen48Regular } from '@fluentui/react-icons'
import { useTranslation } from 'react-i18next'
import type { ReadingRequest, ReadingState } from '../../../server/contract/index.ts'
import { itemsOf } from '../../api/page.ts'
import { MoreButton } from '../../components/MoreButton.tsx'
import { Panel } from '../../components/Panel.tsx'
import { ProblemBar } from '../../components/ProblemBar.tsx'
import { RowsSkeleton } from '../../components/Skeletons.tsx'
import { EmptyState, StateView } from '../../components/StateView.tsx'
import { StatusMark, type Tone } from '../../components/StatusMark.tsx'
import { useScopeWords } from '../../components/use-scope-words.ts'
import { formatNumber } from '../../format/number.ts'
import { exactTime } from '../../format/time.ts'
import { useDecide, useReadingRequests } from './api/reading.ts'

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', gap: '12px' },
  card: {
    display: 'flex',
    flexDirection: 'column',
    gap: '4px',
    padding: '12px',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    overflowWrap: 'anywhere',
  },
  head: { display: 'flex', flexWrap: 'wrap', gap: '4px 12px', justifyContent: 'space-between' },
  quiet: { color: tokens.colorNeutralForeground2 },
  title: { margin: '0 0 8px' },
  acts: { display: 'flex', flexWrap: 'wrap', gap: '8px', marginTop: '8px' },
  part: { '&:not(:first-child)': { marginTop: '20px' } },
})

const PARTS = ['toDecide', 'mine', 'others'] as const

/** What the reader decides first, then their own, then what others asked for. */
function partOf({ mayDecide, isMine }: ReadingRequest): (typeof PARTS)[number] {
  if (mayDecide) return 'toDecide'
  return isMine ? 'mine' : 'others'
}

export function Requests() {
  const { t } = useTranslation()
  const styles = useStyles()
  const query = useReadingRequests()
  const decide = useDecide()
  const items = itemsOf(query.data)
  return (
    <Panel title={t('reading.requests.title')}>
      {decide.isError && <ProblemBar error={decide.error} />}
      <StateView query={query} skeleton={<RowsSkeleton rows={4} what={t('reading.requests.loading')} />}>
        {() =>
          items.length === 0 ? (
            <EmptyState
              icon={<BookOpen48Regular />}
              title={t('reading.requests.empty')}
              text={t('reading.requests.emptyText')}
            />
          ) : (
            PARTS.map((part) => {
              const these = items.filter((it) => partOf(it) === part)
              if (these.length === 0) return null
              return (
                <div key={part} className={styles.part}>
                  <Text as="h3" weight="semibold" block className={styles.title}>
                    {t(`reading.requests.${part}`)}
                  </Text>
                  <ul className={styles.list} aria-label={t(`reading.requests.${part}`)}>
                    {these.map((request) => (
                      <Request
                        key={request.id}
                        request={request}
                        busy={decide.isPending}
                        onDecide={(decision) => decide.mutate({ id: request.id, decision })}
                      />
                    ))}
                  </ul>
                </div>
              )
            })
          )
        }
      </StateView>
      <MoreButton of={query} />
    </Panel>
  )
}

const TONES: Record<ReadingState, Tone> = {
  'waiting-for-approval': 'working',
  approved: 'good',
  rejected: 'warning',
  expired: 'quiet',
}

interface RequestProps {
  request: ReadingRequest
  busy: boolean
  onDecide: (decision: 'approve' | 'reject') => void
}

function Request({ request, busy, onDecide }: RequestProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  const scopeWords = useScopeWords()
  const { state, scope, reason, hours, askedBy, askedAt, mayDecide } = request
  return (
    <li className={styles.card}>
      <span className={styles.head}>
        <Text weight="semibold">{scopeWords(scope)}</Text>
        <StatusMark tone={TONES[state]} text={t(`reading.state.${state}`)} />
      </span>
      <Text>{reason}</Text>
      <Text size={200} className={styles.quiet}>
        {t('reading.requests.asked', {
          name: askedBy.name,
          when: exactTime(askedAt),
          long: t('reading.hours', { count: hours, n: formatNumber(hours) }),
        })}
      </Text>
      <Decided request={request} />
      {mayDecide && (
        <span className={styles.acts}>
          <Button
            appearance="primary"
            disabledFocusable={busy}
            aria-label={t('reading.requests.approveOf', { name: askedBy.name })}
            onClick={() => onDecide('approve')}
          >
            {t('reading.requests.approve')}
          </Button>
          <Button
            disabledFocusable={busy}
            aria-label={t('reading.requests.rejectOf', { name: askedBy.name })}
            onClick={() => onDecide('reject')}
          >
            {t('reading.requests.reject')}
          </Button>
        </span>
      )}
    </li>
  )
}

/** Who decided, and until when it counts. */
function Decided({ request: { state, decidedBy, endsAt } }: { request: ReadingRequest }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const words = [
    decidedBy === null
      ? ''
      : t(state === 'rejected' ? 'reading.requests.rejectedBy' : 'reading.requests.approvedBy', {
          name: decidedBy,
        }),
    state === 'rejected' ? '' : t(`reading.ends.${state}`, { when: exactTime(endsAt) }),
  ].filter(Boolean)
  return (
    <Text size={200} className={styles.quiet}>
      {words.join(' · ')}
    </Text>
  )
}
