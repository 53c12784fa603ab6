import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { Forecast, Quota } from '../../server/contract/index.ts'
import { useForecast } from '../api/forecast.ts'
import { useStrategy } from '../api/strategy.ts'
import { formatNumber } from '../format/number.ts'
import { useCost } from './cost.ts'

const useStyles = makeStyles({
  // As high as what comes, so that no button moves.
  root: { display: 'flex', flexDirection: 'column', gap: '2px', minHeight: '64px' },
  quiet: { color: tokens.colorNeutralForeground2 },
})

/** What the backup is expected to read and cost, with what that rests on. Without an answer it says so: none is needed to start. */
export function ExpectedMessages({ quota }: { quota: Quota }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const { data: forecast, isError } = useForecast()
  const strategy = useStrategy().data?.strategy
  const expected = forecast?.strategies.find((one) => one.strategy === strategy)
  if (isError) return <Text className={styles.quiet}>{t('runs.forecast.none')}</Text>
  return (
    <div className={styles.root} role="status">
      {forecast && expected ? (
        <>
          <Expected {...expected.messages} quota={quota} />
          <Text size={200} className={styles.quiet}>
            <Basis {...forecast} />
          </Text>
        </>
      ) : (
        <Text>{t('runs.forecast.waiting')}</Text>
      )}
    </div>
  )
}

type Messages = Forecast['strategies'][number]['messages']

function Expected({ low, likely, high, quota }: Messages & { quota: Quota }) {
  const { t } = useTranslation()
  const { text, wouldBe } = useCost(quota).amount(likely)
  const messages = t('runs.forecast.about', {
    count: likely,
    n: formatNumber(likely),
    low: formatNumber(low),
    high: formatNumber(high),
  })
  return <Text>{t('runs.forecast.withCost', { about: messages, cost: wouldBe ?? text })}</Text>
}

function Basis({ basis, accuracy }: Pick<Forecast, 'basis' | 'accuracy'>) {
  const { t } = useTranslation()
  const { source, people } = basis
  const rests = t(`runs.forecast.basis.${source}`, { count: people, n: formatNumber(people) })
  if (accuracy === null) return rests
  const { medianErrorPercent } = accuracy
  return `${rests} ${t('runs.forecast.accuracy', { percent: formatNumber(Math.round(medianErrorPercent)) })}`
}
