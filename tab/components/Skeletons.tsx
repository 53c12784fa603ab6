import { makeStyles, Skeleton, SkeletonItem } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import { Panel } from './Panel.tsx'

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: '12px' },
  page: { display: 'flex', flexDirection: 'column', gap: '16px' },
  title: { width: '180px', height: '32px' },
  row: { height: '44px' },
})

/** Rows of a list that is loading. */
export function RowsSkeleton({ rows = 6, what }: { rows?: number; what: string }) {
  const { t } = useTranslation()
  const styles = useStyles()
  return (
    <Skeleton aria-label={t('state.loading', { what })} className={styles.stack}>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: equal bars that never move
        <SkeletonItem key={row} className={styles.row} />
      ))}
    </Skeleton>
  )
}

/** Lines of text that are loading, the last one short. */
export function LinesSkeleton({ lines = 3, what }: { lines?: number; what: string }) {
  const { t } = useTranslation()
  const styles = useStyles()
  return (
    <Skeleton aria-label={t('state.loading', { what })} className={styles.stack}>
      {Array.from({ length: lines }, (_, line) => (
        <SkeletonItem
          // biome-ignore lint/suspicious/noArrayIndexKey: equal bars that never move
          key={line}
          size={line === 0 ? 28 : 16}
          style={{ width: line === lines - 1 ? '55%' : '90%' }}
        />
      ))}
    </Skeleton>
  )
}

/** A whole screen whose code is loading. */
export function PageSkeleton() {
  const { t } = useTranslation()
  const styles = useStyles()
  return (
    <div className={styles.page}>
      <Skeleton aria-label={t('state.loading', { what: '' })}>
        <SkeletonItem className={styles.title} />
      </Skeleton>
      <Panel>
        <LinesSkeleton lines={4} what="" />
      </Panel>
      <Panel>
        <RowsSkeleton rows={4} what="" />
      </Panel>
    </div>
  )
}
