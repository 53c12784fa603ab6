/** The setup of a connection while it is in progress: at most one a tenant. */

import { sql, type Updateable } from 'kysely'
import type { Database, Session } from '../database/database.ts'
import type { Schema } from '../database/schema.ts'
import type { Notice } from '../domain/notice.ts'
import { type DraftRow, dropDraft, findDraft, keepDraft } from './drafts.ts'

export type StepRow = {
  readonly name: string
  readonly state: 'not-started' | 'done' | 'needs-attention'
  readonly code: string
  /** Absent in rows of before notices. */
  readonly notice: Notice | null | undefined
  readonly detail: string
  readonly hint: string
  /** RFC 3339. */
  readonly checkedAt: string | null
}

/** The values that the operator entered. */
export type SetupAnswers = {
  readonly way: 'automatic' | 'manual' | null
  readonly applicationId: string | null
  readonly displayName: string | null
  readonly leastSet: boolean
  readonly testMailbox: string | null
  /** Undefined until it was chosen; null: unlimited. */
  readonly monthlyLimit: number | null | undefined
}

export type SetupRow = SetupAnswers & {
  /** Its credential, which is not in use yet. */
  readonly draft: DraftRow | null
  /** Those Microsoft was asked about. */
  readonly steps: readonly StepRow[]
  readonly updatedAt: Date
}

/** Members left out don't change. A draft replaces the one before, which is destroyed; null only destroys it. */
export type SetupChange = Partial<Omit<SetupRow, 'updatedAt'>>

export type Setups = {
  find(tenantId: string): Promise<SetupRow | undefined>
  /**
   * Decided from how it is at that moment (undefined: there is none), while no one else changes it; without a decision
   * nothing is done. The row is made when there is none.
   */
  change(
    tenantId: string,
    decide: (now: SetupRow | undefined) => SetupChange | undefined,
    at: Date,
  ): Promise<void>
  /** With its draft. */
  end(tenantId: string): Promise<void>
}

export function createSetups({ kysely }: Pick<Database, 'kysely'>): Setups {
  return {
    find: (tenantId) => findRow(kysely, tenantId),

    change: (tenantId, decide, at) =>
      kysely.transaction().execute(async (trx) => {
        const found = await findLocked(trx, tenantId)
        if (found === undefined) {
          if (decide(undefined) === undefined) return
          // The smallest set of permissions, until someone chooses the wider one.
          await sql`
            insert into setup (tenant_id, least_set, updated_at) values (${tenantId}, true, ${at})
            on conflict do nothing
          `.execute(trx)
        }
        const change = decide(found ?? (await findLocked(trx, tenantId)))
        if (change === undefined) return
        const columns = { ...columnsOf(change), updated_at: at }
        await trx.updateTable('setup').set(columns).where('tenant_id', '=', tenantId).execute()
        if (change.draft === null) await dropDraft(trx, tenantId, 'setup')
        else if (change.draft !== undefined) await keepDraft(trx, tenantId, 'setup', change.draft)
      }),

    end: (tenantId) =>
      kysely.transaction().execute(async (trx) => {
        await sql`delete from setup where tenant_id = ${tenantId}`.execute(trx)
        await dropDraft(trx, tenantId, 'setup')
      }),
  }
}

async function findLocked(trx: Session, tenantId: string): Promise<SetupRow | undefined> {
  await sql`select from setup where tenant_id = ${tenantId} for update`.execute(trx)
  return findRow(trx, tenantId)
}

async function findRow(session: Session, tenantId: string): Promise<SetupRow | undefined> {
  const row = await session
    .selectFrom('setup')
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
    draft: (await findDraft(session, tenantId, 'setup')) ?? null,
    steps: row.steps as readonly StepRow[],
    updatedAt: row.updated_at,
  }
}

function columnsOf(change: SetupChange): Updateable<Schema['setup']> {
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
