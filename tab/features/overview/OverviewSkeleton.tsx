import { makeStyles, mergeClasses, Skeleton, SkeletonItem } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import { Panel } from '../../components/Panel.tsx'
import { useOverviewGrid } from './use-overview-grid.ts'

const useStyles = makeStyles({
  stack: { display: 'flex', flexDirection: 'column', gap: '12px' },
  head: { display: 'flex', gap: '16px', marginBottom: '20px' },
  words: { flexGrow: 1, display: 'flex', flexDirection: 'column', gap: '8px' },
  facts: { display: 'grid', gridTemplateColumns: 'repeat(auto-fit, minmax(108px, 1fr))', gap: '16px' },
  icon: { width: '56px', height: '56px', flexShrink: 0 },
  fact: { height: '44px' },
  button: { width: '150px', height: '40px', marginTop: '20px' },
  short: { width: '55%' },
  line: { height: '16px' },
  title: { width: '30%', height: '22px' },
  row: { height: '40px' },
  usage: { minHeight: '300px' },
  chart: { height: '200px' },
})

/** The screen in its final places, before anything is known. It goes as a whole, so that nothing is seen to move. */
export function OverviewSkeleton() {
  const { t } = useTranslation()
  const styles = useStyles()
  const grid = useOverviewGrid()
  const line = <SkeletonItem className={styles.line} />
  return (
    <Skeleton aria-label={t('state.loading', { what: t('overview.loading') })} className={grid.screen}>
      <div className={grid.columns}>
        <div className={grid.column}>
          <Panel>
            <div className={styles.head}>
              <SkeletonItem className={styles.icon} />
              <div className={styles.words}>
                <SkeletonItem size={28} className={styles.short} />
                {line}
                {line}
              </div>
            </div>
            <div className={styles.facts}>
              {['last', 'people', 'messages', 'conversations'].map((fact) => (
                <SkeletonItem key={fact} className={styles.fact} />
              ))}
            </div>
            <SkeletonItem className={styles.button} />
          </Panel>
          <Panel className={styles.stack}>
            <SkeletonItem className={styles.title} />
            <SkeletonItem className={styles.row} />
          </Panel>
        </div>
        <Panel className={mergeClasses(styles.stack, styles.usage)}>
          <SkeletonItem className={styles.title} />
          <SkeletonItem size={28} className={styles.short} />
          {line}
          {line}
          {line}
          {line}
        </Panel>
      </div>
      <Panel className={styles.stack}>
        <SkeletonItem className={styles.title} />
        <SkeletonItem className={styles.chart} />
      </Panel>
    </Skeleton>
  )
}
