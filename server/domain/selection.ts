/** Which archived messages people mean, as exports, holds, and erasures keep it. Absent or empty members don't narrow. */
export type MessageSelection = {
  /** Entra object ids: messages in one of these people's mailboxes. */
  readonly subjectIds?: readonly string[] | undefined
  readonly conversationIds?: readonly string[] | undefined
  /** Bounds, inclusive, of when messages were sent: ISO 8601. */
  readonly from?: string | undefined
  readonly to?: string | undefined
  /** A query of the search (domain/search/query.ts). */
  readonly q?: string | undefined
}

/** Nothing in it narrows: it means every message. */
export function isEverything({ subjectIds, conversationIds, from, to, q }: MessageSelection): boolean {
  const chosen = [...(subjectIds ?? []), ...(conversationIds ?? [])]
  return chosen.length === 0 && from === undefined && to === undefined && (q ?? '').trim() === ''
}
