/** How many messages a month comes to if the rest of it goes like its last days. */
import { DAY_MS } from './day.ts'
import { endOfMonth, type Month } from './month.ts'

/** Whole messages, never fewer than `used`. `recent`: charged in the `days` days before `now`, in whatever month they were. */
export function expectedByMonthEnd(
  { month, used, recent, days }: { month: Month; used: number; recent: number; days: number },
  now: Date,
): number {
  const left = Math.max(0, endOfMonth(month).getTime() - now.getTime()) / DAY_MS
  return Math.round(used + (recent / days) * left)
}
