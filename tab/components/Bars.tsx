import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { useState } from 'react'
import { formatNumber, share } from '../format/number.ts'
import { useDirection } from '../i18n/use-locale.ts'
import { niceTop } from './nice-top.ts'

const HEIGHT = 132

const useStyles = makeStyles({
  readout: {
    display: 'block',
    minHeight: '20px',
    marginBottom: '8px',
    color: tokens.colorNeutralForeground2,
  },
  frame: { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr) auto', columnGap: '8px' },
  svg: { display: 'block', width: '100%', height: `${HEIGHT}px`, overflow: 'visible' },
  grid: { stroke: tokens.colorNeutralStroke2 },
  base: { stroke: tokens.colorNeutralStroke1 },
  bar: { fill: tokens.colorCompoundBrandBackground, '@media (forced-colors: active)': { fill: 'Highlight' } },
  active: {
    fill: tokens.colorCompoundBrandBackgroundPressed,
    '@media (forced-colors: active)': { fill: 'CanvasText' },
  },
  fault: { fill: tokens.colorPaletteRedForeground1, stroke: tokens.colorNeutralBackground1 },
  hit: { fill: 'transparent' },
  link: { cursor: 'pointer' },
  scale: {
    display: 'flex',
    flexDirection: 'column',
    justifyContent: 'space-between',
    height: `${HEIGHT}px`,
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
    fontVariantNumeric: 'tabular-nums',
    lineHeight: 1,
    textAlign: 'end',
  },
  axis: {
    display: 'flex',
    justifyContent: 'space-between',
    marginTop: '6px',
    color: tokens.colorNeutralForeground3,
    fontSize: tokens.fontSizeBase200,
  },
})

export interface BarOf {
  key: string
  value: number
  /** On the axis. */
  mark: string
  /** Above the chart while the pointer is over it. */
  said: string
  /** Has a mark of its own, explained by whoever draws the chart. */
  flagged?: boolean
  onOpen?: (() => void) | undefined
}

interface BarsProps {
  bars: BarOf[]
  /** The chart in a sentence. A table has the same for anyone who would rather read, and for the keyboard. */
  label: string
  /** Above the chart while the pointer is elsewhere. */
  total: string
}

/** Bars over time, in the order given: time runs the way the language reads. */
export function Bars({ bars, label, total }: BarsProps) {
  const styles = useStyles()
  // The axis below turns on its own.
  const mirrored = useDirection() === 'rtl'
  const [over, setOver] = useState<string>()
  const top = niceTop(Math.max(0, ...bars.map(({ value }) => value)))
  const marks = [bars[0], bars[Math.floor(bars.length / 2)], bars.at(-1)].filter((bar) => bar !== undefined)
  return (
    <>
      <Text className={styles.readout}>{bars.find(({ key }) => key === over)?.said ?? total}</Text>
      <div className={styles.frame}>
        <svg className={styles.svg} role="img" aria-label={label} onPointerLeave={() => setOver(undefined)}>
          {[0, 0.5].map((part) => (
            <line key={part} className={styles.grid} x1="0" x2="100%" y1={HEIGHT * part} y2={HEIGHT * part} />
          ))}
          {bars.map((bar, index) => (
            <Bar
              key={bar.key}
              bar={bar}
              slot={mirrored ? bars.length - 1 - index : index}
              of={bars.length}
              top={top}
              over={over === bar.key}
              onOver={setOver}
            />
          ))}
          <line className={styles.base} x1="0" x2="100%" y1={HEIGHT} y2={HEIGHT} />
        </svg>
        <div className={styles.scale} aria-hidden>
          <span>{formatNumber(top)}</span>
          <span>{formatNumber(Math.round(top / 2))}</span>
          <span>{formatNumber(0)}</span>
        </div>
        <div className={styles.axis} aria-hidden>
          {marks.map(({ key, mark }) => (
            <time key={key} dateTime={key}>
              {mark}
            </time>
          ))}
        </div>
      </div>
    </>
  )
}

interface BarProps {
  bar: BarOf
  slot: number
  of: number
  top: number
  over: boolean
  onOver: (key: string) => void
}

function Bar({ bar, slot, of, top, over, onOver }: BarProps) {
  const styles = useStyles()
  const { key, value, flagged, onOpen } = bar
  const width = 100 / of
  const height = value === 0 ? 0 : Math.max(2, share(value, top) * HEIGHT)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a shortcut for the pointer; the table has the links
    <g onPointerEnter={() => onOver(key)} onClick={onOpen} className={onOpen ? styles.link : undefined}>
      <rect className={styles.hit} x={`${slot * width}%`} width={`${width}%`} y="0" height={HEIGHT} />
      <rect
        className={over ? styles.active : styles.bar}
        x={`${(slot + 0.16) * width}%`}
        width={`${width * 0.68}%`}
        y={HEIGHT - height}
        height={height}
        rx="2"
      />
      {flagged && (
        <svg
          x={`${(slot + 0.5) * width}%`}
          y={Math.max(0, HEIGHT - height - 14)}
          overflow="visible"
          aria-hidden
        >
          <path className={styles.fault} d="M0 0 L5 5 L0 10 L-5 5 Z" />
        </svg>
      )}
    </g>
  )
}
