/** How long a tenant keeps messages, and what that was agreed to remove. */
import { sql } from 'kysely'
import type { Session } from '../database/database.ts'

export type RetentionRow = {
  readonly tenantId: string
  /** Days since a message was sent; null: for ever. */
  readonly keepDays: number | null
  readonly changedAt: Date
  readonly changedByName: string
  /** What the preview said then. */
  readonly agreedMessages: number
  readonly nextAt: Date | null
  /** That are too old by then, of those archived when this was counted. */
  readonly nextMessages: number | null
  readonly lastAt: Date | null
  readonly lastMessages: number | null
  /** More were found than expected: nothing is removed until a person agrees again. */
  readonly stoppedAt: Date | null
  readonly foundMessages: number | null
}

const RETENTION = sql`
  tenant_id as "tenantId", keep_days as "keepDays", changed_at as "changedAt", changed_by_name as "changedByName",
  agreed_messages as "agreedMessages", next_at as "nextAt", next_messages as "nextMessages", last_at as "lastAt",
  last_messages as "lastMessages", stopped_at as "stoppedAt", found_messages as "foundMessages"`

export async function findRetention(db: Session, tenantId: string): Promise<RetentionRow | undefined> {
  const { rows } = await sql<RetentionRow>`
    select ${RETENTION} from retention where tenant_id = ${tenantId}`.execute(db)
  return rows[0]
}

/** Those whose next time has come, and that aren't stopped. */
export async function listDueRetentions(db: Session, at: Date): Promise<RetentionRow[]> {
  const { rows } = await sql<RetentionRow>`
    select ${RETENTION} from retention where next_at <= ${at} and stopped_at is null order by next_at`.execute(
    db,
  )
  return rows
}

/** What was agreed to anew begins anew: a stop is over. */
export async function saveRetention(
  db: Session,
  row: Pick<
    RetentionRow,
    'tenantId' | 'keepDays' | 'changedAt' | 'changedByName' | 'agreedMessages' | 'nextAt' | 'nextMessages'
  >,
): Promise<void> {
  await sql`
    insert into retention (tenant_id, keep_days, changed_at, changed_by_name, agreed_messages, next_at, next_messages)
    values (${row.tenantId}, ${row.keepDays}, ${row.changedAt}, ${row.changedByName}, ${row.agreedMessages},
            ${row.nextAt}, ${row.nextMessages})
    on conflict (tenant_id) do update
    set keep_days = excluded.keep_days, changed_at = excluded.changed_at, changed_by_name = excluded.changed_by_name,
        agreed_messages = excluded.agreed_messages, next_at = excluded.next_at, next_messages = excluded.next_messages,
        stopped_at = null, found_messages = null`.execute(db)
}

/** Moves on from the planned time `from`; false when another process has. */
export async function moveRetention(
  db: Session,
  { tenantId, from }: { readonly tenantId: string; readonly from: Date },
  to: {
    readonly nextAt: Date
    readonly nextMessages: number
    readonly lastAt: Date
    readonly lastMessages: number
  },
): Promise<boolean> {
  const { rows } = await sql`
    update retention set next_at = ${to.nextAt}, next_messages = ${to.nextMessages}, last_at = ${to.lastAt},
                         last_messages = ${to.lastMessages}
    where tenant_id = ${tenantId} and next_at = ${from} and stopped_at is null returning tenant_id`.execute(
    db,
  )
  return rows.length > 0
}

export async function stopRetention(
  db: Session,
  tenantId: string,
  { at, found }: { readonly at: Date; readonly found: number },
): Promise<void> {
  await sql`
    update retention set stopped_at = ${at}, found_messages = ${found} where tenant_id = ${tenantId}`.execute(
    db,
  )
}
