import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { CheckmarkCircle48Regular } from '@fluentui/react-icons'
import { useTranslation } from 'react-i18next'
import type { Alert, AlertDelivery } from '../../../server/contract/index.ts'
import { itemsOf } from '../../api/page.ts'
import { MoreButton } from '../../components/MoreButton.tsx'
import { Panel } from '../../components/Panel.tsx'
import { RowsSkeleton } from '../../components/Skeletons.tsx'
import { EmptyState, StateView } from '../../components/StateView.tsx'
import { StatusIcon, StatusMark, type Tone } from '../../components/StatusMark.tsx'
import { TextLink } from '../../components/TextLink.tsx'
import { formatNumber } from '../../format/number.ts'
import { exactTime } from '../../format/time.ts'
import { useRaised } from './api/alerts.ts'
import { useAnswerWords } from './use-answer-words.ts'

const useStyles = makeStyles({
  list: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid' },
  row: {
    display: 'grid',
    gridTemplateColumns: '20px minmax(0, 1fr)',
    gap: '4px 12px',
    paddingBlock: '12px',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    ':first-child': { borderTopStyle: 'none' },
  },
  words: { display: 'grid', gap: '4px', minWidth: 0, overflowWrap: 'anywhere' },
  head: { display: 'flex', flexWrap: 'wrap', gap: '4px 12px', alignItems: 'baseline' },
  quiet: { color: tokens.colorNeutralForeground2 },
  deliveries: { listStyleType: 'none', margin: 0, padding: 0, display: 'grid', gap: '4px' },
  delivery: { display: 'flex', flexWrap: 'wrap', gap: '2px 12px' },
})

/** What was reported, newest first, and whether it arrived. */
export function Raised() {
  const { t } = useTranslation()
  const styles = useStyles()
  const query = useRaised()
  const items = itemsOf(query.data)
  return (
    <Panel title={t('alerts.raised.title')}>
      <StateView query={query} skeleton={<RowsSkeleton rows={4} what={t('alerts.raised.loading')} />}>
        {() =>
          items.length === 0 ? (
            <EmptyState
              icon={<CheckmarkCircle48Regular />}
              title={t('alerts.raised.empty')}
              text={t('alerts.raised.emptyText')}
            />
          ) : (
            <ul className={styles.list} aria-label={t('alerts.raised.list')}>
              {items.map((alert) => (
                <RaisedRow key={alert.id} alert={alert} />
              ))}
            </ul>
          )
        }
      </StateView>
      <MoreButton of={query} />
    </Panel>
  )
}

const TONES: Record<Alert['severity'], Tone> = { info: 'quiet', warning: 'warning', error: 'bad' }

function RaisedRow({ alert: { event, severity, at, resolvedAt, href, deliveries } }: { alert: Alert }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const title = t(`alerts.event.${event}`)
  return (
    <li className={styles.row}>
      <StatusIcon tone={resolvedAt === null ? TONES[severity] : 'good'} />
      <div className={styles.words}>
        <div className={styles.head}>
          <Text weight="semibold">{title}</Text>
          {event !== 'test' && (
            <TextLink to={href} name={t('alerts.raised.openOf', { event: title })}>
              {t('alerts.raised.open')}
            </TextLink>
          )}
        </div>
        <Text size={200} className={styles.quiet}>
          <time dateTime={at}>{exactTime(at)}</time>
          {resolvedAt !== null && ` · ${t('alerts.raised.over', { when: exactTime(resolvedAt) })}`}
        </Text>
        {deliveries.length === 0 ? (
          <Text size={200} className={styles.quiet}>
            {t('alerts.raised.notSent')}
          </Text>
        ) : (
          <ul className={styles.deliveries}>
            {deliveries.map((delivery) => (
              <Delivery key={`${delivery.channelId} ${delivery.about}`} delivery={delivery} />
            ))}
          </ul>
        )}
      </div>
    </li>
  )
}

function Delivery({ delivery }: { delivery: AlertDelivery }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const { kind, target, about } = delivery
  const name =
    kind === null || target === null ? t('alerts.raised.gone') : `${t(`alerts.kind.${kind}`)} ${target}`
  return (
    <li className={styles.delivery}>
      <Text size={200}>{about === 'resolved' ? t('alerts.raised.endOf', { target: name }) : name}</Text>
      <Text size={200}>
        <DeliveryState delivery={delivery} />
      </Text>
    </li>
  )
}

function DeliveryState({ delivery: { state, attempts, answer } }: { delivery: AlertDelivery }) {
  const { t } = useTranslation()
  const words = useAnswerWords()(answer)
  if (state === 'delivered') return <StatusMark tone="good" text={t('alerts.raised.state.delivered')} />
  if (state === 'failed')
    return <StatusMark tone="bad" text={t('alerts.raised.state.failed', { answer: words })} />
  const text =
    attempts === 0
      ? t('alerts.raised.state.queued')
      : t('alerts.raised.state.waiting', { count: attempts, n: formatNumber(attempts), answer: words })
  return <StatusMark tone="working" text={text} />
}
