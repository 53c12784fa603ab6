/** How fast a month is used. */

/** What a run was charged, and when it was asked for. */
export type ChargedRun = { readonly at: Date; readonly messages: number }

/** Milliseconds. */
export const DAY_MS = 86_400_000
const DAYS = 7

export type Pace = {
  /** Seven days ago at most. */
  readonly since: Date
  readonly perDay: number
  /** The backup at that time is left out of it: it read everything from before. */
  readonly withoutFirst: boolean
}

/**
 * The pace of the last seven days. `runs`: those of the last four weeks. Where the oldest of them is one of the last seven
 * days', it is a first backup or makes up for a long break, so the pace is that of the days after it; undefined until there
 * is a whole one.
 */
export function paceOf(runs: readonly ChargedRun[], now: Date): Pace | undefined {
  const [first] = runs.toSorted((a, b) => a.at.getTime() - b.at.getTime())
  if (first === undefined) return undefined
  const weekAgo = now.getTime() - DAYS * DAY_MS
  const withoutFirst = first.at.getTime() > weekAgo
  const begin = withoutFirst ? first.at.getTime() : weekAgo
  const days = (now.getTime() - begin) / DAY_MS
  if (days < 1) return undefined
  const recent = runs.filter(({ at }) => at.getTime() > begin)
  const sum = recent.reduce((all, { messages }) => all + messages, 0)
  return { since: new Date(begin), perDay: sum / days, withoutFirst }
}

/** What a month comes to that ends at `endsAt` if the rest of it goes at this pace. Whole messages. */
export function monthEndAt({ perDay }: Pick<Pace, 'perDay'>, used: number, endsAt: Date, now: Date): number {
  const left = Math.max(0, endsAt.getTime() - now.getTime()) / DAY_MS
  return Math.round(used + perDay * left)
}
