/** What was charged, by day, month, person or run. */
import { z } from 'zod'
import { count, instant } from './fields.ts'

export const UsageBy = z.enum(['day', 'month', 'person', 'run'])
export type UsageBy = z.infer<typeof UsageBy>

/** A UTC day, all of it, or an instant. */
const edge = z.union([z.iso.date(), instant])

/** From the beginning of the current month (UTC) until now, unless said otherwise. */
export const UsageQuery = z.object({
  from: edge.optional(),
  /** A day counts in full; an instant is not part of it any more. */
  to: edge.optional(),
  by: UsageBy.default('day'),
})

export const UsageItem = z.object({
  /** A UTC day (`2026-11-29`) or month (`2026-11`), the id of a person or run; `other` for charges of neither, such as connection tests. */
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

/** Days and months in their order; people and runs with the most messages first. */
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
