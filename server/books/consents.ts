import { sql } from 'kysely'
import type { Database } from '../database/database.ts'

/** Consent pages we sent operators to, with Entra's answers. */
export type ConsentRequest = {
  readonly tenantId: string
  readonly operatorId: string
  readonly operatorName: string
  /** Lower case. */
  readonly applicationId: string
}

export type ConsentAnswer = {
  readonly at: Date
  readonly outcome: string
  /** Entra's code, where it gave one. */
  readonly code: string | null
}

export type Consents = {
  /** `nonceHash` names the request from now on. */
  open(nonceHash: Uint8Array, request: ConsentRequest, times: { at: Date; expiresAt: Date }): Promise<void>
  isAnswered(nonceHash: Uint8Array): Promise<boolean>
  /** Writes the answer down and tells whose request it was; undefined when there is one already, or no such request. */
  answer(nonceHash: Uint8Array, answer: ConsentAnswer): Promise<ConsentRequest | undefined>
  findLastAnswer(
    tenantId: string,
    applicationId: string,
  ): Promise<(ConsentAnswer & { by: string }) | undefined>
}

/** The audit keeps them for good; here the latest is of interest. */
const KEPT_MS = 30 * 86_400_000

export function createConsents({ kysely }: Pick<Database, 'kysely'>): Consents {
  return {
    open: async (nonceHash, { tenantId, operatorId, operatorName, applicationId }, { at, expiresAt }) => {
      const before = new Date(at.getTime() - KEPT_MS)
      await sql`delete from consent_request where tenant_id = ${tenantId} and created_at < ${before}`.execute(
        kysely,
      )
      await sql`
        insert into consent_request (
          nonce_hash, tenant_id, operator_id, operator_name, application_id, created_at, expires_at
        ) values (
          ${nonceHash}, ${tenantId}, ${operatorId}, ${operatorName}, ${applicationId}, ${at}, ${expiresAt}
        )
      `.execute(kysely)
    },

    isAnswered: async (nonceHash) => {
      const { rows } = await sql`
        select from consent_request where nonce_hash = ${nonceHash} and used_at is not null
      `.execute(kysely)
      return rows.length > 0
    },

    answer: async (nonceHash, { at, outcome, code }) => {
      const { rows } = await sql<ConsentRequest>`
        update consent_request set used_at = ${at}, outcome = ${outcome}, code = ${code}
        where nonce_hash = ${nonceHash} and used_at is null
        returning tenant_id as "tenantId", operator_id as "operatorId", operator_name as "operatorName",
                  application_id as "applicationId"
      `.execute(kysely)
      return rows[0]
    },

    findLastAnswer: async (tenantId, applicationId) => {
      const { rows } = await sql<ConsentAnswer & { by: string }>`
        select used_at as at, outcome, code, operator_name as by
        from consent_request
        where tenant_id = ${tenantId} and application_id = ${applicationId} and used_at is not null
        order by used_at desc
        limit 1
      `.execute(kysely)
      return rows[0]
    },
  }
}
