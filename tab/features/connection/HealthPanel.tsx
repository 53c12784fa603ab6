import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { Health } from '../../../server/contract/index.ts'
import { Panel } from '../../components/Panel.tsx'
import { ProblemBar } from '../../components/ProblemBar.tsx'
import { RelativeTime } from '../../components/RelativeTime.tsx'
import { LinesSkeleton } from '../../components/Skeletons.tsx'
import { StateView } from '../../components/StateView.tsx'
import { StatusMark, type Tone } from '../../components/StatusMark.tsx'
import { type RowLook, StatusRow, StatusRows } from '../../components/StatusRows.tsx'
import { TextLink } from '../../components/TextLink.tsx'
import { useTold } from '../../i18n/use-told.ts'
import { useHealth } from './api/health.ts'
import { type HealthRow, type HealthState, healthRows, WAYS_ON, wayOn } from './health-list.ts'
import type { Look } from './use-look.ts'

const useStyles = makeStyles({
  place: { scrollMarginBlock: '72px 24px' },
  root: { display: 'flex', flexDirection: 'column', gap: '12px' },
  overall: { display: 'inline-flex', fontWeight: tokens.fontWeightSemibold },
  quiet: { color: tokens.colorNeutralForeground2 },
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
        <StatusRows label={t('connection.health.title')} ordered={false} busy={looking}>
          {rows.map((row) => (
            <Row key={row.name} row={row} />
          ))}
        </StatusRows>
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

const LOOKS: Record<HealthState, RowLook> = {
  checking: 'running',
  green: 'good',
  amber: 'warning',
  red: 'bad',
  skipped: 'quiet',
  unknown: 'quiet',
}

function Row({ row: { name, state, item } }: { row: HealthRow }) {
  const { t } = useTranslation()
  const tell = useTold()
  const look = LOOKS[state]
  const isOld = state === 'skipped'
  const way = (look === 'warning' || look === 'bad') && item ? wayOn(item) : undefined
  return (
    <StatusRow
      look={look}
      name={t(`connection.health.name.${name}`)}
      state={
        <>
          {t(`connection.health.state.${state}`)}
          {item && !isOld && (
            <>
              {' · '}
              <RelativeTime at={item.checkedAt} />
            </>
          )}
        </>
      }
      told={item?.detail && !isOld ? tell(item) : undefined}
      code={item?.code}
    >
      {way && <TextLink to={WAYS_ON[way]}>{t(`connection.health.wayOn.${way}`)}</TextLink>}
    </StatusRow>
  )
}
