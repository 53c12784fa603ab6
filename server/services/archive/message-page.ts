/** One page of a conversation, read from the archive. */

import { z } from 'zod'
import type { TenantArchive } from '../../archive/archive.ts'
import { listMedia, type MediaRow } from '../../catalog/media.ts'
import {
  findMessage,
  listNewest,
  listOldest,
  listRevisions,
  type MessageKey,
  type MessageRow,
  type Reach,
  type RevisionRow,
} from '../../catalog/messages.ts'
import type { ArchivedMessage, MessagePage, MessageQuery } from '../../contract/index.ts'
import type { Session } from '../../database/database.ts'
import { isInstant, toInstant } from '../../domain/clock.ts'
import { type ChatMessage, hasBody, isTombstone } from '../../domain/message.ts'
import { notice } from '../../domain/notice.ts'
import { VaultError } from '../../domain/vault-error.ts'
import { bigRowNo, decodeCursor, encodeCursor, positionInstant } from '../cursor.ts'
import { readAll } from './archived-messages.ts'

export type Reading = {
  readonly db: Session
  readonly archive: TenantArchive
  readonly tenantId: string
  readonly reach: Reach | undefined
}

export type PageRequest = z.output<typeof MessageQuery>

/**
 * Oldest first. Without `around`, `before` and `after` it is the newest page.
 *
 * A deleted message comes with `tombstone`: all members are of its last version, but when that one's body is empty, body
 * and attachments are those of the last archived version that had one.
 */
export async function readMessagePage(
  reading: Reading,
  conversationNo: number,
  query: PageRequest,
): Promise<Omit<MessagePage, 'allowedBy'>> {
  const rows = await listRows(reading, conversationNo, query)
  const [items, { before, after }] = await Promise.all([
    readMessages(reading, conversationNo, rows),
    ends(reading, conversationNo, rows),
  ])
  return { items, next: spanOf(query).after === undefined ? before : after, before, after }
}

async function listRows(
  { db, tenantId, reach }: Reading,
  conversationNo: number,
  query: PageRequest,
): Promise<MessageRow[]> {
  if (query.around !== undefined)
    return listAround({ db, tenantId, reach }, conversationNo, query.around, query.limit)
  const span = spanOf(query)
  const list = span.after === undefined ? listNewest : listOldest
  return list(db, tenantId, conversationNo, { limit: query.limit, span, reach })
}

async function listAround(
  { db, tenantId, reach }: Pick<Reading, 'db' | 'tenantId' | 'reach'>,
  conversationNo: number,
  messageId: string,
  limit: number,
): Promise<MessageRow[]> {
  const middle = await findMessage(db, tenantId, conversationNo, messageId, reach)
  if (middle === undefined) throw messageUnknown(messageId)
  const half = Math.floor(limit / 2)
  const older = await listNewest(db, tenantId, conversationNo, {
    limit: half,
    span: { before: middle },
    reach,
  })
  const rest = limit - 1 - older.length
  const newer = await listOldest(db, tenantId, conversationNo, {
    limit: rest,
    span: { after: middle },
    reach,
  })
  return [...older, middle, ...newer]
}

// ── Positions ────────────────────────────────────────────────────────────────────────────────────────────────────

const Instant = z.iso.datetime({ offset: true }).refine(isInstant)
const Position = z.object({
  at: positionInstant,
  no: bigRowNo,
  to: z.enum(['older', 'newer']),
})

/** Messages of one instant are told apart by their number; a bare time stands before or after all of them. */
function spanOf({ before, after, cursor }: PageRequest): { before?: MessageKey; after?: MessageKey } {
  const next = decodeCursor(Position, cursor)
  const upper = positionOf(before, 0) ?? (next?.to === 'older' ? next : undefined)
  const lower = positionOf(after, Number.MAX_SAFE_INTEGER) ?? (next?.to === 'newer' ? next : undefined)
  return { ...(upper && { before: upper }), ...(lower && { after: lower }) }
}

function positionOf(text: string | undefined, no: number): MessageKey | undefined {
  if (text !== undefined && Instant.safeParse(text).success) return { at: new Date(text), no }
  return decodeCursor(Position, text)
}

/** Where older and newer messages are to be had; null at an end of the conversation. */
async function ends(
  { db, tenantId, reach }: Reading,
  conversationNo: number,
  rows: readonly MessageRow[],
): Promise<{ before: string | null; after: string | null }> {
  const [first, last] = [rows.at(0), rows.at(-1)]
  if (first === undefined || last === undefined) return { before: null, after: null }
  const older = await listNewest(db, tenantId, conversationNo, { limit: 1, span: { before: first }, reach })
  const newer = await listOldest(db, tenantId, conversationNo, { limit: 1, span: { after: last }, reach })
  return {
    before: older.length > 0 ? encodeCursor({ at: first.at, no: first.no, to: 'older' }) : null,
    after: newer.length > 0 ? encodeCursor({ at: last.at, no: last.no, to: 'newer' }) : null,
  }
}

// ── Messages ─────────────────────────────────────────────────────────────────────────────────────────────────────

async function readMessages(
  { db, archive, tenantId }: Reading,
  conversationNo: number,
  rows: readonly MessageRow[],
): Promise<ArchivedMessage[]> {
  const ids = rows.map(({ id }) => id)
  const revisions = await listRevisions(
    db,
    tenantId,
    rows.map(({ no }) => no),
  )
  const media = Map.groupBy(await listMedia(db, tenantId, conversationNo, ids), (row) => row.messageId)
  const byMessage = Map.groupBy(revisions, (revision) => revision.messageNo)
  const versions = rows.map(({ no }) => byMessage.get(no) ?? [])
  const shown = await readShown(archive, versions)
  return rows.flatMap(({ id }, at) => {
    const one = shown[at]
    return one === undefined ? [] : [toArchived(one, versions[at] ?? [], media.get(id) ?? [])]
  })
}

type Shown = { readonly message: ChatMessage; readonly tombstone: boolean }

/** Of each message the last version, with the last body that is not empty when it was deleted. */
async function readShown(
  archive: TenantArchive,
  versions: readonly (readonly RevisionRow[])[],
): Promise<(Shown | undefined)[]> {
  const latest = await readAll(
    archive,
    versions.flatMap((of) => of.slice(-1)),
  )
  const emptied = versions.filter((of) => isEmptied(of.at(-1), latest))
  const earlier = await readAll(
    archive,
    emptied.flatMap((of) => of.slice(0, -1)),
  )
  return versions.map((of) => {
    const last = of.at(-1)
    const message = last && latest.get(last)
    const before = of.map((revision) => earlier.get(revision)).filter((it) => it !== undefined)
    return (
      message && { message: filledFrom(message, before.findLast(hasBody)), tombstone: isTombstone(message) }
    )
  })
}

/** What is gone from a deleted message is shown as it was: its text, and what that has a place for. */
function filledFrom(message: ChatMessage, earlier: ChatMessage | undefined): ChatMessage {
  if (earlier?.body === undefined) return message
  const kept = Array.isArray(message.attachments) && message.attachments.length > 0
  return { ...message, body: earlier.body, ...(!kept && { attachments: earlier.attachments }) }
}

function isEmptied(last: RevisionRow | undefined, messages: ReadonlyMap<RevisionRow, ChatMessage>): boolean {
  const message = last && messages.get(last)
  return message !== undefined && isTombstone(message) && !hasBody(message)
}

function toArchived(
  { message, tombstone }: Shown,
  versions: readonly RevisionRow[],
  media: readonly MediaRow[],
): ArchivedMessage {
  return {
    ...message,
    from: message.from ?? null,
    body: message.body ?? null,
    revisions: versions.map(({ etag, modifiedAt, fetchedAt, runId }) => ({
      etag,
      modifiedAt: toInstant(modifiedAt),
      fetchedAt: toInstant(fetchedAt),
      runId,
    })),
    tombstone,
    hostedContents: media.map(toHostedContent),
  }
}

function toHostedContent({ id, contentType, bytes, state, reason, notice: refusal }: MediaRow) {
  return {
    id,
    contentType: contentType ?? 'application/octet-stream',
    bytes: bytes ?? 0,
    archived: state === 'archived',
    reason: state === 'wanted' ? 'It hasn’t been archived yet.' : reason,
    notice: state === 'wanted' ? notice('hosted-content-waits') : refusal,
  }
}

function messageUnknown(id: string): VaultError {
  return new VaultError({
    code: 'message-unknown',
    attempted: `find the message ${id}`,
    why: 'the archive has no such message in this conversation',
    hint: 'Open the conversation without it. A message sent since the last backup comes with the next one.',
    status: 404,
  })
}
