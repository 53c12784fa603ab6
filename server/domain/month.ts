/** A UTC calendar month as `2026-11`: the period a limit counts (Learn: Teams licences, "start of the calendar month"). */
export type Month = string

export function monthOf(at: Date): Month {
  return at.toISOString().slice(0, 7)
}

/** The first instant after `month`: when a limit starts again. */
export function endOfMonth(month: Month): Date {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number, 1))
}
