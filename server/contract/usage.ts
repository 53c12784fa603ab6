/** What was charged, by day, month, person, run or kind of chat. */
import { z } from 'zod'
import { count, edge, instant } from './fields.ts'

export const UsageBy = z.enum(['day', 'month', 'person', 'run', 'chat-type'])
export type UsageBy = z.infer<typeof UsageBy>

/** From the beginning of the current month (UTC) until now, unless said otherwise. */
export const UsageQuery = z.object({
  from: edge.optional(),
  /** A day counts in full; an instant is not part of it any more. */
  to: edge.optional(),
  by: UsageBy.default('day'),
})

export const UsageItem = z.object({
  /**
   * A UTC day (`2026-11-29`) or month (`2026-11`), the id of a person or run, a kind of chat (`oneOnOne`, `group`, `meeting`,
   * `self`); `other` for charges of neither, such as connection tests, and for what no kind is known of: answers that were
   * lost, and what was charged before kinds were counted.
   */
  key: z.string(),
  /** Of a person. */
  name: z.string().optional(),
  /** When the run was asked for. */
  at: instant.optional(),
  messages: count,
  /** By the prices that held; `0.00` while Microsoft doesn't charge. */
  cost: z.string(),
})
export type UsageItem = z.infer<typeof UsageItem>

/** Days and months in their order; people, runs and kinds with the most messages first. */
export const Usage = z.object({
  from: instant,
  to: instant,
  items: z.array(UsageItem),
  /** Messages of all items. */
  total: count,
  /** Cost of all items. */
  cost: z.string(),
  currency: z.string(),
})
export type Usage = z.infer<typeof Usage>
