/** The books of holds: what may not leave the archive, who said so, and until when. */
import { sql } from 'kysely'
import type { Session } from '../database/database.ts'
import type { MessageSelection } from '../domain/selection.ts'

export type HoldRow = {
  readonly id: string
  readonly tenantId: string
  readonly name: string
  readonly reason: string
  readonly selection: MessageSelection
  /** Messages archived later fall under it too. */
  readonly growing: boolean
  /** Entra object id. */
  readonly createdBy: string
  readonly createdByName: string
  readonly createdAt: Date
  /** Counted when the newest message of the catalog was `countedThrough`. */
  readonly messages: number
  readonly countedThrough: number
  readonly releasedAt: Date | null
  readonly releasedByName: string | null
  readonly releaseReason: string | null
}

const HOLD = sql`
  id, tenant_id as "tenantId", name, reason, selection, growing, created_by as "createdBy",
  created_by_name as "createdByName", created_at as "createdAt", messages, counted_through as "countedThrough",
  released_at as "releasedAt", released_by_name as "releasedByName", release_reason as "releaseReason"`

export type NewHold = Omit<HoldRow, 'releasedAt' | 'releasedByName' | 'releaseReason'>

export async function insertHold(db: Session, hold: NewHold): Promise<void> {
  await sql`
    insert into hold (id, tenant_id, name, reason, selection, growing, created_by, created_by_name, created_at, messages,
                      counted_through)
    values (${hold.id}, ${hold.tenantId}, ${hold.name}, ${hold.reason}, ${JSON.stringify(hold.selection)}::jsonb,
            ${hold.growing}, ${hold.createdBy}, ${hold.createdByName}, ${hold.createdAt}, ${hold.messages},
            ${hold.countedThrough})`.execute(db)
}

export async function findHold(db: Session, tenantId: string, id: string): Promise<HoldRow | undefined> {
  const { rows } = await sql<HoldRow>`
    select ${HOLD} from hold where tenant_id = ${tenantId} and id = ${id}`.execute(db)
  return rows[0]
}

/** Those that last. */
export async function listActiveHolds(db: Session, tenantId: string): Promise<HoldRow[]> {
  const { rows } = await sql<HoldRow>`
    select ${HOLD} from hold where tenant_id = ${tenantId} and released_at is null order by created_at, id`.execute(
    db,
  )
  return rows
}

/** Newest first, after the one with that place. */
export async function listHolds(
  db: Session,
  tenantId: string,
  page: { limit: number; before: { at: Date; id: string } | undefined },
): Promise<HoldRow[]> {
  const { at = null, id = null } = page.before ?? {}
  const { rows } = await sql<HoldRow>`
    select ${HOLD} from hold
    where tenant_id = ${tenantId}
      and (${at}::timestamptz is null or (created_at, id) < (${at}::timestamptz, ${id}::text))
    order by created_at desc, id desc limit ${page.limit}`.execute(db)
  return rows
}

export async function noteCounted(
  db: Session,
  id: string,
  { messages, countedThrough }: Pick<HoldRow, 'messages' | 'countedThrough'>,
): Promise<void> {
  await sql`update hold set messages = ${messages}, counted_through = ${countedThrough} where id = ${id}`.execute(
    db,
  )
}

/** False when it was released already. */
export async function releaseHold(
  db: Session,
  tenantId: string,
  id: string,
  { at, by, reason }: { readonly at: Date; readonly by: string; readonly reason: string | null },
): Promise<boolean> {
  const { rows } = await sql`
    update hold set released_at = ${at}, released_by_name = ${by}, release_reason = ${reason}
    where tenant_id = ${tenantId} and id = ${id} and released_at is null returning id`.execute(db)
  return rows.length > 0
}
