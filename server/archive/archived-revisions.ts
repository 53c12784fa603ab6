/**
 * Every archived revision of a tenant, once, with whom it was seen at and which revision of its message it is. Needs the
 * archive only: two passes over the segments, the first to count, the second to give.
 */
import type { ChatMessage } from '../domain/message.ts'
import type { ArchiveRecord, Frame, Segment, TenantArchive } from './archive.ts'
import { readAhead } from './read-ahead.ts'

/** One line of a JSONL export. */
export type ArchivedRevision = {
  readonly tenantId: string
  /** People whose mailbox held this revision, sorted. */
  readonly subjectIds: readonly string[]
  readonly fetchedAt: string
  readonly runId: string
  /** 1, 2, 3 … by `lastModifiedDateTime` among the archived revisions of its message. */
  readonly revision: number
  /** As Graph returned it. */
  readonly message: ChatMessage
}

export type RevisionFilter = { readonly conversationId?: string }

type Seen = { readonly etag: string; modifiedAt: string | null; subjectIds: string[]; given: boolean }
/** Chat → message → its revisions. Chat ids are long and few, so they are held once. */
type Index = Map<string, Map<string, Seen[]>>

const READ_AHEAD = 3

/** In archive order. Throws what `readSegment` throws: an export never leaves out a damaged segment in silence. */
export async function* archivedRevisions(
  archive: TenantArchive,
  filter: RevisionFilter = {},
): AsyncIterable<ArchivedRevision> {
  const index = await indexRevisions(archive, filter)
  for await (const { segment, frame } of readFrames(archive)) {
    for (const { message, fetchedAt } of messagesOf(frame, filter)) {
      const revisions = index.get(message.chatId)?.get(message.id) ?? []
      const at = revisions.findIndex(({ etag }) => etag === message.etag)
      const seen = revisions[at]
      if (seen === undefined || seen.given) continue
      seen.given = true
      const subjectIds = seen.subjectIds.toSorted()
      yield {
        tenantId: archive.tenantId,
        subjectIds,
        fetchedAt,
        runId: segment.runId,
        revision: at + 1,
        message,
      }
    }
  }
}

/** Revisions of each message in order; those only sighted are left out, for they are not archived. */
async function indexRevisions(archive: TenantArchive, filter: RevisionFilter): Promise<Index> {
  const index: Index = new Map()
  for await (const { frame } of readFrames(archive)) {
    for (const record of frame.records) note(index, record, frame.header.subjectId, filter)
  }
  for (const messages of index.values()) {
    for (const [id, revisions] of messages) messages.set(id, inOrder(revisions))
  }
  return index
}

function note(index: Index, record: ArchiveRecord, subjectId: string | null, filter: RevisionFilter): void {
  if (record.kind !== 'message' && record.kind !== 'sighting') return
  const { chatId, id, etag } = record.kind === 'message' ? record.message : record
  if (!wanted(chatId, filter)) return
  const seen = seenOf(index, chatId, id, etag)
  if (record.kind === 'message') seen.modifiedAt ??= record.message.lastModifiedDateTime ?? ''
  if (subjectId !== null && !seen.subjectIds.includes(subjectId)) seen.subjectIds.push(subjectId)
}

function seenOf(index: Index, chatId: string, id: string, etag: string): Seen {
  const messages = index.get(chatId) ?? new Map<string, Seen[]>()
  index.set(chatId, messages)
  const revisions = messages.get(id) ?? []
  messages.set(id, revisions)
  const known = revisions.find((seen) => seen.etag === etag)
  if (known !== undefined) return known
  const seen: Seen = { etag, modifiedAt: null, subjectIds: [], given: false }
  revisions.push(seen)
  return seen
}

function inOrder(revisions: readonly Seen[]): Seen[] {
  const archived = revisions.filter(({ modifiedAt }) => modifiedAt !== null)
  return archived.sort((a, b) => instantOf(a) - instantOf(b) || compareEtags(a.etag, b.etag))
}

function instantOf(seen: Seen): number {
  return Date.parse(seen.modifiedAt ?? '') || 0
}

/** Graph's etags are milliseconds: the longer, then the greater, is the newer. */
function compareEtags(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : 1)
}

async function* readFrames(archive: TenantArchive): AsyncIterable<{ segment: Segment; frame: Frame }> {
  const names = archive.listSegments()
  for await (const { value } of readAhead(names, READ_AHEAD, (name) => archive.readSegment(name))) {
    const { segment, frames } = value()
    for (const frame of frames) yield { segment, frame }
  }
}

function messagesOf(frame: Frame, filter: RevisionFilter) {
  return frame.records
    .filter((record) => record.kind === 'message')
    .filter(({ message }) => wanted(message.chatId, filter))
}

function wanted(chatId: string, { conversationId }: RevisionFilter): boolean {
  return conversationId === undefined || chatId === conversationId
}
