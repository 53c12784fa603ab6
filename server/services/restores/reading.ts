/** Messages of a restore as the archive has them: the version that is newest, or the one that the plan names. */
import type { TenantArchive } from '../../archive/archive.ts'
import { listMedia, type MediaRow } from '../../catalog/media.ts'
import { listMessagesById, listRevisions, type RevisionRow } from '../../catalog/messages.ts'
import type { Session } from '../../database/database.ts'
import type { ChatMessage } from '../../domain/message.ts'
import { readAll } from '../archive/archived-messages.ts'

export type ArchivedMessage = {
  readonly message: ChatMessage
  readonly etag: string
  readonly media: readonly MediaRow[]
}

type From = { readonly db: Session; readonly tenantId: string; readonly archive: TenantArchive }

/** The newest version of each, by the catalog's number. */
export async function readNewest(
  { db, tenantId, archive }: From,
  conversationNo: number,
  rows: readonly { readonly no: number; readonly id: string }[],
): Promise<Map<number, ArchivedMessage>> {
  const revisions = await listRevisions(
    db,
    tenantId,
    rows.map(({ no }) => no),
  )
  // Oldest first within a message: the last one wins.
  const newest = new Map(revisions.map((row) => [row.messageNo, row]))
  return read({ db, tenantId, archive }, conversationNo, newest, rows)
}

/** These versions, by message id. One that the archive no longer has is missing. */
export async function readPlanned(
  from: From,
  conversationNo: number,
  planned: readonly { readonly messageId: string; readonly etag: string }[],
): Promise<Map<string, ArchivedMessage>> {
  const { db, tenantId } = from
  const rows = await listMessagesById(
    db,
    tenantId,
    conversationNo,
    planned.map(({ messageId }) => messageId),
  )
  const revisions = await listRevisions(
    db,
    tenantId,
    rows.map(({ no }) => no),
  )
  const etags = new Map(planned.map(({ messageId, etag }) => [messageId, etag]))
  const wanted = new Map<number, RevisionRow>()
  for (const { no, id } of rows) {
    const found = revisions.find((row) => row.messageNo === no && row.etag === etags.get(id))
    if (found !== undefined) wanted.set(no, found)
  }
  const found = await read(from, conversationNo, wanted, rows)
  return new Map([...found.values()].map((one) => [one.message.id, one]))
}

async function read(
  { db, tenantId, archive }: From,
  conversationNo: number,
  revisions: ReadonlyMap<number, RevisionRow>,
  rows: readonly { readonly no: number; readonly id: string }[],
): Promise<Map<number, ArchivedMessage>> {
  const ids = rows.map(({ id }) => id)
  const media = Map.groupBy(await listMedia(db, tenantId, conversationNo, ids), ({ messageId }) => messageId)
  const messages = await readAll(archive, [...revisions.values()])
  const found = new Map<number, ArchivedMessage>()
  for (const [no, revision] of revisions) {
    const message = messages.get(revision)
    if (message !== undefined)
      found.set(no, { message, etag: revision.etag, media: media.get(message.id) ?? [] })
  }
  return found
}
