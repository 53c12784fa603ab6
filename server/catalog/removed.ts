/** Messages that were removed for good and must not come back: asked whenever something is about to be archived or recorded. */
import { createHash } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import type { Session } from '../database/database.ts'
import { storableId } from './storable.ts'

const KEY_BYTES = 16

/** What is remembered of a message: the first 16 bytes of the SHA-256 of its ids, as the catalog has them. */
export function removedKey(chatId: unknown, id: unknown): Uint8Array {
  const ids = `${storableId(chatId)}\n${storableId(id)}`
  return createHash('sha256').update(ids).digest().subarray(0, KEY_BYTES)
}

/** The same in a statement. */
export function removedKeyOf(chatId: RawBuilder<unknown>, id: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`substring(sha256(convert_to(${chatId} || chr(10) || ${id}, 'UTF8')) from 1 for ${sql.lit(KEY_BYTES)})`
}

export type MessageIds = { readonly chatId: unknown; readonly id: unknown }

/** Of each message its key if it was removed, in order. Ids that are undefined are of no message. */
export async function removedAmong(
  db: Session,
  tenantId: string,
  messages: readonly MessageIds[],
): Promise<(Uint8Array | undefined)[]> {
  const none = messages.map(() => undefined)
  if (messages.length === 0 || !(await hasRemoved(db, tenantId))) return none
  const keys = messages.map(({ chatId, id }) =>
    chatId === undefined || id === undefined ? undefined : removedKey(chatId, id),
  )
  const asked = [...new Map(keys.flatMap((key) => (key ? [[hexOf(key), key] as const] : []))).values()]
  const { rows } = await sql<{ key: Uint8Array }>`
    select key from removed_message where tenant_id = ${tenantId} and key = any(${asked}::bytea[])`.execute(
    db,
  )
  const found = new Set(rows.map(({ key }) => hexOf(key)))
  return keys.map((key) => (key !== undefined && found.has(hexOf(key)) ? key : undefined))
}

async function hasRemoved(db: Session, tenantId: string): Promise<boolean> {
  const { rows } = await sql`select from removed_message where tenant_id = ${tenantId} limit 1`.execute(db)
  return rows.length > 0
}

/** What the archive's removal documents say, for books that have lost it. */
export async function rememberRemoved(
  db: Session,
  tenantId: string,
  keys: readonly Uint8Array[],
): Promise<void> {
  if (keys.length === 0) return
  await sql`
    insert into removed_message (tenant_id, key) select ${tenantId}, key from unnest(${keys}::bytea[]) as given (key)
    on conflict do nothing`.execute(db)
}

function hexOf(key: Uint8Array): string {
  return Buffer.from(key).toString('hex')
}
