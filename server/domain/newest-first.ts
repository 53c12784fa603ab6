/**
 * Which span of a source is read, and which window comes next. If a limit may end the month first, the span to read is cut
 * into windows by time and read newest first: the last week, then each time ten times as far back.
 *
 *   watermark     everything up to here is read
 *   recent        so is this span at the newest end; what lies between the two waits. Undefined: nothing waits in between
 *
 * Each window is read to its last page before the next is opened, and next to what is read already: the span has no holes.
 */
import { FIRST_WINDOW_FROM, nextWindow, WINDOW_OVERLAP_MS, type Window } from './window.ts'

export type Coverage = { readonly watermark?: Date | undefined; readonly recent?: Window | undefined }

const NEWEST_MS = 7 * 24 * 60 * 60_000
/** Each window costs everyone a request of its own. */
const FURTHER_BACK = 10
/** Windows exclude both of their bounds: those that meet share a second. */
export const EDGE_MS = 1000

export type Reading = {
  readonly now: Date
  /** Cut into windows; else all that waits is one. */
  readonly newestFirst: boolean
  /** What is newer than this was read by this run: the newest end is not looked at again. */
  readonly newSince: Date
}

/** The next window, or undefined when nothing new can be there yet. */
export function nextPart(coverage: Coverage, { now, newestFirst, newSince }: Reading): Window | undefined {
  const whole = nextWindow(coverage.watermark, now)
  const { recent } = coverage
  if (whole === undefined) return undefined
  if (recent === undefined) {
    const from = newestFirst ? stepBack(whole.from, whole.to, NEWEST_MS) : whole.from
    return { from, to: whole.to }
  }
  if (recent.to < newSince) return { from: new Date(recent.to.getTime() - WINDOW_OVERLAP_MS), to: whole.to }
  const age = (now.getTime() - recent.from.getTime()) * FURTHER_BACK
  const from = newestFirst ? stepBack(whole.from, now, age) : whole.from
  return { from, to: new Date(recent.from.getTime() + EDGE_MS) }
}

/** Nothing waits any more: no window of this run would bring anything. */
export function isRead({ watermark, recent }: Coverage, { newSince }: Pick<Reading, 'newSince'>): boolean {
  return recent === undefined && watermark !== undefined && watermark >= newSince
}

/** The windows that are still to be read, in their order. `begun`: one that is in progress, which comes first. */
export function partsLeft(coverage: Coverage, reading: Reading, begun?: Window): Window[] {
  const parts: Window[] = []
  let at = coverage
  for (let next = begun ?? nextPart(at, reading); next !== undefined; next = nextPart(at, reading)) {
    parts.push(next)
    at = withWindow(at, next)
    if (isRead(at, reading)) break
  }
  return parts
}

/** So far back from `to`, or all the way where little would be left. */
function stepBack(floor: Date, to: Date, ms: number): Date {
  return to.getTime() - ms * 1.5 <= floor.getTime() ? floor : new Date(to.getTime() - ms)
}

/** The span that is read after `window`, which is at one end of it or begins it. */
export function withWindow({ watermark, recent }: Coverage, window: Window): Coverage {
  const from = recent !== undefined && recent.from < window.from ? recent.from : window.from
  const to = recent !== undefined && recent.to > window.to ? recent.to : window.to
  if (from > (watermark ?? FIRST_WINDOW_FROM)) return { watermark, recent: { from, to } }
  return { watermark: watermark !== undefined && watermark > to ? watermark : to, recent: undefined }
}
