import { Button, makeStyles, mergeClasses, Spinner, tokens } from '@fluentui/react-components'
import { ArrowDown16Regular } from '@fluentui/react-icons'
import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual'
import {
  type FocusEvent,
  type KeyboardEvent,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { ArchivedMessage } from '../../../server/contract/index.ts'
import { nextRow } from '../../components/roving.ts'
import { keepInSight } from './keep-in-sight.ts'
import { Message } from './message/Message.tsx'
import { DaySeparator, SystemEvent, ThreadStart } from './message/rows.tsx'
import { partsOf } from './reading/graph.ts'
import { type ThreadRow, threadRows } from './reading/thread-rows.ts'
import type { SightStore } from './sight.ts'

const useStyles = makeStyles({
  frame: { position: 'relative', minHeight: 0, display: 'grid' },
  scroller: {
    overflowY: 'auto',
    overflowX: 'hidden',
    overflowAnchor: 'none',
    contain: 'strict',
    '&:focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
  },
  railed: { scrollbarWidth: 'none' },
  inner: { position: 'relative', width: '100%', margin: 0, padding: 0, listStyleType: 'none' },
  row: { position: 'absolute', insetInline: 0, top: 0, padding: '0 16px', boxSizing: 'border-box' },
  edge: {
    position: 'absolute',
    top: '8px',
    insetInline: 0,
    display: 'flex',
    justifyContent: 'center',
    pointerEvents: 'none',
  },
  edgeChip: {
    padding: '4px 12px',
    borderRadius: tokens.borderRadiusCircular,
    backgroundColor: tokens.colorNeutralBackground1,
    boxShadow: tokens.shadow4,
  },
  newest: { position: 'absolute', bottom: '12px', insetInlineEnd: '16px', boxShadow: tokens.shadow8 },
})

/** Rows drawn beyond each edge of what is in sight. */
const OVERSCAN = 10

const START: ThreadRow = { kind: 'start', key: 'start' }

interface Pages {
  hasPreviousPage: boolean
  hasNextPage: boolean
  isFetchingPreviousPage: boolean
  isFetchingNextPage: boolean
  fetchPreviousPage: () => unknown
  fetchNextPage: () => unknown
}

interface ThreadListProps {
  name: string
  messages: ArchivedMessage[]
  query: Pages
  around: string | undefined
  /** Opens with the first of these messages at the top. */
  fromTop: boolean
  /** A scroll bar for the whole conversation is beside it. */
  railed: boolean
  sight: SightStore
}

/** The messages, of which only those in sight are in the page; older and newer ones come as their end comes near. */
export function ThreadList({ name, messages, query, around, fromTop, railed, sight }: ThreadListProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  const navigate = useNavigate()
  const scroller = useRef<HTMLDivElement>(null)
  const whole = !query.hasPreviousPage
  const rows = useMemo(() => {
    const all = threadRows(messages, senderKey)
    return whole ? [START, ...all] : all
  }, [messages, whole])
  const [held, setHeld] = useState(around)
  const heldIndex = rows.findIndex(({ key }) => key === held)
  const list = useVirtualizer({
    count: rows.length,
    rangeExtractor: useWith(heldIndex),
    getScrollElement: () => scroller.current,
    estimateSize: (index) => heightOf(rows[index]),
    getItemKey: (index) => rows[index]?.key ?? index,
    overscan: OVERSCAN,
    anchorTo: 'end',
    paddingStart: 16,
    paddingEnd: 20,
  })
  // Before `range` is read: this is what brings it up to date.
  const items = list.getVirtualItems()
  const settled = useStart(list, rows, around, fromTop)
  useMore(settled ? list.range : null, rows.length, query)
  useTell(settled ? list : null, rows, !query.hasNextPage, sight)
  const takeFocus = useFocusOnce()
  const stop = heldIndex >= 0 ? held : lastMessageOf(rows, list.range)

  return (
    <div className={styles.frame}>
      <section
        ref={scroller}
        className={mergeClasses(styles.scroller, railed && styles.railed)}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scroller has to be reachable by keyboard
        tabIndex={0}
        aria-label={t('archive.thread', { name })}
      >
        <ol
          className={styles.inner}
          style={{ height: list.getTotalSize() }}
          onKeyDown={moveFocus}
          onFocus={(event) => {
            setHeld(keyOf(event, rows))
            keepInSight(event.target, scroller.current)
          }}
        >
          {items.map(({ key, index, start }) => {
            const row = rows[index]
            return (
              <li
                key={key}
                ref={list.measureElement}
                data-index={index}
                className={styles.row}
                style={{ transform: `translateY(${start}px)` }}
              >
                {row && (
                  <Row row={row} marked={row.key === around} stop={row.key === stop} onMarked={takeFocus} />
                )}
              </li>
            )
          })}
        </ol>
      </section>
      {(query.isFetchingPreviousPage || query.isFetchingNextPage) && (
        <div className={styles.edge}>
          <Spinner
            size="tiny"
            className={styles.edgeChip}
            label={t(query.isFetchingPreviousPage ? 'archive.loadingOlder' : 'archive.loadingNewer')}
          />
        </div>
      )}
      {(around || fromTop) && (
        <Button
          size="small"
          icon={<ArrowDown16Regular />}
          className={styles.newest}
          onClick={() => void navigate({ search: '' })}
        >
          {t('archive.newest')}
        </Button>
      )}
    </div>
  )
}

interface RowProps {
  row: ThreadRow
  /** A link led to it. */
  marked: boolean
  /** The one message the tab key comes to; arrow keys lead to the others. */
  stop: boolean
  onMarked: (element: HTMLElement | null) => void
}

function Row({ row, marked, stop, onMarked }: RowProps) {
  if (row.kind === 'start') return <ThreadStart />
  if (row.kind === 'day') return <DaySeparator at={row.at} />
  const ref = marked ? onMarked : undefined
  if (row.kind === 'event') return <SystemEvent message={row.message} marked={marked} ref={ref} />
  return <Message message={row.message} first={row.first} marked={marked} stop={stop} ref={ref} />
}

type List = ReturnType<typeof useVirtualizer<HTMLDivElement, Element>>

/**
 * Opens at the asked-for message in the middle, at the first one, or at the newest at the end. True once the list stands there: rows are
 * measured as they come into sight, and older ones put before them meanwhile would make it another row's place.
 */
function useStart(list: List, rows: ThreadRow[], around: string | undefined, fromTop: boolean): boolean {
  const done = useRef(false)
  const [settled, setSettled] = useState(false)
  useLayoutEffect(() => {
    if (done.current || rows.length === 0) return
    done.current = true
    const index = around ? rows.findIndex((row) => row.key === around) : -1
    if (index >= 0) list.scrollToIndex(index, { align: 'center' })
    else if (fromTop) list.scrollToIndex(0, { align: 'start' })
    else list.scrollToEnd()
    whenStill(list, () => setSettled(true))
  }, [list, rows, around, fromTop])
  return settled
}

/** Frames in a row without a move that count as standing still, and those after which no one waits any longer. */
const STILL_FRAMES = 4
const MAX_FRAMES = 60

function whenStill(list: List, then: () => void) {
  let before = ''
  let still = 0
  let frames = 0
  const look = () => {
    const now = `${list.scrollOffset} ${list.getTotalSize()}`
    still = now === before ? still + 1 : 0
    before = now
    frames += 1
    if (still >= STILL_FRAMES || frames >= MAX_FRAMES) then()
    else requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}

/** The message a link led to takes the focus when it is first drawn, not whenever it is scrolled back to. */
function useFocusOnce() {
  const done = useRef(false)
  return useCallback((element: HTMLElement | null) => {
    if (!element || done.current) return
    done.current = true
    element.focus({ preventScroll: true })
  }, [])
}

/** A message that has the focus remains in the page when it is scrolled out of sight. */
function useWith(index: number) {
  return useCallback(
    (range: Range) => {
      const shown = defaultRangeExtractor(range)
      if (index < 0 || index >= range.count || shown.includes(index)) return shown
      return [...shown, index].sort((a, b) => a - b)
    },
    [index],
  )
}

function moveFocus(event: KeyboardEvent<HTMLElement>) {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  if (!(event.target instanceof HTMLElement) || event.target.tagName !== 'ARTICLE') return
  const articles = [...event.currentTarget.querySelectorAll('article')]
  const next = nextRow(event.key, articles.indexOf(event.target), articles.length)
  event.preventDefault()
  if (next !== undefined) articles[next]?.focus()
}

/** The row something in it was focused of. */
function keyOf({ target }: FocusEvent<HTMLElement>, rows: ThreadRow[]): string | undefined {
  const index = target.closest<HTMLElement>('[data-index]')?.dataset.index
  return index === undefined ? undefined : rows[Number(index)]?.key
}

function lastMessageOf(rows: ThreadRow[], range: Seen | null): string | undefined {
  if (!range) return undefined
  const seen = rows.slice(range.startIndex, range.endIndex + 1)
  return seen.findLast(({ kind }) => kind === 'message')?.key
}

interface Seen {
  startIndex: number
  endIndex: number
}

function useMore(seen: Seen | null, count: number, query: Pages) {
  const first = seen && Math.max(0, seen.startIndex - OVERSCAN)
  const last = seen && Math.min(count - 1, seen.endIndex + OVERSCAN)
  useEffect(() => {
    if (first === null || last === null) return
    if (first <= 2 && query.hasPreviousPage && !query.isFetchingPreviousPage) void query.fetchPreviousPage()
    else if (last >= count - 3 && query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage()
  }, [first, last, count, query])
}

/** Tells where the reader is: by the first row that is really in sight. */
function useTell(list: List | null, rows: ThreadRow[], whole: boolean, sight: SightStore) {
  const offset = list?.scrollOffset ?? 0
  const first = list?.getVirtualItemForOffset(offset)?.index
  const last = list?.range?.endIndex
  useEffect(() => {
    if (first === undefined || last === undefined) return
    const at = rows
      .slice(first)
      .map(timeOf)
      .find((time) => time !== undefined)
    if (at !== undefined) sight.tell({ at, atEnd: whole && last >= rows.length - 1 })
  }, [first, last, rows, whole, sight])
}

function timeOf(row: ThreadRow): string | undefined {
  if (row.kind === 'start') return undefined
  return row.kind === 'day' ? row.at : row.message.createdDateTime
}

function senderKey(message: ArchivedMessage): string {
  const { from } = partsOf(message)
  return from?.user?.id ?? from?.application?.id ?? from?.device?.id ?? ''
}

function heightOf(row: ThreadRow | undefined): number {
  if (row?.kind === 'message') return row.first ? 76 : 48
  return row?.kind === 'day' ? 44 : 36
}
