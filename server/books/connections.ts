import { sql } from 'kysely'
import type { Database, Session } from '../database/database.ts'
import type { Notice } from '../domain/notice.ts'
import { dropDraft } from './drafts.ts'
import type { QuotaChange } from './ledger.ts'
import { changeQuota } from './ledger-statements.ts'

export type CheckRow = {
  readonly name: 'token' | 'permissions' | 'organization' | 'mailbox' | 'export'
  readonly ok: boolean
  readonly code: string
  /** Absent in rows of before notices. */
  readonly notice: Notice | null | undefined
  readonly detail: string
  readonly hint: string
  /** Microsoft answered 402. */
  readonly asksForBilling?: true
  /** Microsoft was away or asked to wait: it says nothing about the connection. */
  readonly passing?: true
}

/** Our standing link to a tenant: one per tenant. The credential is a sealed box; only the connect service opens it. */
export type ConnectionRow = {
  readonly tenantId: string
  readonly applicationId: string
  readonly credentialKind: 'secret' | 'certificate'
  readonly credentialBox: Uint8Array
  readonly credentialHint: string
  readonly credentialSetAt: Date
  readonly credentialExpiresAt: Date | null
  /** By which the app's registration lists it; null where no one told. */
  readonly credentialKeyId: string | null
  readonly testMailbox: string
  readonly organizationName: string | null
  readonly costAcknowledgedAt: Date
  readonly costAcknowledgedBy: string
  readonly status: 'active' | 'failing'
  readonly checks: readonly CheckRow[]
  readonly testedAt: Date
  readonly testedBy: string
}

/** The stored credential: the sealed box, and the parts that can be shown. */
export type CredentialColumns = Pick<
  ConnectionRow,
  | 'credentialKind'
  | 'credentialBox'
  | 'credentialHint'
  | 'credentialSetAt'
  | 'credentialExpiresAt'
  | 'credentialKeyId'
>

export type Connections = {
  find(tenantId: string): Promise<ConnectionRow | undefined>
  /**
   * With the quota that was agreed to in the same breath: both are saved, or neither. A setup of the same application is
   * over with it, and its draft destroyed; what was known of the health of the connection before is forgotten.
   */
  save(row: ConnectionRow, quota?: QuotaChange): Promise<void>
  /** The same for a row that was found and keeps its credential; false, and nothing saved, when it has another one by now. */
  update(row: ConnectionRow, quota?: QuotaChange): Promise<boolean>
  /** After a later test or a run that was refused. */
  setStatus(
    tenantId: string,
    status: 'active' | 'failing',
    test?: { checks: readonly CheckRow[]; at: Date; by: string },
  ): Promise<void>
  /**
   * Another credential for the same application, in the place of `before`, together with the drafts that were made for
   * it; false, and nothing replaced, when the connection has another one by now.
   */
  replaceCredential(
    before: Pick<ConnectionRow, 'tenantId' | 'applicationId' | 'credentialBox'>,
    credential: CredentialColumns,
  ): Promise<boolean>
  /** Removes the row with its sealed credential, a draft, and what was known of its health; the rest remains. */
  forget(tenantId: string): Promise<boolean>
}

export function createConnections({ kysely }: Pick<Database, 'kysely'>): Connections {
  return {
    find: async (tenantId) => {
      const { rows } = await sql<ConnectionRow>`
        select tenant_id as "tenantId", application_id as "applicationId", credential_kind as "credentialKind",
               credential_box as "credentialBox", credential_hint as "credentialHint",
               credential_set_at as "credentialSetAt", credential_expires_at as "credentialExpiresAt",
               credential_key_id as "credentialKeyId", test_mailbox as "testMailbox", organization_name as "organizationName",
               cost_acknowledged_at as "costAcknowledgedAt", cost_acknowledged_by as "costAcknowledgedBy",
               status, checks, tested_at as "testedAt", tested_by as "testedBy"
        from connection where tenant_id = ${tenantId}
      `.execute(kysely)
      return rows[0]
    },

    save: (row, quota) =>
      kysely.transaction().execute(async (trx) => {
        await upsertConnection(trx, row)
        await dropDraft(trx, row.tenantId, 'replacement')
        await saveBeside(trx, row, quota)
      }),

    update: (row, quota) =>
      kysely.transaction().execute(async (trx) => {
        const { rows } = await sql`
          select tenant_id from connection
          where tenant_id = ${row.tenantId} and application_id = ${row.applicationId}
            and credential_box = ${row.credentialBox}
          for update
        `.execute(trx)
        if (rows.length === 0) return false
        await upsertConnection(trx, row)
        await saveBeside(trx, row, quota)
        return true
      }),

    replaceCredential: ({ tenantId, applicationId, credentialBox }, credential) =>
      kysely.transaction().execute(async (trx) => {
        const { rows } = await sql`
          update connection set
            credential_kind = ${credential.credentialKind}, credential_box = ${credential.credentialBox},
            credential_hint = ${credential.credentialHint}, credential_set_at = ${credential.credentialSetAt},
            credential_expires_at = ${credential.credentialExpiresAt}, credential_key_id = ${credential.credentialKeyId}
          where tenant_id = ${tenantId} and application_id = ${applicationId} and credential_box = ${credentialBox}
          returning tenant_id
        `.execute(trx)
        if (rows.length === 0) return false
        await dropDraft(trx, tenantId, 'replacement')
        // Of a setup that was left: older than what is in use now, it would take its place at the next save.
        await sql`
          delete from draft_credential
          where purpose = 'setup' and tenant_id = ${tenantId} and application_id = ${applicationId}
        `.execute(trx)
        return true
      }),

    setStatus: async (tenantId, status, test) => {
      const checks = test === undefined ? null : JSON.stringify(test.checks)
      await sql`
        update connection set
          status = ${status}, checks = coalesce(${checks}::jsonb, checks),
          tested_at = coalesce(${test?.at ?? null}, tested_at), tested_by = coalesce(${test?.by ?? null}, tested_by)
        where tenant_id = ${tenantId}
      `.execute(kysely)
    },

    forget: (tenantId) =>
      kysely.transaction().execute(async (trx) => {
        await sql`delete from setup where tenant_id = ${tenantId}`.execute(trx)
        await sql`delete from draft_credential where tenant_id = ${tenantId}`.execute(trx)
        await sql`delete from health_item where tenant_id = ${tenantId}`.execute(trx)
        const { rows } = await sql`
          delete from connection where tenant_id = ${tenantId} returning tenant_id
        `.execute(trx)
        return rows.length > 0
      }),
  }
}

/** The setup it came from is over. One of another application continues, with its draft. */
async function saveBeside(
  trx: Session,
  { tenantId, applicationId, testedAt }: ConnectionRow,
  quota: QuotaChange | undefined,
): Promise<void> {
  if (quota !== undefined) await changeQuota(trx, tenantId, quota, testedAt)
  const isOver = sql`
    tenant_id = ${tenantId} and (application_id is null or application_id = ${applicationId})
  `
  await sql`delete from setup where ${isOver}`.execute(trx)
  await sql`delete from draft_credential where purpose = 'setup' and ${isOver}`.execute(trx)
  await sql`delete from health_item where tenant_id = ${tenantId}`.execute(trx)
}

async function upsertConnection(session: Session, row: ConnectionRow): Promise<void> {
  await sql`
        insert into connection (
          tenant_id, application_id, credential_kind, credential_box, credential_hint, credential_set_at,
          credential_expires_at, credential_key_id, test_mailbox, organization_name, cost_acknowledged_at, cost_acknowledged_by,
          status, checks, tested_at, tested_by
        ) values (
          ${row.tenantId}, ${row.applicationId}, ${row.credentialKind}, ${row.credentialBox}, ${row.credentialHint},
          ${row.credentialSetAt}, ${row.credentialExpiresAt}, ${row.credentialKeyId}, ${row.testMailbox}, ${row.organizationName},
          ${row.costAcknowledgedAt}, ${row.costAcknowledgedBy}, ${row.status}, ${JSON.stringify(row.checks)}::jsonb,
          ${row.testedAt}, ${row.testedBy}
        )
        on conflict (tenant_id) do update set
          application_id = excluded.application_id, credential_kind = excluded.credential_kind,
          credential_box = excluded.credential_box, credential_hint = excluded.credential_hint,
          credential_set_at = excluded.credential_set_at, credential_expires_at = excluded.credential_expires_at,
          credential_key_id = excluded.credential_key_id,
          test_mailbox = excluded.test_mailbox, organization_name = excluded.organization_name,
          cost_acknowledged_at = excluded.cost_acknowledged_at, cost_acknowledged_by = excluded.cost_acknowledged_by,
          status = excluded.status, checks = excluded.checks, tested_at = excluded.tested_at,
          tested_by = excluded.tested_by
      `.execute(session)
}
