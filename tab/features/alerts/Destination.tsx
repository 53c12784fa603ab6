import { Button, makeStyles, Text, tokens } from '@fluentui/react-components'
import {
  Delete20Regular,
  Edit20Regular,
  HeartPulse24Regular,
  Mail24Regular,
  PeopleTeam24Regular,
  PlugConnected24Regular,
  Send20Regular,
} from '@fluentui/react-icons'
import { useTranslation } from 'react-i18next'
import type { AlertChannel, AlertTry } from '../../../server/contract/index.ts'
import { ProblemBar } from '../../components/ProblemBar.tsx'
import { StatusMark, type Tone } from '../../components/StatusMark.tsx'
import { Verbatim } from '../../components/Verbatim.tsx'
import { formatNumber } from '../../format/number.ts'
import { exactTime } from '../../format/time.ts'
import { useTestChannel } from './api/alerts.ts'
import { useAnswerWords } from './use-answer-words.ts'

const useStyles = makeStyles({
  root: {
    display: 'grid',
    gap: '8px',
    padding: '12px',
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    minWidth: 0,
  },
  head: { display: 'flex', gap: '12px', alignItems: 'flex-start', minWidth: 0 },
  icon: { display: 'flex', flexShrink: 0, color: tokens.colorNeutralForeground2 },
  words: { display: 'grid', gap: '2px', minWidth: 0, overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2 },
  actions: { display: 'flex', flexWrap: 'wrap', gap: '4px', marginInlineStart: '-8px' },
})

const ICONS = {
  email: Mail24Regular,
  webhook: PlugConnected24Regular,
  teams: PeopleTeam24Regular,
  heartbeat: HeartPulse24Regular,
}
const TONES: Record<AlertTry['state'], Tone> = { delivered: 'good', waiting: 'warning', failed: 'bad' }

interface DestinationProps {
  channel: AlertChannel
  mayChange: boolean
  onEdit: () => void
  onRemove: () => void
  onTested: (result: AlertTry) => void
}

/** One of them: what it is, whether it works, and what can be done with it. */
export function Destination({ channel, mayChange, onEdit, onRemove, onTested }: DestinationProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  const test = useTestChannel()
  const { id, kind, target, events, enabled } = channel
  const Icon = ICONS[kind]
  const count = events.length
  return (
    <li className={styles.root}>
      <div className={styles.head}>
        <span className={styles.icon} aria-hidden>
          <Icon />
        </span>
        <div className={styles.words}>
          <Text weight="semibold">{t(`alerts.kind.${kind}`)}</Text>
          <Text>
            <Verbatim>{target}</Verbatim>
          </Text>
          <Text size={200} className={styles.quiet}>
            {kind === 'heartbeat'
              ? t('alerts.to.beats')
              : t('alerts.to.events', { count, n: formatNumber(count) })}
          </Text>
          <Standing enabled={enabled} last={channel.last} />
        </div>
      </div>
      {mayChange && (
        <div className={styles.actions}>
          <Button
            appearance="subtle"
            icon={<Send20Regular />}
            aria-label={t('alerts.to.testOf', { target })}
            disabledFocusable={test.isPending}
            onClick={() => test.mutate(id, { onSuccess: onTested })}
          >
            {t(test.isPending ? 'alerts.to.testing' : 'alerts.to.test')}
          </Button>
          <Button
            appearance="subtle"
            icon={<Edit20Regular />}
            aria-label={t('alerts.to.editOf', { target })}
            onClick={onEdit}
          >
            {t('alerts.to.edit')}
          </Button>
          <Button
            appearance="subtle"
            icon={<Delete20Regular />}
            aria-label={t('alerts.to.removeOf', { target })}
            onClick={onRemove}
          >
            {t('alerts.to.remove')}
          </Button>
        </div>
      )}
      {test.isError && <ProblemBar error={test.error} />}
    </li>
  )
}

function Standing({ enabled, last }: Pick<AlertChannel, 'enabled' | 'last'>) {
  const { t } = useTranslation()
  const wordsOf = useAnswerWords()
  if (!enabled) return <StatusMark tone="paused" text={t('alerts.to.off')} />
  if (last === null) return <StatusMark tone="quiet" text={t('alerts.to.never')} />
  const words = { when: exactTime(last.at), answer: wordsOf(last.answer) }
  return <StatusMark tone={TONES[last.state]} text={t(`alerts.to.last.${last.state}`, words)} />
}
