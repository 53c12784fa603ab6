/**
 * What pictures are built of: blocks that know their height once their width is given, stacked into a window. All of it
 * is drawn in one measure, 300 units wide, from left to right; where one reads the other way the drawing is mirrored and the
 * words are not. Words stand in HTML inside the SVG, so that the browser breaks their lines.
 */
import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { createContext, type ReactNode, useContext } from 'react'
import { formatNumber } from '../../format/number.ts'
import { useDirection } from '../../i18n/use-locale.ts'
import { heightOf, type Look, widthOf } from './measure.ts'

export const WIDTH = 300
const PAD = 14
const GAP = 10
const BODY: Look = { size: 12.5 }
const SMALL: Look = { size: 12 }
const MONO: Look = { size: 12, mono: true }
const TITLE: Look = { size: 14, bold: true }
const MARK = 19

const useStyles = makeStyles({
  picture: {
    display: 'block',
    width: '100%',
    height: 'auto',
    maxWidth: '360px',
    fontFamily: tokens.fontFamilyBase,
    printColorAdjust: 'exact',
  },
  window: { fill: tokens.colorNeutralBackground1, stroke: tokens.colorNeutralStrokeAccessible },
  bar: { fill: tokens.colorNeutralBackground4 },
  line: { stroke: tokens.colorNeutralStroke1, fill: 'none' },
  ghost: {
    fill: tokens.colorNeutralStroke1,
    opacity: 0.55,
    '@media (forced-colors: active)': { fill: 'CanvasText', opacity: 0.35 },
  },
  box: { fill: tokens.colorNeutralBackground1, stroke: tokens.colorNeutralStrokeAccessible },
  marked: {
    fill: tokens.colorBrandBackground2,
    stroke: tokens.colorCompoundBrandStroke,
    strokeWidth: '2px',
    '@media (forced-colors: active)': { fill: 'Canvas', stroke: 'Highlight', strokeWidth: '3px' },
  },
  primary: {
    fill: tokens.colorBrandBackground,
    '@media (forced-colors: active)': { fill: 'Canvas', stroke: 'CanvasText' },
  },
  dot: {
    fill: tokens.colorCompoundBrandBackground,
    '@media (forced-colors: active)': { fill: 'Highlight' },
  },
  badge: {
    fill: tokens.colorBrandBackground,
    stroke: tokens.colorNeutralBackground1,
    strokeWidth: '1.5px',
    '@media (forced-colors: active)': { fill: 'Canvas', stroke: 'Highlight', strokeWidth: '2px' },
  },
  tick: {
    fill: 'none',
    stroke: tokens.colorNeutralForegroundOnBrand,
    strokeWidth: '1.8px',
    '@media (forced-colors: active)': { stroke: 'Canvas' },
  },
  good: {
    fill: tokens.colorStatusSuccessForeground1,
    '@media (forced-colors: active)': { fill: 'CanvasText' },
  },
  bad: {
    fill: tokens.colorStatusDangerForeground1,
    '@media (forced-colors: active)': { fill: 'CanvasText' },
  },
  sign: {
    fill: 'none',
    stroke: tokens.colorNeutralBackground1,
    strokeWidth: '2px',
    '@media (forced-colors: active)': { stroke: 'Canvas' },
  },
  arrow: {
    fill: 'none',
    stroke: tokens.colorCompoundBrandStroke,
    strokeWidth: '2px',
    '@media (forced-colors: active)': { stroke: 'CanvasText' },
  },
  words: {
    display: 'flex',
    alignItems: 'center',
    height: '100%',
    overflowWrap: 'anywhere',
    lineHeight: 1.3,
    color: tokens.colorNeutralForeground1,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  center: { justifyContent: 'center', textAlign: 'center' },
  quiet: { color: tokens.colorNeutralForeground2 },
  onBar: { backgroundColor: tokens.colorNeutralBackground4, color: tokens.colorNeutralForeground1 },
  onMarked: { backgroundColor: tokens.colorBrandBackground2, color: tokens.colorNeutralForeground1 },
  onPrimary: { backgroundColor: tokens.colorBrandBackground, color: tokens.colorNeutralForegroundOnBrand },
  round: { borderRadius: '50%' },
  mono: { fontFamily: tokens.fontFamilyMonospace },
})

const Mirrored = createContext(false)
/** On a marked card words stand on its colour, not on the page's. */
const OnMarked = createContext(false)

/** Where something of this width begins, as the reader's direction has it. */
function useLeft(x: number, width: number): number {
  return useContext(Mirrored) ? WIDTH - x - width : x
}

// ── Shapes ───────────────────────────────────────────────────────────────────────────────────────────────────────

type ShapeLook = 'window' | 'bar' | 'ghost' | 'box' | 'marked' | 'primary'

interface RectProps {
  x: number
  y: number
  width: number
  height: number
  look: ShapeLook
  round?: number
}

function Rect({ x, y, width, height, look, round = 4 }: RectProps) {
  const styles = useStyles()
  return (
    <rect x={useLeft(x, width)} rx={round} className={styles[look]} y={y} width={width} height={height} />
  )
}

interface WordsProps {
  x: number
  y: number
  width: number
  height: number
  children: string
  look?: Look
  tone?: 'quiet' | 'onBar' | 'onMarked' | 'onPrimary' | undefined
  center?: boolean
  /** A name or an id of Microsoft's: the same in every language. */
  verbatim?: boolean
}

function Words({ x, y, width, height, children, look = BODY, tone, center, verbatim }: WordsProps) {
  const styles = useStyles()
  const onMarked = useContext(OnMarked)
  const ground = onMarked && (tone === undefined || tone === 'quiet') ? 'onMarked' : tone
  return (
    <foreignObject x={useLeft(x, width)} y={y} width={width} height={height}>
      <div
        className={mergeClasses(
          styles.words,
          ground && styles[ground],
          center && styles.center,
          verbatim && /[^\p{L} ]/u.test(children) && styles.mono,
        )}
        style={{ fontSize: `${look.size}px`, fontWeight: look.bold ? 600 : 400 }}
      >
        {verbatim ? (
          <bdi dir="ltr" translate="no">
            {children}
          </bdi>
        ) : (
          <span>{children}</span>
        )}
      </div>
    </foreignObject>
  )
}

/** The number of the action that is done here. */
function Badge({ x, y, number }: { x: number; y: number; number: number }) {
  const styles = useStyles()
  const left = useLeft(x - MARK / 2, MARK)
  return (
    <>
      <circle cx={left + MARK / 2} cy={y} r={MARK / 2} className={styles.badge} />
      <foreignObject x={left + 1.5} y={y - MARK / 2 + 1.5} width={MARK - 3} height={MARK - 3}>
        <div
          className={mergeClasses(styles.words, styles.center, styles.onPrimary, styles.round)}
          style={{ fontSize: '11.5px', fontWeight: 600 }}
        >
          <data value={number}>{formatNumber(number)}</data>
        </div>
      </foreignObject>
    </>
  )
}

function Sign({ x, y, good }: { x: number; y: number; good: boolean }) {
  const styles = useStyles()
  const left = useLeft(x, 16)
  return (
    <g transform={`translate(${left} ${y})`}>
      <circle cx={8} cy={8} r={8} className={good ? styles.good : styles.bad} />
      <path d={good ? 'm4.2 8.3 2.6 2.6 5-5.4' : 'm5 5 6 6m0-6-6 6'} className={styles.sign} />
    </g>
  )
}

// ── Blocks ───────────────────────────────────────────────────────────────────────────────────────────────────────

export interface Block {
  readonly height: number
  draw(x: number, y: number): ReactNode
}
/** A block in the making: it asks how wide it may be. */
export type Sized = (width: number) => Block

export function stack(blocks: readonly Sized[], gap = GAP): Sized {
  return (width) => {
    const sized = blocks.map((block) => block(width))
    const height = sized.reduce((sum, it) => sum + it.height, 0) + gap * Math.max(0, sized.length - 1)
    return {
      height,
      draw(x, y) {
        let top = y
        return sized.map((it, at) => {
          const drawn = it.draw(x, top)
          top += it.height + gap
          // biome-ignore lint/suspicious/noArrayIndexKey: blocks of a picture never change places
          return <g key={at}>{drawn}</g>
        })
      },
    }
  }
}

/** Side by side; `share` is what the first takes of the width. */
export function beside(share: number, first: Sized, second: Sized, gap = GAP): Sized {
  return (width) => {
    const left = Math.round((width - gap) * share)
    const blocks = [first(left), second(width - gap - left)] as const
    return {
      height: Math.max(blocks[0].height, blocks[1].height),
      draw: (x, y) => (
        <>
          {blocks[0].draw(x, y)}
          {blocks[1].draw(x + left + gap, y)}
        </>
      ),
    }
  }
}

export function words(text: string, look: Look = BODY, tone?: 'quiet', verbatim = false): Sized {
  return (width) => {
    const height = heightOf(text, width, look)
    return {
      height,
      draw: (x, y) => (
        <Words x={x} y={y} width={width} height={height} look={look} tone={tone} verbatim={verbatim}>
          {text}
        </Words>
      ),
    }
  }
}

export const title = (text: string): Sized => words(text, TITLE)
export const bold = (text: string): Sized => words(text, { ...BODY, bold: true })
export const label = (text: string): Sized => words(text, SMALL, 'quiet')

/** What is on the page as well and does not matter here. */
export function ghosts(...shares: number[]): Sized {
  return (width) => ({
    height: shares.length * 6 + (shares.length - 1) * 7,
    draw: (x, y) =>
      shares.map((share, at) => (
        <Rect
          // biome-ignore lint/suspicious/noArrayIndexKey: bars never change places
          key={at}
          look="ghost"
          round={3}
          x={x}
          y={y + at * 13}
          width={Math.round(width * share)}
          height={6}
        />
      )),
  })
}

interface BoxOptions {
  number?: number | undefined
  verbatim?: boolean
}

/** A field to fill in, under its name. */
export function field(name: string, text: string, { number, verbatim = false }: BoxOptions = {}): Sized {
  return stack([label(name), box(text, { number, verbatim })], 3)
}

/** A box with words in it; the number of an action makes it the one to look at. */
export function box(text: string, { number, verbatim = false }: BoxOptions = {}): Sized {
  return (width) => {
    const room = width - 16 - (number === undefined ? 0 : 12)
    const look = verbatim ? MONO : BODY
    const height = Math.max(27, heightOf(text, room, look) + 10)
    const marked = number !== undefined
    return {
      height,
      draw: (x, y) => (
        <>
          <Rect look={marked ? 'marked' : 'box'} x={x} y={y} width={width} height={height} />
          {text && (
            <Words
              x={x + 8}
              y={y + 2}
              width={room}
              height={height - 4}
              look={look}
              verbatim={verbatim}
              tone={marked ? 'onMarked' : undefined}
            >
              {text}
            </Words>
          )}
          {marked && <Badge x={x + width} y={y + height / 2} number={number} />}
        </>
      ),
    }
  }
}

export function button(text: string, number?: number, look: 'primary' | 'box' = 'primary'): Sized {
  return (width) => {
    const marked = number !== undefined
    const words = { ...BODY, bold: true }
    // The number sits on the edge.
    const beside = marked ? 9 : 0
    const wide = Math.min(width - beside, widthOf(text, words) + 20 + beside)
    const room = wide - 16 - beside
    const height = Math.max(28, heightOf(text, room, words) + 10)
    const shape = look === 'primary' ? 'primary' : marked ? 'marked' : 'box'
    const tone = look === 'primary' ? 'onPrimary' : marked ? 'onMarked' : undefined
    return {
      height,
      draw: (x, y) => (
        <>
          <Rect look={shape} x={x} y={y} width={wide} height={height} />
          <Words x={x + 8} y={y + 2} width={room} height={height - 4} look={words} tone={tone} center>
            {text}
          </Words>
          {marked && <Badge x={x + wide} y={y + height / 2} number={number} />}
        </>
      ),
    }
  }
}

/** A radio button or a box to tick; without words, something to agree to that is too long to be drawn. */
export function choice(
  text: string,
  on: boolean,
  options: { number?: number | undefined; square?: boolean; verbatim?: boolean } = {},
): Sized {
  const { number, square = false, verbatim = false } = options
  return (width) => {
    const room = width - 26 - (number === undefined ? 6 : 16)
    const look = verbatim ? MONO : BODY
    const height = text === '' ? 34 : heightOf(text, room, look) + 8
    const marked = number !== undefined
    return {
      height,
      draw: (x, y) => (
        <>
          {marked && <Rect look="marked" x={x} y={y} width={width} height={height} />}
          {text === '' && ghosts(0.9, 0.6)(room).draw(x + 28, y + 8)}
          <Choice x={x + 6} y={y + height / 2 - 6.5} on={on} square={square} />
          {text !== '' && (
            <Words
              x={x + 26}
              y={y + 2}
              width={room}
              height={height - 4}
              look={look}
              verbatim={verbatim}
              tone={marked ? 'onMarked' : undefined}
            >
              {text}
            </Words>
          )}
          {marked && <Badge x={x + width} y={y + height / 2} number={number} />}
        </>
      ),
    }
  }
}

function Choice({ x, y, on, square }: { x: number; y: number; on: boolean; square: boolean }) {
  const styles = useStyles()
  const left = useLeft(x, 13)
  const round = square ? 2.5 : 6.5
  return (
    <>
      <rect
        x={left}
        y={y}
        width={13}
        height={13}
        rx={round}
        className={on && square ? styles.dot : styles.box}
      />
      {on && square && (
        <path transform={`translate(${left} ${y})`} d="m3 6.8 2.4 2.4L10 4.2" className={styles.tick} />
      )}
      {on && !square && <circle cx={left + 6.5} cy={y + 6.5} r={3.5} className={styles.dot} />}
    </>
  )
}

/** Right or wrong, in words and by a sign. */
export function sign(text: string, good: boolean): Sized {
  return (width) => {
    const height = Math.max(18, heightOf(text, width - 22, BODY))
    return {
      height,
      draw: (x, y) => (
        <>
          <Sign x={x} y={y + height / 2 - 8} good={good} />
          <Words x={x + 22} y={y} width={width - 22} height={height}>
            {text}
          </Words>
        </>
      ),
    }
  }
}

/** A card with blocks in it; the one to look at has the number of an action. */
export function card(blocks: readonly Sized[], number?: number): Sized {
  return (width) => {
    const inner = stack(blocks, 6)(width - 20)
    const height = inner.height + 16
    return {
      height,
      draw: (x, y) => (
        <>
          <Rect
            look={number === undefined ? 'box' : 'marked'}
            x={x}
            y={y}
            width={width}
            height={height}
            round={6}
          />
          <OnMarked value={number !== undefined}>{inner.draw(x + 10, y + 8)}</OnMarked>
          {number !== undefined && <Badge x={x + width} y={y + height / 2} number={number} />}
        </>
      ),
    }
  }
}

/** The way from the block above to the one below. */
export function arrowDown(): Sized {
  return (width) => ({ height: 20, draw: (x, y) => <Arrow x={x + width / 2} y={y} /> })
}

function Arrow({ x, y }: { x: number; y: number }) {
  const styles = useStyles()
  const left = useLeft(x - 6, 12)
  return (
    <path
      transform={`translate(${left} ${y})`}
      d="M6 0v17m-5-5 5 6 5-6"
      className={styles.arrow}
      strokeLinecap="round"
    />
  )
}

/** A station of a way: its number and its name. */
export function station(text: string, number: number): Sized {
  return (width) => {
    const height = Math.max(24, heightOf(text, width - 32, BODY))
    return {
      height,
      draw: (x, y) => (
        <>
          <Badge x={x + 11} y={y + height / 2} number={number} />
          <Words x={x + 30} y={y} width={width - 30} height={height}>
            {text}
          </Words>
        </>
      ),
    }
  }
}

/** The menu of a page at its start, with the entry that leads here, and the page beside it. */
export function withMenu(entry: string, blocks: readonly Sized[], number?: number): Sized {
  const menu: Sized = (width) => {
    const look = SMALL
    const room = width - 8 - (number === undefined ? 0 : 6)
    const high = heightOf(entry, room, look) + 12
    return {
      height: 58 + high,
      draw: (x, y) => (
        <>
          {ghosts(0.7, 0.55)(width).draw(x, y + 3)}
          <Rect look="marked" x={x - 4} y={y + 30} width={width + 4} height={high} />
          <Words x={x + 3} y={y + 32} width={room} height={high - 4} look={look} tone="onMarked">
            {entry}
          </Words>
          {number !== undefined && <Badge x={x + width} y={y + 30} number={number} />}
          {ghosts(0.62, 0.75)(width).draw(x, y + 30 + high + 9)}
        </>
      ),
    }
  }
  return beside(0.41, menu, stack(blocks), 16)
}

// ── Windows ──────────────────────────────────────────────────────────────────────────────────────────────────────

interface WindowProps {
  /** What the picture shows, for those who do not see it. */
  name: string
  /** Whose page it is: an address or a name, the same in every language. */
  address: string
  blocks: readonly Sized[]
}

const BAR = 26

/** A page of Microsoft's or ours, reduced to what matters. */
export function Window({ name, address, blocks }: WindowProps) {
  const inner = stack(blocks)(WIDTH - 2 * PAD)
  const height = BAR + inner.height + 2 * PAD + 2
  return (
    <Picture name={name} height={height}>
      <Rect look="window" x={1} y={1} width={WIDTH - 2} height={height - 2} round={8} />
      <Bar address={address} />
      {inner.draw(PAD, BAR + PAD)}
    </Picture>
  )
}

function Bar({ address }: { address: string }) {
  const styles = useStyles()
  return (
    <>
      <path
        d={`M1.5 ${BAR}V9a7.5 7.5 0 0 1 7.5-7.5h${WIDTH - 18}a7.5 7.5 0 0 1 7.5 7.5v${BAR - 9}z`}
        className={styles.bar}
      />
      <path d={`M1 ${BAR}h${WIDTH - 2}`} className={styles.line} />
      {[12, 22, 32].map((x) => (
        <Rect key={x} look="ghost" x={x} y={10.5} width={6} height={6} round={3} />
      ))}
      <Words x={46} y={5} width={WIDTH - 60} height={18} look={SMALL} tone="onBar" verbatim>
        {address}
      </Words>
    </>
  )
}

/** Blocks without a window around them. */
export function Sketch({ name, blocks }: Omit<WindowProps, 'address'>) {
  const inner = stack(blocks, 4)(WIDTH - 2 * PAD)
  const height = inner.height + 4
  return (
    <Picture name={name} height={height}>
      {inner.draw(PAD, 2)}
    </Picture>
  )
}

function Picture({ name, height, children }: { name: string; height: number; children: ReactNode }) {
  const styles = useStyles()
  return (
    <Mirrored value={useDirection() === 'rtl'}>
      <svg role="img" aria-label={name} viewBox={`0 0 ${WIDTH} ${height}`} className={styles.picture}>
        {children}
      </svg>
    </Mirrored>
  )
}
