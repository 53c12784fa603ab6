/** Which messages someone may be shown, as a condition that every reading of the catalog can bear. */
import { sql } from 'kysely'
import type { Session } from '../database/database.ts'
import type { Reach } from './messages.ts'
import { type Selection, selected } from './selection.ts'

/** What at least one of the selections chooses; nothing without any. */
export function reachOf(selections: readonly Selection[]): Reach {
  if (selections.length === 0) return sql`false`
  return sql`(${sql.join(
    selections.map((selection) => sql`(${selected(selection)})`),
    sql` or `,
  )})`
}

/** Of these selections those that choose a message of the conversation, by their place in the list. */
export async function listReaching(
  db: Session,
  tenantId: string,
  conversationNo: number,
  selections: readonly Selection[],
): Promise<number[]> {
  const reaching: number[] = []
  for (const [place, selection] of selections.entries()) {
    const { rows } = await sql`
      select from conversation c
      where c.no = ${conversationNo} and c.tenant_id = ${tenantId}
        and exists (select from message m where m.conversation_no = c.no and ${selected(selection)})`.execute(
      db,
    )
    if (rows.length > 0) reaching.push(place)
  }
  return reaching
}
