import { makeStyles, Spinner, Text, tokens } from '@fluentui/react-components'
import {
  CheckmarkCircle20Filled,
  Circle20Regular,
  ErrorCircle20Filled,
  Warning20Filled,
} from '@fluentui/react-icons'
import { useTranslation } from 'react-i18next'
import type { Health } from '../../../server/contract/index.ts'
import { CodeToCopy } from '../../components/CodeToCopy.tsx'
import { Panel } from '../../components/Panel.tsx'
import { ProblemBar } from '../../components/ProblemBar.tsx'
import { RelativeTime } from '../../components/RelativeTime.tsx'
import { LinesSkeleton } from '../../components/Skeletons.tsx'
import { StateView } from '../../components/StateView.tsx'
import { StatusMark, type Tone } from '../../components/StatusMark.tsx'
import { TextLink } from '../../components/TextLink.tsx'
import { EnglishWords } from '../../components/Told.tsx'
import { useTold } from '../../i18n/use-told.ts'
import { useHealth } from './api/health.ts'
import { type HealthRow, type HealthState, healthRows, WAYS_ON, wayOn } from './health-list.ts'
import type { Look } from './use-look.ts'

const useStyles = makeStyles({
  place: { scrollMarginBlock: '72px 24px' },
  root: { display: 'flex', flexDirection: 'column', gap: '12px' },
  overall: { display: 'inline-flex', fontWeight: tokens.fontWeightSemibold },
  list: {
    listStyleType: 'none',
    margin: 0,
    padding: 0,
    display: 'flex',
    flexDirection: 'column',
    gap: '10px',
  },
  row: { display: 'flex', gap: '10px', alignItems: 'flex-start' },
  icon: { width: '20px', height: '20px', flexShrink: 0, display: 'grid', placeItems: 'center' },
  words: { display: 'flex', flexDirection: 'column', gap: '2px', minWidth: 0, overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2 },
  green: { color: tokens.colorPaletteGreenForeground1 },
  amber: { color: tokens.colorPaletteDarkOrangeForeground1 },
  red: { color: tokens.colorPaletteRedForeground1 },
})

const TONES: Record<Health['overall'], Tone> = { green: 'good', amber: 'warning', red: 'bad' }

/** Whether everything about the connection is as it should be, when that was looked at, and what to do where not. */
export function HealthPanel({ look }: { look: Look }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const query = useHealth()
  return (
    <div id="health" className={styles.place}>
      <Panel title={t('connection.health.title')}>
        <StateView query={query} skeleton={<LinesSkeleton lines={6} what={t('connection.health.loading')} />}>
          {(health) => <Shown health={health} look={look} />}
        </StateView>
      </Panel>
    </div>
  )
}

function Shown({ health, look: { looking, live, error } }: { health: Health; look: Look }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const rows = healthRows(health.items, looking ? live : undefined)
  return (
    <div className={styles.root}>
      <span className={styles.overall} role="status">
        {looking ? (
          <StatusMark tone="working" text={t('connection.health.looking')} />
        ) : (
          <Overall health={health} />
        )}
      </span>
      {rows.length > 0 && (
        <ul className={styles.list} aria-label={t('connection.health.title')} aria-busy={looking}>
          {rows.map((row) => (
            <Row key={row.name} row={row} />
          ))}
        </ul>
      )}
      {error && <ProblemBar error={error} />}
      <Text size={200} className={styles.quiet}>
        {health.nextCheckAt && (
          <>
            {t('connection.health.next')} <RelativeTime at={health.nextCheckAt} />.{' '}
          </>
        )}
        {t('connection.health.costs')}
      </Text>
    </div>
  )
}

function Overall({ health }: { health: Health }) {
  const { t } = useTranslation()
  if (health.items.length === 0) return <StatusMark tone="quiet" text={t('connection.health.never')} />
  return <StatusMark tone={TONES[health.overall]} text={t(`connection.health.overall.${health.overall}`)} />
}

function Row({ row }: { row: HealthRow }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const tell = useTold()
  const { name, state, item } = row
  const told = item?.detail ? tell(item) : undefined
  const attention = state === 'amber' || state === 'red'
  const way = item && wayOn(item)
  return (
    <li className={styles.row}>
      <span className={styles.icon} aria-hidden>
        <HealthIcon state={state} />
      </span>
      <span className={styles.words}>
        <span>
          <Text weight={attention ? 'semibold' : 'regular'}>{t(`connection.health.name.${name}`)}</Text>{' '}
          <Text className={styles.quiet}>
            · {t(`connection.health.state.${state}`)}
            {item && state !== 'skipped' && (
              <>
                {' · '}
                <RelativeTime at={item.checkedAt} />
              </>
            )}
          </Text>
        </span>
        {told && state !== 'skipped' && (
          <Text className={styles.quiet} lang={told.lang}>
            {told.text}
          </Text>
        )}
        {attention && item && (
          <>
            <Text lang={told?.lang}>{told?.hint}</Text>
            <EnglishWords words={told?.english ?? ''} />
            {way && <TextLink to={WAYS_ON[way]}>{t(`connection.health.wayOn.${way}`)}</TextLink>}
            <CodeToCopy code={item.code} />
          </>
        )}
      </span>
    </li>
  )
}

function HealthIcon({ state }: { state: HealthState }) {
  const styles = useStyles()
  if (state === 'checking') return <Spinner size="extra-tiny" />
  if (state === 'green') return <CheckmarkCircle20Filled className={styles.green} />
  if (state === 'amber') return <Warning20Filled className={styles.amber} />
  if (state === 'red') return <ErrorCircle20Filled className={styles.red} />
  return <Circle20Regular className={styles.quiet} />
}
