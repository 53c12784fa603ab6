/**
 * How many rows a first page asks for. Microsoft's samples use 50, and recommend 250 at most; larger pages have timed out
 * (Learn: chats getAllMessages; Microsoft Q&A 800250). So it begins with 50, asks for more while answers come quickly, and
 * goes back for a while when they are slow or Microsoft's gateway gives up. A link keeps the size it was made with: whoever has
 * a long way to go waits until the first size was judged.
 */
import type { Clock } from '../../domain/clock.ts'
import { GraphError } from '../../graph/wire/graph-error.ts'

export const SMALLEST_PAGE = 50
const LARGEST_PAGE = 250
const QUICK_MS = 2_000
const SLOW_MS = 10_000
/** So many quick answers of a size before a larger one is tried. */
export const ANSWERS_TO_JUDGE = 8
const SIZES = [100, 200, LARGEST_PAGE]
const CAUTIOUS_MS = 10 * 60_000

export type PageSize = {
  current(): number
  /** Whether answers have shown that the smallest is the right one, or that it isn't. */
  isJudged(): boolean
  /** A page of that size came, after so many milliseconds. */
  came(size: number, ms: number): void
  /** The gateway gave up on a page of that size. */
  gaveUp(size: number): void
}

/** `most`: under a limit small pages waste less of what is left of a month. */
export function createPageSize(clock: Pick<Clock, 'now'>, most = LARGEST_PAGE): PageSize {
  let size = SMALLEST_PAGE
  let quick = 0
  let slowestMs = 0
  let judged = most <= SMALLEST_PAGE
  let cautiousUntil = 0
  const beCautious = () => {
    size = SMALLEST_PAGE
    quick = slowestMs = 0
    cautiousUntil = clock.now().getTime() + CAUTIOUS_MS
  }
  return {
    current: () => Math.min(size, most),
    isJudged: () => judged,
    came(asked, ms) {
      judged ||= ms > QUICK_MS
      if (asked > SMALLEST_PAGE && ms > SLOW_MS) return beCautious()
      if (asked < size || ms > QUICK_MS || clock.now().getTime() < cautiousUntil) return
      quick += 1
      slowestMs = Math.max(slowestMs, ms)
      if (quick < ANSWERS_TO_JUDGE) return
      size = largerThan(size, slowestMs)
      quick = slowestMs = 0
      judged = true
    },
    gaveUp(asked) {
      judged = true
      if (asked > SMALLEST_PAGE) beCautious()
    },
  }
}

/** The largest that would come quickly if time grew with size, which it does less; at least the next one. */
function largerThan(size: number, ms: number): number {
  const larger = SIZES.filter((one) => one > size)
  return larger.findLast((one) => (ms * one) / size <= QUICK_MS) ?? larger[0] ?? size
}

/** 502 and 504: the gateway in front of the mailbox did not get the page in time. */
export function isTooLarge(thrown: unknown): boolean {
  return thrown instanceof GraphError && (thrown.httpStatus === 502 || thrown.httpStatus === 504)
}
