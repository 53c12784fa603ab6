/** Hosted contents as the catalog knows them. */

import { sql } from 'kysely'
import type { Session } from '../database/database.ts'
import type { Notice } from '../domain/notice.ts'

export type MediaRow = {
  readonly messageId: string
  readonly id: string
  readonly state: 'wanted' | 'archived' | 'refused'
  readonly contentType: string | null
  readonly bytes: number | null
  /** Object name in the archive, when archived. */
  readonly name: string | null
  readonly reason: string | null
  /** The reason as data; null beside one of before notices. */
  readonly notice: Notice | null
}

/** What these messages show, in an order that a rebuilt catalog has too. */
export async function listMedia(
  db: Session,
  tenantId: string,
  conversationNo: number,
  messageIds: readonly string[],
): Promise<MediaRow[]> {
  const { rows } = await sql<MediaRow>`
    select message_id as "messageId", content_id as id, state, content_type as "contentType", bytes, name, reason, notice
    from media
    where tenant_id = ${tenantId} and conversation_no = ${conversationNo} and message_id = any(${messageIds}::text[])
    order by message_id, content_id collate "C"`.execute(db)
  return rows
}

export async function findMedia(
  db: Session,
  tenantId: string,
  conversationNo: number,
  messageId: string,
  contentId: string,
): Promise<MediaRow | undefined> {
  const rows = await listMedia(db, tenantId, conversationNo, [messageId])
  return rows.find(({ id }) => id === contentId)
}
