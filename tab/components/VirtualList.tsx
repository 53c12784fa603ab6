import { makeStyles, mergeClasses, Spinner } from '@fluentui/react-components'
import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { nextRow } from './roving.ts'

const useStyles = makeStyles({
  scroller: { overflowY: 'auto', overflowX: 'hidden', contain: 'strict', outlineOffset: '-2px' },
  inner: { position: 'relative', width: '100%', margin: 0, padding: 0, listStyleType: 'none' },
  row: { position: 'absolute', insetInline: 0, top: 0 },
  more: { display: 'flex', justifyContent: 'center', padding: '8px' },
})

interface VirtualListProps<T> {
  label: string
  items: readonly T[]
  keyOf: (item: T, index: number) => string
  /** Height of a row in px, before it is measured. */
  rowHeight: number
  className?: string
  hasMore?: boolean
  loadingMore?: boolean
  onReachEnd?: () => void
  /** Draws a row. `tabIndex` goes to the one thing in it that takes the focus, together with `data-row-focus`. */
  children: (item: T, tabIndex: 0 | -1, index: number) => ReactNode
}

/**
 * A long list of which only what is seen is in the page. One tab stop; arrow keys, Page Up and Down, Home and End
 * move inside. Asks for more when its end comes near.
 */
export function VirtualList<T>(props: VirtualListProps<T>) {
  const {
    label,
    items,
    keyOf,
    rowHeight,
    className,
    hasMore = false,
    loadingMore = false,
    onReachEnd,
    children,
  } = props
  const { t } = useTranslation()
  const styles = useStyles()
  const scroller = useRef<HTMLDivElement>(null)
  const [active, setActive] = useState(0)
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => {
      const item = items[index]
      return item === undefined ? index : keyOf(item, index)
    },
    overscan: 8,
  })
  const seen = rows.getVirtualItems()
  const lastSeen = seen.at(-1)?.index ?? 0

  useEffect(() => {
    if (hasMore && !loadingMore && lastSeen >= items.length - 10) onReachEnd?.()
  }, [hasMore, loadingMore, lastSeen, items.length, onReachEnd])

  const onKeyDown = (event: KeyboardEvent) => {
    const target = nextRow(event.key, Math.min(active, items.length - 1), items.length)
    if (target === undefined || items.length === 0) return
    event.preventDefault()
    setActive(target)
    rows.scrollToIndex(target)
    requestAnimationFrame(() =>
      scroller.current?.querySelector<HTMLElement>(`[data-index="${target}"] [data-row-focus]`)?.focus(),
    )
  }
  const tabStop = seen.some((it) => it.index === active) ? active : (seen[0]?.index ?? 0)

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys move the focus between the links inside
    <div ref={scroller} className={mergeClasses(styles.scroller, className)} onKeyDown={onKeyDown}>
      <ul aria-label={label} className={styles.inner} style={{ height: rows.getTotalSize() }}>
        {seen.map(({ key, index, start }) => {
          const item = items[index]
          if (item === undefined) return null
          return (
            <li
              key={key}
              ref={rows.measureElement}
              data-index={index}
              aria-setsize={hasMore ? -1 : items.length}
              aria-posinset={index + 1}
              className={styles.row}
              style={{ transform: `translateY(${start}px)` }}
              onFocus={() => setActive(index)}
            >
              {children(item, index === tabStop ? 0 : -1, index)}
            </li>
          )
        })}
      </ul>
      {loadingMore && (
        <div className={styles.more}>
          <Spinner size="tiny" label={t('action.loadingMore')} />
        </div>
      )}
    </div>
  )
}
