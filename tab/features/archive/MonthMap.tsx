import { makeStyles, mergeClasses, Skeleton, SkeletonItem, Text, tokens } from '@fluentui/react-components'
import { type KeyboardEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { nextRow } from '../../components/roving.ts'
import { formatNumber } from '../../format/number.ts'
import { monthName } from '../../format/time.ts'
import { useDirection } from '../../i18n/use-locale.ts'
import { useTimeline } from './api/archive.ts'
import { everyMonth, type MonthOf } from './reading/timeline.ts'

const HEIGHT = 56

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '4px' },
  quiet: { color: tokens.colorNeutralForeground2, minHeight: '20px' },
  // Wider than its place when there are many years: the newest are in sight first.
  strip: { display: 'flex', flexDirection: 'row-reverse', overflowX: 'auto', padding: '2px' },
  months: { display: 'flex', alignItems: 'stretch', flexGrow: 1, height: `${HEIGHT}px` },
  month: {
    display: 'flex',
    alignItems: 'flex-end',
    flexGrow: 1,
    flexBasis: '8px',
    minWidth: '8px',
    padding: '0 1px',
    margin: 0,
    border: 'none',
    backgroundColor: 'transparent',
    cursor: 'pointer',
    '&:hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    '&:focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
    '&:disabled': { cursor: 'default' },
  },
  bar: {
    width: '100%',
    borderRadius: tokens.borderRadiusSmall,
    backgroundColor: tokens.colorCompoundBrandBackground,
    '@media (forced-colors: active)': { backgroundColor: 'Highlight' },
  },
  none: { backgroundColor: tokens.colorNeutralStroke1 },
  ends: { display: 'flex', justifyContent: 'space-between', color: tokens.colorNeutralForeground3 },
  waiting: { height: `${HEIGHT + 48}px` },
})

interface MonthMapProps {
  conversationId: string
  onGo: (month: string) => void
}

/** How busy a conversation was, month by month; each leads to its first message. Nothing where one month is all there is. */
export function MonthMap({ conversationId, onGo }: MonthMapProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  const query = useTimeline(conversationId, true)
  if (query.isPending)
    return (
      <Skeleton aria-label={t('state.loading', { what: t('archive.jump.activity') })}>
        <SkeletonItem className={styles.waiting} />
      </Skeleton>
    )
  // The date can be entered without it.
  if (query.data === undefined) return null
  const months = everyMonth(query.data)
  return months.length < 2 ? null : <Months months={months} onGo={onGo} />
}

function Months({ months, onGo }: { months: MonthOf[]; onGo: (month: string) => void }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const mirrored = useDirection() === 'rtl'
  const list = useRef<HTMLDivElement>(null)
  const [stop, setStop] = useState(months.length - 1)
  const [over, setOver] = useState<number>()
  const most = Math.max(...months.map(({ messages }) => messages))
  const saidOf = ({ month, messages }: MonthOf) =>
    t('archive.jump.month', {
      month: monthName(month),
      messages: t('count.messages', { count: messages, n: formatNumber(messages) }),
    })
  const shown = months[over ?? stop]
  const onKeyDown = (event: KeyboardEvent) => {
    const forward = mirrored ? 'ArrowLeft' : 'ArrowRight'
    const back = mirrored ? 'ArrowRight' : 'ArrowLeft'
    const key = event.key === forward ? 'ArrowDown' : event.key === back ? 'ArrowUp' : event.key
    const next = nextRow(key, stop, months.length, YEAR)
    if (next === undefined) return
    event.preventDefault()
    setStop(next)
    list.current?.querySelectorAll('button')[next]?.focus()
  }
  return (
    <div className={styles.root}>
      <Text size={200} className={styles.quiet} aria-hidden>
        {shown && saidOf(shown)}
      </Text>
      <div className={styles.strip}>
        <div
          ref={list}
          role="toolbar"
          aria-label={t('archive.jump.activity')}
          className={styles.months}
          onKeyDown={onKeyDown}
          onPointerLeave={() => setOver(undefined)}
        >
          {months.map((one, at) => (
            <button
              key={one.month}
              type="button"
              className={styles.month}
              tabIndex={at === stop ? 0 : -1}
              aria-label={saidOf(one)}
              aria-disabled={one.messages === 0}
              onPointerEnter={() => setOver(at)}
              onFocus={() => setStop(at)}
              onClick={() => one.messages > 0 && onGo(one.month)}
            >
              <span
                className={mergeClasses(styles.bar, one.messages === 0 && styles.none)}
                style={{
                  height: `${one.messages === 0 ? 1 : Math.max(3, (one.messages / most) * HEIGHT)}px`,
                }}
              />
            </button>
          ))}
        </div>
      </div>
      <Text size={100} className={styles.ends} aria-hidden>
        <span>{monthName(months[0]?.month ?? '')}</span>
        <span>{monthName(months.at(-1)?.month ?? '')}</span>
      </Text>
    </div>
  )
}

/** Page up and page down. */
const YEAR = 12
