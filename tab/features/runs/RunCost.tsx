import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { Run } from '../../../server/http/contract.ts'
import { MoneyText } from '../../components/MoneyText.tsx'
import { formatMoney, priceOf } from '../../format/money.ts'

const useStyles = makeStyles({ quiet: { color: tokens.colorNeutralForeground2 } })

/** Money, or that none is charged: an amount of nothing would be read as a price. `whole`: with what it would be. */
export function RunCost({ run, whole = false }: { run: Run; whole?: boolean }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const { regime, cost, currency, pricePerMessage, totals } = run
  if (regime === 'metered') return <MoneyText amount={cost} currency={currency} />
  const wouldBe = formatMoney(priceOf(totals.charged, pricePerMessage), currency)
  return (
    <>
      {t('cost.none')}
      {whole && totals.charged > 0 && (
        <Text size={200} block className={styles.quiet}>
          {t('cost.wouldBe', { cost: wouldBe })}
        </Text>
      )}
    </>
  )
}
