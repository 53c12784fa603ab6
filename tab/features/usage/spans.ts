/** Spans of usage, in days and months of UTC: Microsoft's months are. */

/** Both ends count, `2026-11-29`. */
export interface Days {
  from: string
  to: string
}

export const SPANS = ['month', 'lastMonth', 'quarter', 'year'] as const
export type Span = (typeof SPANS)[number]

/** A bar for each day of a year would be a hair's breadth. */
export const SPANS_OF_DAYS = ['month', 'lastMonth', 'quarter'] as const satisfies readonly Span[]

export function daysOf(span: Span, now: number): Days {
  const today = new Date(now)
  const monthsBack = (months: number, day: number) =>
    dayOf(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - months, day))
  switch (span) {
    case 'month':
      return { from: monthsBack(0, 1), to: dayOf(now) }
    case 'lastMonth':
      return { from: monthsBack(1, 1), to: monthsBack(0, 0) }
    case 'quarter':
      return { from: monthsBack(2, 1), to: dayOf(now) }
    case 'year':
      return { from: monthsBack(11, 1), to: dayOf(now) }
  }
}

const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10)

/** Every day or month of the span in its order, those without a charge included: a gap in a chart is no day. */
export function slotsOf(by: 'day' | 'month', { from, to }: Days): string[] {
  const length = by === 'day' ? 'YYYY-MM-DD'.length : 'YYYY-MM'.length
  const slots: string[] = []
  for (const at = new Date(from); dayOf(at.getTime()) <= to; at.setUTCDate(at.getUTCDate() + 1)) {
    const slot = dayOf(at.getTime()).slice(0, length)
    if (slots.at(-1) !== slot) slots.push(slot)
  }
  return slots
}
