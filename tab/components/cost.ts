/** The one place that says what messages cost: today's charge, and the cost at the last published price. */
import { useTranslation } from 'react-i18next'
import type { Quota } from '../../server/contract/index.ts'
import { formatMoney, formatPrice, priceOf } from '../format/money.ts'
import { formatNumber } from '../format/number.ts'

export type Pricing = Pick<Quota, 'pricePerMessage' | 'currency' | 'regime'>

export interface Cost {
  /** "31,204 messages × USD 0.00075 = USD 23.40", or what they would be: a count never stands without its price. */
  counted(messages: number): string
  /** "USD 23.40", or "Not charged" with what it would be; of none that it would be is not worth a word. */
  amount(messages: number): { text: string; wouldBe: string | undefined }
  /** Of a bound; without one, of each message. `a month`: of a limit that begins again each month. */
  bound(messages: number | null, a?: 'month'): string
}

/** Whole sentences; where Microsoft charges nothing they say so first. */
export function useCost({ pricePerMessage, currency, regime }: Pricing): Cost {
  const { t } = useTranslation()
  const charged = regime === 'metered' ? 'charged' : 'free'
  const price = formatPrice(pricePerMessage, currency)
  return {
    counted(count) {
      const messages = t('count.messages', { count, n: formatNumber(count) })
      const cost = formatMoney(priceOf(count, pricePerMessage), currency)
      return t(`cost.counted.${charged}`, { messages, price, cost })
    },
    amount(count) {
      const cost = formatMoney(priceOf(count, pricePerMessage), currency)
      if (charged === 'charged') return { text: cost, wouldBe: undefined }
      return { text: t('cost.none'), wouldBe: count > 0 ? t('cost.wouldBe', { cost }) : undefined }
    },
    bound(messages, a) {
      if (messages === null) return t(`cost.each.${charged}`, { price })
      const cost = formatMoney(priceOf(messages, pricePerMessage), currency, { atMost: true })
      return t(a === 'month' ? `cost.monthly.${charged}` : `cost.atMost.${charged}`, { cost })
    },
  }
}
