/** What a backup will read and cost. */
import { z } from 'zod'
import { count, instant } from './fields.ts'
import { Strategy } from './runs.ts'

export const AskForecast = z.strictObject({
  /** Left out: all of them. */
  strategy: Strategy.optional(),
  /** Left out: everyone in scope. */
  subjectIds: z.array(z.string()).min(1).max(100_000).optional(),
})
export type AskForecast = z.input<typeof AskForecast>

export const Forecast = z.object({
  strategies: z.array(
    z.object({
      strategy: Strategy,
      /** Messages that the next backup reads, and that count. */
      messages: z.object({ low: count, likely: count, high: count }),
      /** Of the likely number; "0.00" while Microsoft charges nothing. */
      cost: z.string(),
      currency: z.string(),
    }),
  ),
  basis: z.object({
    /** Every chat was counted, or some of them. Counting is not metered. */
    source: z.enum(['chats', 'some-chats']),
    asOf: instant,
    people: count,
  }),
  /** How far the last forecasts were off; null before a backup that had one has ended. */
  accuracy: z.object({ runs: count, medianErrorPercent: z.number() }).nullable(),
})
export type Forecast = z.infer<typeof Forecast>
