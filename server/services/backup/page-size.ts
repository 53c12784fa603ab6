/**
 * How many rows a first page asks for. Microsoft's samples use 50, and recommend 250 at most; larger pages have timed out
 * (Learn: chats getAllMessages; Microsoft Q&A 800250). So it begins with 50, asks for more while answers come quickly, and
 * goes back for a while when they are slow or Microsoft's gateway gives up. A link keeps the size it was made with.
 */
import type { Clock } from '../../domain/clock.ts'
import { GraphError } from '../../graph/wire/graph-error.ts'

export const SMALLEST_PAGE = 50
const LARGEST_PAGE = 250
const QUICK_MS = 2_000
const SLOW_MS = 10_000
/** So many quick answers of a size before a larger one is tried. */
const TRUSTED_AFTER = 8
const CAUTIOUS_MS = 10 * 60_000

export type PageSize = {
  current(): number
  /** A page of that size came, after so many milliseconds. */
  came(size: number, ms: number): void
  /** The gateway gave up on a page of that size. */
  gaveUp(size: number): void
}

/** `most`: under a limit small pages waste less of what is left of a month. */
export function createPageSize(clock: Pick<Clock, 'now'>, most = LARGEST_PAGE): PageSize {
  let size = SMALLEST_PAGE
  let quick = 0
  let cautiousUntil = 0
  const beCautious = () => {
    size = SMALLEST_PAGE
    quick = 0
    cautiousUntil = clock.now().getTime() + CAUTIOUS_MS
  }
  return {
    current: () => Math.min(size, most),
    came(asked, ms) {
      if (asked > SMALLEST_PAGE && ms > SLOW_MS) return beCautious()
      if (asked < size || ms > QUICK_MS || clock.now().getTime() < cautiousUntil) return
      quick += 1
      if (quick < TRUSTED_AFTER) return
      quick = 0
      size = Math.min(LARGEST_PAGE, size * 2)
    },
    gaveUp(asked) {
      if (asked > SMALLEST_PAGE) beCautious()
    },
  }
}

/** 502 and 504: the gateway in front of the mailbox did not get the page in time. */
export function isTooLarge(thrown: unknown): boolean {
  return thrown instanceof GraphError && (thrown.httpStatus === 502 || thrown.httpStatus === 504)
}
