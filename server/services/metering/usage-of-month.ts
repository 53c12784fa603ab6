/** How many messages the archive knows a month to have cost, when the books do not know it any more. Rather more than fewer. */
import type { ClosedRun, NotedUsage, RunDocument } from '../../archive/archive.ts'
import { type Month, monthOf } from '../../domain/month.ts'

/** Rows that segments of runs without a document brought, by the time the segment was sealed. */
export type Undocumented = { readonly sealedAt: string; readonly fetched: number }

/**
 * The last document that states its month's usage counts; messages noted after it may have been paid for in full. If no
 * document states it (those of earlier versions don't), each run counts with its charge, and a run without a document
 * with the rows of its segments before the first note.
 */
export function usageOfMonth(
  month: Month,
  runs: readonly ClosedRun[],
  noted: NotedUsage,
  undocumented: readonly Undocumented[],
): number {
  const documents = runs.map(({ document }) => document)
  const at = documents.findLastIndex(({ usage }) => usage?.month === month)
  const told = documents[at]?.usage
  const untold = documents.slice(at + 1).filter(({ usage }) => usage === undefined)
  const later = untold.filter((document) => mayCount(document, month))
  const charged = later.reduce((sum, { totals }) => sum + totals.charged, 0)
  if (told !== undefined) return told.used + charged + Math.max(0, noted.messages - told.noted)
  const before = undocumented.filter(
    ({ sealedAt }) =>
      monthOf(new Date(sealedAt)) === month && (noted.since === null || sealedAt < noted.since),
  )
  return charged + noted.messages + before.reduce((sum, { fetched }) => sum + fetched, 0)
}

/** A run that touched the month counts as a whole: no one knows which of its messages came before. */
function mayCount({ startedAt, endedAt }: RunDocument, month: Month): boolean {
  return monthOf(new Date(startedAt)) <= month && monthOf(new Date(endedAt)) >= month
}
