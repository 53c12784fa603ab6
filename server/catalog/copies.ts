/** How often the messages of the archive stand in mailboxes: what reading every copy would return. */
import { sql } from 'kysely'
import type { Session } from '../database/database.ts'

/** `copies`: one for each person of the organization who takes part in the chat now, or did. */
export type Copies = { readonly messages: number; readonly copies: number }

/** One row is read for each chat and person in it, none for messages. */
export async function countCopies(db: Session, tenantId: string): Promise<Copies> {
  const { rows } = await sql<Copies>`
    select coalesce(sum(c.message_count), 0)::bigint as messages,
           coalesce(sum(c.message_count * p.people), 0)::bigint as copies
    from conversation c
    join (
      select conversation_no, count(*) as people
      from (
        select conversation_no, subject_no from participation
        union
        select u.conversation_no, s.no from chat_user u
        join subject s on s.tenant_id = ${tenantId} and s.id = u.user_id
      ) one
      group by conversation_no
    ) p on p.conversation_no = c.no
    where c.tenant_id = ${tenantId}`.execute(db)
  return rows[0] ?? { messages: 0, copies: 0 }
}
