import { type Pricing, useCost } from './cost.ts'

/** "31,204 messages × USD 0.00075 = USD 23.40": a count never stands without its price, nor without its being none. */
export function MessagesCount({ count, pricing }: { count: number; pricing: Pricing }) {
  return <span>{useCost(pricing).counted(count)}</span>
}
