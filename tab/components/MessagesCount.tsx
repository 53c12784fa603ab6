import { useTranslation } from 'react-i18next'
import type { Quota } from '../../server/http/contract.ts'
import { formatMoney, formatPrice, priceOf } from '../format/money.ts'
import { formatNumber } from '../format/number.ts'

type Pricing = Pick<Quota, 'pricePerMessage' | 'currency' | 'regime'>

/** "31,204 messages × USD 0.00075 = USD 23.40": a count never stands without its price. */
export function MessagesCount({ count, pricing }: { count: number; pricing: Pricing }) {
  const { t } = useTranslation()
  const messages = t('count.messages', { count, n: formatNumber(count) })
  if (pricing.regime === 'not-metered') return <span>{t('count.notMetered', { messages })}</span>
  const price = formatPrice(pricing.pricePerMessage, pricing.currency)
  const cost = formatMoney(priceOf(count, pricing.pricePerMessage), pricing.currency)
  return <span>{t('count.withPrice', { messages, price, cost })}</span>
}
