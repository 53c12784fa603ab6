import { sql } from 'kysely'
import type { Database, Session } from '../database/database.ts'
import { monthOf } from '../domain/month.ts'
import type { ConnectionRow, Connections } from './connections.ts'
import { dropDraft } from './create-drafts.ts'
import type { QuotaChange } from './ledger.ts'
import { changeQuota } from './ledger-statements.ts'

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
        await dropDraft(trx, row.tenantId, 'rotation')
        await saveBeside(trx, row, quota)
      }),

    update: (row, quota) =>
      kysely.transaction().execute(async (trx) => {
        const { rows } = await sql`
          select tenant_id from connection
          where tenant_id = ${row.tenantId} and lower(application_id) = lower(${row.applicationId})
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
        await dropDraft(trx, tenantId, 'rotation')
        // Of a setup that was left: older than what is in use now, it would take its place at the next save.
        await sql`
          delete from draft_credential
          where purpose = 'setup' and tenant_id = ${tenantId} and lower(application_id) = lower(${applicationId})
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
        await sql`delete from onboarding where tenant_id = ${tenantId}`.execute(trx)
        await sql`delete from draft_credential where tenant_id = ${tenantId}`.execute(trx)
        await sql`delete from health_item where tenant_id = ${tenantId}`.execute(trx)
        const { rows } = await sql`
          delete from connection where tenant_id = ${tenantId} returning tenant_id
        `.execute(trx)
        return rows.length > 0
      }),
  }
}

/** The setup it came from is over. One of another application goes on, with its draft. */
async function saveBeside(
  trx: Session,
  { tenantId, applicationId, testedAt }: ConnectionRow,
  quota: QuotaChange | undefined,
): Promise<void> {
  if (quota !== undefined) await changeQuota(trx, tenantId, quota, monthOf(testedAt))
  const isOver = sql`
    tenant_id = ${tenantId} and (application_id is null or lower(application_id) = lower(${applicationId}))
  `
  await sql`delete from onboarding where ${isOver}`.execute(trx)
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
