/** People in the catalog: from the directory, and from the frames of segments. */
import { type Kysely, sql } from 'kysely'
import type { Frame, SubjectRecord } from '../archive/archive.ts'
import type { Schema } from '../database/schema.ts'
import type { PlacedRecord } from './placed-record.ts'
import { storableSubject } from './storable.ts'

/** A row for everyone whose mailbox a frame came from; their numbers by object id. */
export async function ensureSubjects(
  db: Kysely<Schema>,
  tenantId: string,
  frames: readonly Frame[],
): Promise<Map<string, number>> {
  const ids = [...new Set(frames.map(({ header }) => header.subjectId))].filter((id) => id !== null)
  if (ids.length === 0) return new Map()
  await sql`
    insert into subject (tenant_id, id, display_name, user_principal_name, enabled, user_type)
    select ${tenantId}, id, id, id, true, 'Member' from unnest(${ids}::text[]) as named (id)
    order by id
    on conflict (tenant_id, id) do nothing`.execute(db)
  const { rows } = await sql<{ id: string; no: number }>`
    select id, no from subject where tenant_id = ${tenantId} and id = any(${ids}::text[])`.execute(db)
  return new Map(rows.map(({ id, no }) => [id, no]))
}

/** What segments say of people, so that a rebuild knows their names. */
export async function recordSubjects(
  db: Kysely<Schema>,
  tenantId: string,
  rows: readonly PlacedRecord[],
): Promise<void> {
  const subjects = rows.flatMap(({ record }) => (record.kind === 'subject' ? [record.subject] : []))
  if (subjects.length === 0) return
  await upsertSubjects(db, tenantId, subjects, null)
  await sql`
    update subject set archived_as = ${describedAs}
    where tenant_id = ${tenantId} and id = any(${subjects.map(({ id }) => id)}::text[])`.execute(db)
}

/** What an archived record says, as one comparable value. */
const describedAs = sql`concat_ws(chr(31), display_name, user_principal_name, coalesce(mail, ''), enabled, user_type)`

/**
 * Of these people, and of all guests, those whose names the archive lacks or has in an older form. Guests, because nothing
 * else in the archive says that somebody of this tenant is from outside.
 */
export async function listUnarchivedSubjects(
  db: Kysely<Schema>,
  tenantId: string,
  ids: readonly string[],
): Promise<SubjectRecord[]> {
  const { rows } = await sql<SubjectRecord>`
    select id, display_name as "displayName", user_principal_name as "userPrincipalName", mail, enabled,
           user_type as "userType"
    from subject
    where tenant_id = ${tenantId} and (id = any(${ids}::text[]) or user_type = 'Guest')
      and archived_as is distinct from ${describedAs}
    order by id`.execute(db)
  return rows
}

/** `listedAt`: when the directory named them; null from an archive, which leaves that mark as it is. */
export async function upsertSubjects(
  db: Kysely<Schema>,
  tenantId: string,
  subjects: readonly SubjectRecord[],
  listedAt: Date | null,
): Promise<void> {
  const latest = [...new Map(subjects.map(storableSubject).map((subject) => [subject.id, subject])).values()]
  if (latest.length === 0) return
  await sql`
    insert into subject (tenant_id, id, display_name, user_principal_name, mail, enabled, user_type, listed_at)
    select ${tenantId}, id, display_name, user_principal_name, mail, enabled, user_type, ${listedAt}::timestamptz
    from unnest(${latest.map((s) => s.id)}::text[], ${latest.map((s) => s.displayName)}::text[],
                ${latest.map((s) => s.userPrincipalName)}::text[], ${latest.map((s) => s.mail)}::text[],
                ${latest.map((s) => s.enabled)}::boolean[], ${latest.map((s) => s.userType)}::text[])
      as named (id, display_name, user_principal_name, mail, enabled, user_type)
    order by id
    on conflict (tenant_id, id) do update set
      display_name = excluded.display_name,
      user_principal_name = excluded.user_principal_name,
      mail = excluded.mail,
      enabled = excluded.enabled,
      user_type = excluded.user_type,
      listed_at = coalesce(excluded.listed_at, subject.listed_at)`.execute(db)
}
