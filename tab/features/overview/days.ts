import type { Overview } from '../../../server/contract/index.ts'

export type Day = Overview['days'][number]

export function totalOf(days: readonly Day[]): number {
  return days.reduce((sum, day) => sum + day.added, 0)
}

export function busiest(days: readonly Day[]): Day | undefined {
  return days.reduce<Day | undefined>((best, day) => (day.added > (best?.added ?? 0) ? day : best), undefined)
}
