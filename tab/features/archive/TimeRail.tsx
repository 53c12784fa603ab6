import { makeStyles, tokens } from '@fluentui/react-components'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Conversation, Timeline } from '../../../server/contract/index.ts'
import { formatNumber } from '../../format/number.ts'
import { monthName } from '../../format/time.ts'
import { placesOf } from './reading/timeline.ts'
import { type SightStore, useSight } from './sight.ts'

const TRACK = {
  width: '4px',
  height: '100%',
  margin: '0 auto',
  borderRadius: tokens.borderRadiusCircular,
  backgroundColor: tokens.colorNeutralStroke2,
} as const

const THUMB = {
  boxSizing: 'border-box',
  width: '12px',
  height: '36px',
  border: `1px solid ${tokens.colorNeutralStrokeAccessible}`,
  borderRadius: tokens.borderRadiusCircular,
  backgroundColor: tokens.colorNeutralStrokeAccessible,
} as const

const useStyles = makeStyles({
  root: {
    position: 'relative',
    width: '24px',
    minHeight: 0,
    display: 'flex',
    justifyContent: 'center',
    padding: '8px 0',
    boxSizing: 'border-box',
    borderInlineStartWidth: '1px',
    borderInlineStartStyle: 'solid',
    borderInlineStartColor: tokens.colorNeutralStroke2,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  slider: {
    writingMode: 'vertical-lr',
    appearance: 'none',
    width: '16px',
    height: '100%',
    margin: 0,
    cursor: 'pointer',
    backgroundColor: 'transparent',
    '&::-webkit-slider-runnable-track': TRACK,
    '&::-moz-range-track': TRACK,
    '&::-webkit-slider-thumb': { appearance: 'none', marginBlockStart: '-4px', ...THUMB },
    '&::-moz-range-thumb': THUMB,
    '&:focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '1px' },
  },
  bubble: {
    position: 'absolute',
    insetInlineEnd: '28px',
    transform: 'translateY(-50%)',
    padding: '4px 10px',
    borderRadius: tokens.borderRadiusMedium,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    boxShadow: tokens.shadow8,
    fontSize: tokens.fontSizeBase200,
    whiteSpace: 'nowrap',
    pointerEvents: 'none',
    zIndex: 1,
  },
})

/** After that the hand rests, and the messages of the place are fetched. */
const REST_MS = 250
/** Keys move by the hundredth part of the conversation. */
const STEPS = 100

interface TimeRailProps {
  conversation: Conversation
  timeline: Timeline
  sight: SightStore
  /** To the messages sent from that instant on. */
  onGo: (at: string) => void
}

/** A scroll bar that represents the whole conversation, whatever of it is loaded. */
export function TimeRail({ conversation: { firstAt, lastAt }, timeline, sight, onGo }: TimeRailProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  const places = useMemo(() => placesOf(timeline, { firstAt, lastAt }), [timeline, firstAt, lastAt])
  const seen = useSight(sight)
  // What the hand asked for is there once the list tells of another place.
  const [asked, setAsked] = useState<{ place: number; from: typeof seen }>()
  const moved = asked?.from === seen ? asked?.place : undefined
  const setMoved = (place: number) => setAsked({ place, from: seen })
  const [shown, setShown] = useState(false)
  useEffect(() => {
    if (moved === undefined) return
    const timer = setTimeout(() => onGo(places.instantAt(moved)), REST_MS)
    return () => clearTimeout(timer)
  }, [moved, places, onGo])
  const last = Math.max(0, places.count - 1)
  const place = moved ?? (seen === undefined || seen.atEnd ? last : Math.min(last, places.placeOf(seen.at)))
  const words = t('archive.jump.place', {
    month: monthName(places.instantAt(place).slice(0, 7)),
    n: formatNumber(place + 1),
    count: formatNumber(places.count),
  })
  return (
    <div className={styles.root}>
      <input
        type="range"
        dir="ltr"
        className={styles.slider}
        min={0}
        max={last}
        step={1}
        value={place}
        aria-orientation="vertical"
        aria-label={t('archive.jump.position')}
        aria-valuetext={words}
        onChange={({ target }) => setMoved(Number(target.value))}
        onKeyDown={(event) => {
          const by = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }[event.key]
          if (by === undefined) return
          event.preventDefault()
          const step = Math.max(1, Math.round(places.count / STEPS))
          setMoved(Math.min(last, Math.max(0, place + by * step)))
        }}
        onPointerDown={() => setShown(true)}
        onPointerUp={() => setShown(false)}
        onFocus={() => setShown(true)}
        onBlur={() => setShown(false)}
        onPointerEnter={() => setShown(true)}
        onPointerLeave={({ buttons }) => buttons === 0 && setShown(false)}
      />
      {shown && (
        <div
          aria-hidden
          className={styles.bubble}
          style={{ top: `${4 + (last > 0 ? place / last : 1) * 92}%` }}
        >
          {words}
        </div>
      )}
    </div>
  )
}
