import { makeStyles, Text, tokens } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Run } from '../../server/contract/index.ts'
import { formatNumber } from '../format/number.ts'
import type { runs } from '../i18n/en/runs.ts'
import { Panel } from './Panel.tsx'

const useStyles = makeStyles({
  root: { display: 'flex', flexDirection: 'column', gap: '12px', maxWidth: '720px' },
  list: { margin: 0, paddingInlineStart: '20px', display: 'flex', flexDirection: 'column', gap: '4px' },
  quiet: { color: tokens.colorNeutralForeground2 },
})

type Coverage = NonNullable<Run['coverage']>
type NotCovered = Coverage['notCovered'][number]

interface RunCoverageProps {
  coverage: Coverage
  title: string
  children?: ReactNode
}

/** What comparing the archive with the chats has found, and what a backup doesn't ask for. */
export function RunCoverage({ coverage, title, children }: RunCoverageProps) {
  const { t } = useTranslation()
  const styles = useStyles()
  const { checked, notCovered } = coverage
  return (
    <Panel title={title}>
      <div className={styles.root}>
        <Text weight="semibold">{useFound(coverage)}</Text>
        <Text className={styles.quiet}>
          {t('runs.coverage.checked', { count: checked, n: formatNumber(checked) })}
        </Text>
        {notCovered.length > 0 && (
          <>
            <Text id="not-covered">{t('runs.coverage.notCovered')}</Text>
            <ul className={styles.list} aria-labelledby="not-covered">
              {notCovered.map((one) => (
                <li key={one.what}>
                  <Left {...one} />
                </li>
              ))}
            </ul>
          </>
        )}
        {children}
      </div>
    </Panel>
  )
}

function useFound({ complete, missing }: Coverage): string {
  const { t } = useTranslation()
  if (missing > 0) return t('runs.coverage.missing', { count: missing, n: formatNumber(missing) })
  return t(complete ? 'runs.coverage.whole' : 'runs.coverage.unfinished')
}

type Known = keyof typeof runs.coverage.of

/** A kind that only a newer server knows is told as it tells it. */
function Left({ what, why, count }: NotCovered) {
  const { t, i18n } = useTranslation()
  const isKnown = (it: string): it is Known => i18n.exists(`runs.coverage.of.${it}`)
  if (!isKnown(what)) return why
  return t(`runs.coverage.of.${what}`, { n: count === undefined ? '' : formatNumber(count) })
}
