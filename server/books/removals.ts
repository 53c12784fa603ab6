/**
 * The books of removals: what was asked for, by whom, who agreed, how far it is. Holds and the moment at which a removal decides
 * what goes exclude each other by the lock of the tenant's row; so do removals and runs.
 */
import { sql } from 'kysely'
import type { Session, Transaction } from '../database/database.ts'
import type { Notice } from '../domain/notice.ts'
import type { RemovalCause, RemovalState } from '../domain/removal.ts'
import type { MessageSelection } from '../domain/selection.ts'

export type RemovalRow = {
  readonly id: string
  readonly tenantId: string
  readonly cause: RemovalCause
  readonly state: RemovalState
  readonly selection: MessageSelection
  /** Of retention: what was sent before. */
  readonly sentBefore: Date | null
  readonly reason: string | null
  /** To go, and held back: as counted, in the end as decided. */
  readonly messages: number
  readonly heldBack: number
  /** Entra object id. */
  readonly askedBy: string
  readonly askedByName: string
  readonly askedAt: Date
  readonly answeredByName: string | null
  readonly answeredAt: Date | null
  readonly decidedAt: Date | null
  readonly endedAt: Date | null
  readonly segmentsRewritten: number | null
  readonly exportsDeleted: number
  readonly documents: readonly { readonly name: string; readonly sha256: string }[]
  /** Why it could not be finished yet. */
  readonly trouble: Notice | null
}

const REMOVAL = sql`
  id, tenant_id as "tenantId", cause, state, selection, sent_before as "sentBefore", reason, messages,
  held_back as "heldBack", asked_by as "askedBy", asked_by_name as "askedByName", asked_at as "askedAt",
  answered_by_name as "answeredByName", answered_at as "answeredAt", decided_at as "decidedAt", ended_at as "endedAt",
  segments_rewritten as "segmentsRewritten", exports_deleted as "exportsDeleted", documents, trouble`

export type NewRemoval = Pick<
  RemovalRow,
  | 'id'
  | 'tenantId'
  | 'cause'
  | 'state'
  | 'selection'
  | 'sentBefore'
  | 'reason'
  | 'messages'
  | 'heldBack'
  | 'askedBy'
  | 'askedByName'
  | 'askedAt'
>

export async function insertRemoval(db: Session, row: NewRemoval): Promise<void> {
  await sql`
    insert into removal (id, tenant_id, cause, state, selection, sent_before, reason, messages, held_back, asked_by,
                         asked_by_name, asked_at, blocks)
    values (${row.id}, ${row.tenantId}, ${row.cause}, ${row.state}, ${JSON.stringify(row.selection)}::jsonb,
            ${row.sentBefore}, ${row.reason}, ${row.messages}, ${row.heldBack}, ${row.askedBy}, ${row.askedByName},
            ${row.askedAt}, ${row.state === 'running'})`.execute(db)
}

export async function findRemoval(
  db: Session,
  tenantId: string,
  id: string,
): Promise<RemovalRow | undefined> {
  const { rows } = await sql<RemovalRow>`
    select ${REMOVAL} from removal where tenant_id = ${tenantId} and id = ${id}`.execute(db)
  return rows[0]
}

/** Newest first, after the one with that place. */
export async function listErasures(
  db: Session,
  tenantId: string,
  page: { limit: number; before: { at: Date; id: string } | undefined },
): Promise<RemovalRow[]> {
  const { at = null, id = null } = page.before ?? {}
  const { rows } = await sql<RemovalRow>`
    select ${REMOVAL} from removal
    where tenant_id = ${tenantId} and cause = 'erasure'
      and (${at}::timestamptz is null or (asked_at, id) < (${at}::timestamptz, ${id}::text))
    order by asked_at desc, id desc limit ${page.limit}`.execute(db)
  return rows
}

/** False when it doesn't wait any more. Approved, it keeps runs from being taken up until it has ended. */
export async function answerRemoval(
  db: Session,
  { tenantId, id }: Pick<RemovalRow, 'tenantId' | 'id'>,
  answer: { readonly state: 'running' | 'rejected'; readonly by: string; readonly at: Date },
): Promise<boolean> {
  const { rows } = await sql`
    update removal set state = ${answer.state}, blocks = ${answer.state === 'running'},
                       answered_by_name = ${answer.by}, answered_at = ${answer.at},
                       ended_at = case when ${answer.state === 'rejected'}::boolean then ${answer.at}::timestamptz end
    where tenant_id = ${tenantId} and id = ${id} and state = 'waiting-for-approval' returning id`.execute(db)
  return rows.length > 0
}

/** Oldest first. */
export async function findRunningRemoval(db: Session, tenantId: string): Promise<RemovalRow | undefined> {
  const { rows } = await sql<RemovalRow>`
    select ${REMOVAL} from removal where tenant_id = ${tenantId} and state = 'running'
    order by coalesce(answered_at, asked_at), id limit 1`.execute(db)
  return rows[0]
}

export async function listTenantsWithRunningRemovals(db: Session): Promise<string[]> {
  const { rows } = await sql<{ tenantId: string }>`
    select distinct tenant_id as "tenantId" from removal where state = 'running'`.execute(db)
  return rows.map(({ tenantId }) => tenantId)
}

/** Held until the transaction ends. */
export async function lockVault(trx: Transaction, tenantId: string): Promise<void> {
  await sql`select from tenant where id = ${tenantId} for no key update`.execute(trx)
}

/**
 * From here on no run of the tenant is taken up. False while a live worker is at work on one: it gives way, or ends.
 * `liveWorkerIds` as of a moment ago.
 */
export async function blockRuns(
  trx: Transaction,
  { tenantId, id }: Pick<RemovalRow, 'tenantId' | 'id'>,
  liveWorkerIds: readonly string[],
): Promise<boolean> {
  await lockVault(trx, tenantId)
  await sql`update removal set blocks = true where id = ${id} and state = 'running'`.execute(trx)
  const { rows } = await sql`
    select from run where tenant_id = ${tenantId} and worker_id = any(${liveWorkerIds}::text[]) limit 1`.execute(
    trx,
  )
  return rows.length === 0
}

/** Whether a removal waits for the tenant's run to make way, or is at work. */
export async function areRunsBlocked(db: Session, tenantId: string): Promise<boolean> {
  const { rows } = await sql`
    select from removal where tenant_id = ${tenantId} and state = 'running' and blocks limit 1`.execute(db)
  return rows.length > 0
}

export async function noteDecided(
  trx: Transaction,
  id: string,
  what: { messages: number; heldBack: number; exportsDeleted: number; at: Date },
): Promise<void> {
  await sql`
    update removal set messages = ${what.messages}, held_back = ${what.heldBack},
                       exports_deleted = ${what.exportsDeleted}, decided_at = ${what.at}
    where id = ${id}`.execute(trx)
}

/** Files no catalog knows may hold what is to go, too. */
export async function addRemovalSegments(
  trx: Transaction,
  id: string,
  names: readonly string[],
): Promise<void> {
  await sql`
    insert into removal_segment (removal_id, name) select ${id}, name from unnest(${names}::text[]) as given (name)
    on conflict do nothing`.execute(trx)
}

export async function listRemovalSegments(
  db: Session,
  id: string,
  { limit, except }: { limit: number; except: readonly string[] },
): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select name from removal_segment where removal_id = ${id} and name <> all(${except}::text[])
    order by name collate "C" limit ${limit}`.execute(db)
  return rows.map(({ name }) => name)
}

export async function dropRemovalSegments(db: Session, id: string, names: readonly string[]): Promise<void> {
  await sql`
    delete from removal_segment where removal_id = ${id} and name = any(${names}::text[])`.execute(db)
}

/** They were replaced: whichever removal was to look through them finds nothing there any more. */
export async function dropReplacedSegments(
  db: Session,
  tenantId: string,
  names: readonly string[],
): Promise<void> {
  await sql`
    delete from removal_segment s using removal r
    where r.id = s.removal_id and r.tenant_id = ${tenantId} and s.name = any(${names}::text[])`.execute(db)
}

/** Contents that only removed messages showed. */
export async function listRemovalMedia(
  db: Session,
  { tenantId, id }: Pick<RemovalRow, 'tenantId' | 'id'>,
): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select name from removal_media r
    where removal_id = ${id} and not exists (
      select from media x where x.tenant_id = ${tenantId} and x.name = r.name)`.execute(db)
  return rows.map(({ name }) => name)
}

export async function completeRemoval(
  trx: Transaction,
  id: string,
  end: { segmentsRewritten: number; documents: RemovalRow['documents']; at: Date },
): Promise<void> {
  await sql`delete from removal_media where removal_id = ${id}`.execute(trx)
  await sql`
    update removal set state = 'completed', blocks = false, ended_at = ${end.at}, trouble = null,
                       segments_rewritten = ${end.segmentsRewritten}, documents = ${JSON.stringify(end.documents)}::jsonb
    where id = ${id} and state = 'running'`.execute(trx)
}

/** It is tried again. `blocks`: runs must wait until it was. */
export async function noteTrouble(
  db: Session,
  id: string,
  { trouble, blocks }: { trouble: Notice | null; blocks: boolean },
): Promise<void> {
  await sql`
    update removal set trouble = ${trouble && JSON.stringify(trouble)}::jsonb, blocks = ${blocks}
    where id = ${id} and state = 'running'`.execute(db)
}
