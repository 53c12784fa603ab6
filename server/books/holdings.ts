/** What the books hold that must have its counterpart in the archive, or under the master key. Looked at when a vault opens. */
import { sql } from 'kysely'
import type { Session } from '../database/database.ts'

/** The sealed boxes of all tenants. */
export async function listBoxes(db: Session): Promise<Uint8Array[]> {
  const { rows } = await sql<{ box: Uint8Array }>`
    select credential_box as box from connection
    union all select box from draft_credential
    union all select box from signing_key`.execute(db)
  return rows.map(({ box }) => box)
}

/** Tenants of which the books or the catalog say that something is archived. */
export async function listArchivedTenants(db: Session): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id::text from tenant t
    where exists (select from segment s where s.tenant_id = t.id)
       or exists (select from run r where r.tenant_id = t.id and r.document_digest is not null)
    order by id`.execute(db)
  return rows.map(({ id }) => id)
}

/** The newest of these runs that neither books nor catalog know; ids sort by time. */
export async function findUnknownRun(
  db: Session,
  tenantId: string,
  runIds: ReadonlySet<string>,
): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    select id from unnest(${[...runIds]}::text[]) as archived (id)
    where not exists (select from run where tenant_id::text = ${tenantId} and run.id = archived.id)
      and not exists (select from segment where tenant_id::text = ${tenantId} and run_id = archived.id)
    order by id desc limit 1`.execute(db)
  return rows[0]?.id
}
