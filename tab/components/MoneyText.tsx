import { formatMoney } from '../format/money.ts'

/** An amount with its currency, never broken over two lines. */
export function MoneyText({
  amount,
  currency,
  atMost,
}: {
  amount: string
  currency: string
  atMost?: boolean
}) {
  return (
    <data value={amount} style={{ whiteSpace: 'nowrap' }}>
      {formatMoney(amount, currency, atMost ? { atMost } : {})}
    </data>
  )
}
