import { useTranslation } from 'react-i18next'
import { formatMoney, isZero } from '../../format/money.ts'

/** What the server reckoned by the prices of each month, as money; in words where nothing was charged. */
export function useAmountOf(currency: string): (cost: string) => string {
  const { t } = useTranslation()
  return (cost) => (isZero(cost) ? t('cost.none') : formatMoney(cost, currency))
}
