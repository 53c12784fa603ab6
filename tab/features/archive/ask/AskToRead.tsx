import {
  Button,
  Field,
  makeStyles,
  Select,
  Subtitle1,
  Text,
  Textarea,
  tokens,
} from '@fluentui/react-components'
import { BookOpen48Regular } from '@fluentui/react-icons'
import { type ReactNode, useEffect, useEffectEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AskToRead as Asked, ReadingRequest } from '../../../../server/contract/index.ts'
import { useReadingPolicy } from '../../../api/reading.ts'
import { ProblemBar } from '../../../components/ProblemBar.tsx'
import { StatusMark } from '../../../components/StatusMark.tsx'
import { formatNumber } from '../../../format/number.ts'
import { exactTime } from '../../../format/time.ts'
import { useAskedBefore, useAskToRead } from '../api/ask.ts'

const useStyles = makeStyles({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: '12px',
    padding: '24px 16px',
    width: '100%',
    maxWidth: '520px',
    boxSizing: 'border-box',
    marginInline: 'auto',
    overflowY: 'auto',
  },
  inDialog: { padding: 0 },
  head: { display: 'flex', flexDirection: 'column', gap: '4px' },
  icon: { color: tokens.colorNeutralForeground3, display: 'flex' },
  title: { margin: 0 },
  quiet: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
  hours: { maxWidth: '240px' },
  act: { alignSelf: 'flex-start' },
})

const HOURS = [1, 8, 24, 72, 168]
const USUAL = 8
/** As many characters as the server takes. */
const MOST_REASON = 1000

interface AskToReadProps {
  selection: NonNullable<Asked['selection']>
  /** The selection in words. */
  what: string
  /** It may be read now. */
  onAllowed: () => void
  /** Within a dialog, which has a title of its own. */
  within?: 'dialog'
}

/** In the place of messages that take a request: what, why, how long; then whoever has to agree is waited for. */
export function AskToRead({ selection, what, onAllowed, within }: AskToReadProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  const before = useAskedBefore(selection).data
  const ask = useAskToRead()
  const mode = useReadingPolicy().data?.mode ?? 'reason'
  const request = ask.data === undefined || before?.id === ask.data.id ? before : ask.data
  const isAllowed = request?.state === 'approved' && (ask.data !== undefined || request.decidedBy !== null)
  const tellAllowed = useEffectEvent(onAllowed)
  const allowedId = isAllowed ? request.id : undefined
  useEffect(() => {
    if (allowedId !== undefined) tellAllowed()
  }, [allowedId])
  const waits = request?.state === 'waiting-for-approval'
  return (
    <section
      className={within ? `${styles.root} ${styles.inDialog}` : styles.root}
      aria-label={t('ask.title')}
    >
      <div className={styles.head}>
        {!within && (
          <>
            <span className={styles.icon} aria-hidden>
              <BookOpen48Regular />
            </span>
            <Subtitle1 as="h2" className={styles.title}>
              {t('ask.title')}
            </Subtitle1>
          </>
        )}
        <Text className={styles.quiet}>{t(mode === 'four-eyes' ? 'ask.fourEyes' : 'ask.reason')}</Text>
      </div>
      <Text>{t('ask.what', { what })}</Text>
      {waits ? (
        <Waiting request={request} />
      ) : (
        <AskForm
          busy={ask.isPending}
          onAsk={(reason, hours) => ask.mutate({ selection, reason, hours })}
          problem={ask.isError && <ProblemBar error={ask.error} />}
          note={<Before request={request} />}
        />
      )}
    </section>
  )
}

interface AskFormProps {
  busy: boolean
  problem: ReactNode
  note: ReactNode
  onAsk: (reason: string, hours: number) => void
}

function AskForm({ busy, problem, note, onAsk }: AskFormProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  const [reason, setReason] = useState('')
  const [hours, setHours] = useState(USUAL)
  const [isMissing, setMissing] = useState(false)
  const send = () => {
    setMissing(reason.trim() === '')
    if (reason.trim() !== '') onAsk(reason.trim(), hours)
  }
  return (
    <>
      {note}
      <Field
        required
        label={t('ask.why')}
        hint={t('ask.whyHint')}
        validationMessage={isMissing ? t('ask.noReason') : null}
      >
        <Textarea
          value={reason}
          maxLength={MOST_REASON}
          resize="vertical"
          onChange={(_, { value }) => setReason(value)}
        />
      </Field>
      <Field label={t('ask.howLong')} className={styles.hours}>
        <Select value={String(hours)} onChange={(_, { value }) => setHours(Number(value))}>
          {HOURS.map((it) => (
            <option key={it} value={it}>
              {t('reading.hours', { count: it, n: formatNumber(it) })}
            </option>
          ))}
        </Select>
      </Field>
      {problem}
      <Button appearance="primary" className={styles.act} disabledFocusable={busy} onClick={send}>
        {t(busy ? 'ask.asking' : 'ask.ask')}
      </Button>
    </>
  )
}

function Waiting({ request: { askedAt, reason, endsAt } }: { request: ReadingRequest }) {
  const { t } = useTranslation()
  const styles = useStyles()
  return (
    <div role="status" className={styles.head}>
      <StatusMark tone="working" text={t('ask.waiting')} />
      <Text className={styles.quiet}>{t('ask.asked', { when: exactTime(askedAt), reason })}</Text>
      <Text className={styles.quiet}>{t('ask.until', { when: exactTime(endsAt) })}</Text>
    </div>
  )
}

/** What became of the request of before. */
function Before({ request }: { request: ReadingRequest | null | undefined }) {
  const { t } = useTranslation()
  if (request?.state === 'rejected')
    return <StatusMark tone="warning" text={t('ask.rejected', { name: request.decidedBy ?? '' })} />
  if (request?.state === 'expired')
    return <StatusMark tone="quiet" text={t('ask.expired', { when: exactTime(request.endsAt) })} />
  return null
}
