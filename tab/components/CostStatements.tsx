import { makeStyles } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import { formatPrice } from '../format/money.ts'
import type { Pricing } from './cost.ts'

const useStyles = makeStyles({
  list: {
    margin: '4px 0 0',
    paddingInlineStart: '20px',
    display: 'flex',
    flexDirection: 'column',
    gap: '4px',
  },
})

/** What is agreed to: who pays if anyone does, and that the limit stops the backup. */
export function CostStatements({ pricing }: { pricing: Pricing }) {
  const { t } = useTranslation()
  const styles = useStyles()
  const price = formatPrice(pricing.pricePerMessage, pricing.currency)
  return (
    <ul className={styles.list}>
      <li>{t(pricing.regime === 'metered' ? 'cost.agree.charged' : 'cost.agree.free', { price })}</li>
      <li>{t('cost.agree.suspend')}</li>
    </ul>
  )
}
