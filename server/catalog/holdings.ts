import { sql } from 'kysely'
import type { Session } from '../database/database.ts'
import { countConversations } from './conversations.ts'

export type Holdings = {
  readonly messages: number
  readonly conversations: number
  readonly people: number
  readonly runs: number
}

/** A tenant's holdings here, independent of its connection. */
export async function countHoldings(db: Session, tenantId: string): Promise<Holdings> {
  const { conversations, messages } = await countConversations(db, tenantId)
  const { rows } = await sql<Pick<Holdings, 'people' | 'runs'>>`
    select (select count(*) from subject where tenant_id = ${tenantId}) as people,
           (select count(*) from run where tenant_id = ${tenantId}) as runs`.execute(db)
  return { conversations, messages, people: rows[0]?.people ?? 0, runs: rows[0]?.runs ?? 0 }
}
