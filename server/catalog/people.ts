/**
 * Reads people. Who is in scope follows from the directory and the chosen scope:
 *
 *   mode all       every enabled member the directory lists
 *   mode selected  those named one by one, also when their account is disabled (somebody who left), and the enabled
 *                  members of the groups
 *
 * never the excluded ones, and never guests: their mailbox is in another tenant.
 */
import { type RawBuilder, sql } from 'kysely'
import type { Session } from '../database/database.ts'
import { type Fault, LACKS } from '../domain/run.ts'
import { containing } from './like-pattern.ts'

/** A scope with its groups resolved to people. */
export type ResolvedScope = {
  readonly mode: 'all' | 'selected'
  readonly subjectIds: readonly string[]
  readonly groupMemberIds: readonly string[]
  readonly excludeSubjectIds: readonly string[]
}

/**
 *   deleted    the directory does not list this person (any more); the archive keeps what it has
 *   disabled   the account is disabled
 *   cannot-chat  the export says that there is nothing to read: a room, a scanner, an account without a license
 *   failing    the last attempt left a fault that stands
 *   protected  read to the end of a window
 *   partial    some of it is read, the rest waits to be continued
 *   never      not backed up yet
 */
export type PersonState =
  | 'never'
  | 'protected'
  | 'partial'
  | 'cannot-chat'
  | 'failing'
  | 'disabled'
  | 'deleted'

export type PersonRow = {
  readonly id: string
  readonly displayName: string
  readonly userPrincipalName: string
  readonly enabled: boolean
  readonly inScope: boolean
  readonly lastBackupAt: Date | null
  readonly watermark: Date | null
  /** Read newest first: from here on everything is, what is older waits. Null where nothing older waits. */
  readonly recentFrom: Date | null
  readonly state: PersonState
  readonly conversations: number
  readonly fault: Pick<Fault, 'code' | 'notice' | 'detail' | 'hint'> | null
}

export type PersonFilter = { readonly words?: string | undefined; readonly inScope?: boolean | undefined }

/** Where a page ended; names compare by their lower-case form. */
export type PersonKey = { readonly name: string; readonly id: string }

function inScope(scope: ResolvedScope): RawBuilder<boolean> {
  return sql<boolean>`(
    s.listed_at is not null and s.user_type <> 'Guest' and s.id <> all(${scope.excludeSubjectIds}::text[]) and (
      (s.enabled and (${scope.mode}::text = 'all' or s.id = any(${scope.groupMemberIds}::text[])))
      or (${scope.mode}::text = 'selected' and s.id = any(${scope.subjectIds}::text[]))))`
}

const STATE = sql<PersonState>`
  case when s.listed_at is null then 'deleted'
       when not s.enabled then 'disabled'
       when source.last_fault->>'code' = any(${LACKS}::text[]) then 'cannot-chat'
       when source.last_fault is not null then 'failing'
       when source.recent_from is not null then 'partial'
       when source.watermark is not null then 'protected'
       when source.cursor is not null then 'partial'
       else 'never' end`

/** By name. */
export async function listPeople(
  db: Session,
  tenantId: string,
  scope: ResolvedScope,
  filter: PersonFilter,
  page: { limit: number; after?: PersonKey | undefined },
): Promise<PersonRow[]> {
  const { rows } = await sql<PersonRow>`
    select s.id, s.display_name as "displayName", s.user_principal_name as "userPrincipalName", s.enabled,
           ${inScope(scope)} as "inScope", source.last_backup_at as "lastBackupAt", source.watermark,
           source.recent_from as "recentFrom", ${STATE} as state, source.last_fault as fault,
           (select count(*) from (
              select p.conversation_no from participation p where p.subject_no = s.no
              union
              select u.conversation_no from chat_user u join conversation c on c.no = u.conversation_no
              where u.user_id = s.id and c.tenant_id = s.tenant_id and c.by_members and c.last_at is not null
           ) both_ways) as conversations
    from subject s
    left join source on source.tenant_id = s.tenant_id and source.subject_id = s.id
    where s.tenant_id = ${tenantId} and ${matches(scope, filter)} and ${beyond(page.after)}
    order by lower(s.display_name), s.id
    limit ${page.limit}`.execute(db)
  return rows
}

function matches(scope: ResolvedScope, filter: PersonFilter): RawBuilder<unknown> {
  const conditions: RawBuilder<unknown>[] = [sql`true`]
  if (filter.words !== undefined && filter.words.trim() !== '') {
    const pattern = containing(filter.words.trim())
    conditions.push(sql`(s.display_name ilike ${pattern} or s.user_principal_name ilike ${pattern})`)
  }
  if (filter.inScope !== undefined) conditions.push(sql`${inScope(scope)} = ${filter.inScope}::boolean`)
  return sql.join(conditions, sql` and `)
}

function beyond(after: PersonKey | undefined): RawBuilder<unknown> {
  return after === undefined
    ? sql`true`
    : sql`(lower(s.display_name), s.id) > (lower(${after.name}::text), ${after.id}::text)`
}

/** Everyone a run shall back up, in a stable order. */
export async function listInScope(
  db: Session,
  tenantId: string,
  scope: ResolvedScope,
): Promise<{ id: string; displayName: string }[]> {
  const { rows } = await sql<{ id: string; displayName: string }>`
    select s.id, s.display_name as "displayName" from subject s
    where s.tenant_id = ${tenantId} and ${inScope(scope)}
    order by s.no`.execute(db)
  return rows
}

/** Those of `ids` that are nobody's in this tenant. */
export async function listUnknown(db: Session, tenantId: string, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select named.id from unnest(${ids}::text[]) as named (id)
    where not exists (select from subject s where s.tenant_id = ${tenantId} and s.id = named.id)`.execute(db)
  return rows.map(({ id }) => id)
}

/** After the whole directory was read: whoever it did not list at `listedAt` is gone from it. The rows stay. */
export async function markUnlisted(db: Session, tenantId: string, listedAt: Date): Promise<void> {
  await sql`
    update subject set listed_at = null
    where tenant_id = ${tenantId} and listed_at < ${listedAt}::timestamptz`.execute(db)
}

export type PeopleCounts = {
  readonly inScope: number
  readonly total: number
  /** Out of scope because nobody could choose them: guests and disabled accounts. */
  readonly unable: number
  /** In scope, with a watermark and without a standing fault. */
  readonly protected: number
  /** In scope, with a standing fault other than a known lack. */
  readonly failing: number
  /** In scope, and nothing to read there: an account that cannot chat. */
  readonly cannotChat: number
  /** In scope, and not read to the end even once: `protected`, `failing`, `cannotChat` and these are `inScope`. */
  readonly waiting: number
}

export async function countPeople(
  db: Session,
  tenantId: string,
  scope: ResolvedScope,
): Promise<PeopleCounts> {
  const { rows } = await sql<PeopleCounts>`
    select count(*) as total,
           count(*) filter (where in_scope) as "inScope",
           count(*) filter (where not in_scope and unable) as unable,
           count(*) filter (where in_scope and fault_code is null and read) as protected,
           count(*) filter (where in_scope and fault_code is null and not read) as waiting,
           count(*) filter (where in_scope and not fault_code = any(${LACKS}::text[])) as failing,
           count(*) filter (where in_scope and fault_code = any(${LACKS}::text[])) as "cannotChat"
    from (
      select ${inScope(scope)} as in_scope, (not s.enabled or s.user_type = 'Guest') as unable,
             (source.watermark is not null and source.recent_from is null) as read, source.last_fault->>'code' as fault_code
      from subject s
      left join source on source.tenant_id = s.tenant_id and source.subject_id = s.id
      where s.tenant_id = ${tenantId} and s.listed_at is not null
    ) person`.execute(db)
  return rows[0] ?? { inScope: 0, total: 0, unable: 0, protected: 0, failing: 0, cannotChat: 0, waiting: 0 }
}

/** Display names by object id, of those that are known. */
export async function listNames(
  db: Session,
  tenantId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, display_name as name from subject
    where tenant_id = ${tenantId} and id = any(${ids}::text[])`.execute(db)
  return new Map(rows.map(({ id, name }) => [id, name]))
}
