/**
 * A closed window over `lastModifiedDateTime`: `gt from and lt to`. Export paging is by offset over an unordered mailbox
 * folder, so a window must not grow while it is read: it ends a little in the past, and the next one begins a little
 * before that end (Learn: chats getAllMessages; the skiptoken decodes to an offset).
 */
export type Window = { readonly from: Date; readonly to: Date }

/** A message modified in the last ten seconds waits for the next run. */
export const WINDOW_LAG_MS = 10_000
/** Re-read before the watermark, for copies that arrived later than the lag allowed. Their etags are known: nothing doubles. */
export const WINDOW_OVERLAP_MS = 5 * 60_000
/** Before Teams and its predecessors existed: the start of a first window. */
export const FIRST_WINDOW_FROM = new Date('2010-01-01T00:00:00.000Z')

/**
 * The next window of a source, or undefined when nothing new can be in it yet. `now` is Microsoft's time, at the earliest.
 * A watermark is the end of the last window that was read to its last page; one after `now` is for the caller to refuse.
 */
export function nextWindow(watermark: Date | undefined, now: Date): Window | undefined {
  const to = new Date(now.getTime() - WINDOW_LAG_MS)
  if (watermark === undefined) return { from: FIRST_WINDOW_FROM, to }
  if (watermark >= to) return undefined
  return { from: new Date(watermark.getTime() - WINDOW_OVERLAP_MS), to }
}
