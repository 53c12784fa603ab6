import { sql, type Updateable } from 'kysely'
import type { Database } from '../database/database.ts'
import type { Schema } from '../database/schema.ts'
import type { DraftRow, OnboardingAnswers, Onboardings, StepRow } from './onboardings.ts'

type Columns = Updateable<Schema['onboarding']>

export function createOnboardings({ kysely }: Pick<Database, 'kysely'>): Onboardings {
  async function update(tenantId: string, columns: Columns, at: Date): Promise<void> {
    await sql`
      insert into onboarding (tenant_id, updated_at) values (${tenantId}, ${at}) on conflict do nothing
    `.execute(kysely)
    const changed = { ...columns, updated_at: at }
    await kysely.updateTable('onboarding').set(changed).where('tenant_id', '=', tenantId).execute()
  }

  return {
    find: async (tenantId) => {
      const row = await kysely
        .selectFrom('onboarding')
        .selectAll()
        .where('tenant_id', '=', tenantId)
        .executeTakeFirst()
      if (row === undefined) return undefined
      return {
        way: row.way,
        applicationId: row.application_id,
        displayName: row.display_name,
        leastSet: row.least_set,
        testMailbox: row.test_mailbox,
        monthlyLimit: row.limit_chosen ? row.monthly_limit : undefined,
        draft: draftOf(row),
        steps: row.steps as readonly StepRow[],
        updatedAt: row.updated_at,
      }
    },

    set: (tenantId, change, at) => update(tenantId, columnsOf(change), at),

    setDraft: (tenantId, draft, at) =>
      update(
        tenantId,
        {
          draft_kind: draft?.kind ?? null,
          draft_box: draft?.box ?? null,
          draft_hint: draft?.hint ?? null,
          draft_expires_at: draft?.expiresAt ?? null,
          draft_key_id: draft?.keyId ?? null,
          draft_certificate: draft?.certificate ?? null,
        },
        at,
      ),

    end: async (tenantId) => {
      await sql`delete from onboarding where tenant_id = ${tenantId}`.execute(kysely)
    },
  }
}

function columnsOf(change: Partial<OnboardingAnswers> & { readonly steps?: readonly StepRow[] }): Columns {
  const { way, applicationId, displayName, leastSet, testMailbox, monthlyLimit, steps } = change
  return {
    ...(way !== undefined && { way }),
    ...(applicationId !== undefined && { application_id: applicationId }),
    ...(displayName !== undefined && { display_name: displayName }),
    ...(leastSet !== undefined && { least_set: leastSet }),
    ...(testMailbox !== undefined && { test_mailbox: testMailbox }),
    ...(monthlyLimit !== undefined && { limit_chosen: true, monthly_limit: monthlyLimit }),
    ...(steps !== undefined && { steps: JSON.stringify(steps) }),
  }
}

function draftOf(row: {
  draft_kind: DraftRow['kind'] | null
  draft_box: Uint8Array | null
  draft_hint: string | null
  draft_expires_at: Date | null
  draft_key_id: string | null
  draft_certificate: string | null
}): DraftRow | null {
  if (row.draft_kind === null || row.draft_box === null) return null
  return {
    kind: row.draft_kind,
    box: row.draft_box,
    hint: row.draft_hint ?? '',
    expiresAt: row.draft_expires_at,
    keyId: row.draft_key_id,
    certificate: row.draft_certificate,
  }
}
