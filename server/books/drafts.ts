import { sql } from 'kysely'
import type { Database, Session } from '../database/database.ts'

/** Credentials that are not in use yet, one a purpose: the one of a setup, and the one a connection is to change to. */
export type DraftPurpose = 'setup' | 'replacement'

/** The box is sealed; only the drafts' service opens it. */
export type DraftRow = {
  /** Whose it is; null while a setup has no application yet. */
  readonly applicationId: string | null
  readonly kind: 'secret' | 'certificate'
  readonly box: Uint8Array
  readonly hint: string
  readonly expiresAt: Date | null
  readonly keyId: string | null
  /** The public part of a certificate, PEM. */
  readonly certificate: string | null
  readonly madeAt: Date
}

export type Drafts = {
  find(tenantId: string, purpose: DraftPurpose): Promise<DraftRow | undefined>
  /** In the place of the one before, which is destroyed. */
  keep(tenantId: string, purpose: DraftPurpose, draft: DraftRow): Promise<void>
  drop(tenantId: string, purpose: DraftPurpose): Promise<void>
  /** Of every tenant, those made then or before. */
  dropOlder(than: Date): Promise<void>
}

export function createDrafts({ kysely }: Pick<Database, 'kysely'>): Drafts {
  return {
    find: (tenantId, purpose) => findDraft(kysely, tenantId, purpose),
    keep: (tenantId, purpose, draft) => keepDraft(kysely, tenantId, purpose, draft),
    drop: (tenantId, purpose) => dropDraft(kysely, tenantId, purpose),
    dropOlder: async (than) => {
      await sql`delete from draft_credential where made_at <= ${than}`.execute(kysely)
    },
  }
}

export async function findDraft(
  session: Session,
  tenantId: string,
  purpose: DraftPurpose,
): Promise<DraftRow | undefined> {
  const { rows } = await sql<DraftRow>`
    select application_id as "applicationId", kind, box, hint, expires_at as "expiresAt", key_id as "keyId",
           certificate, made_at as "madeAt"
    from draft_credential where tenant_id = ${tenantId} and purpose = ${purpose}
  `.execute(session)
  return rows[0]
}

export async function keepDraft(
  session: Session,
  tenantId: string,
  purpose: DraftPurpose,
  { applicationId, kind, box, hint, expiresAt, keyId, certificate, madeAt }: DraftRow,
): Promise<void> {
  await sql`
    insert into draft_credential (
      tenant_id, purpose, application_id, kind, box, hint, expires_at, key_id, certificate, made_at
    ) values (
      ${tenantId}, ${purpose}, ${applicationId}, ${kind}, ${box}, ${hint}, ${expiresAt}, ${keyId}, ${certificate}, ${madeAt}
    )
    on conflict (tenant_id, purpose) do update set
      application_id = excluded.application_id, kind = excluded.kind, box = excluded.box, hint = excluded.hint,
      expires_at = excluded.expires_at, key_id = excluded.key_id, certificate = excluded.certificate,
      made_at = excluded.made_at
  `.execute(session)
}

export async function dropDraft(session: Session, tenantId: string, purpose: DraftPurpose): Promise<void> {
  await sql`
    delete from draft_credential where tenant_id = ${tenantId} and purpose = ${purpose}
  `.execute(session)
}
