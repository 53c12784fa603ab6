/** What files of the archive hold, as the catalog knows it: for whoever must be told that one can't be read. */
import { type RawBuilder, sql } from 'kysely'
import type { Session } from '../database/database.ts'

/** `messages`: of which a version is in the file. `people`: backed-up people of the chats these are of, by name. */
export type Holding = {
  readonly file: string
  readonly messages: number
  readonly conversations: number
  readonly from: Date
  readonly to: Date
  readonly peopleCount: number
  readonly people: readonly { readonly id: string; readonly displayName: string }[]
}

/** Names that are given of each file. */
const PEOPLE = 10

/** Of segments by their object names; what the catalog doesn't know is left out. */
export function describeSegments(
  db: Session,
  tenantId: string,
  names: readonly string[],
): Promise<Holding[]> {
  return describe(
    db,
    sql`
    select s.name as file, m.no, m.conversation_no, m.created_at
    from segment s join revision r on r.segment_no = s.no join message m on m.no = r.message_no
    where s.tenant_id = ${tenantId} and s.name = any(${names}::text[])`,
  )
}

/** Of media by their object names: the messages that show them. */
export function describeMedia(db: Session, tenantId: string, names: readonly string[]): Promise<Holding[]> {
  return describe(
    db,
    sql`
    select d.name as file, m.no, m.conversation_no, m.created_at
    from media d join message m on m.conversation_no = d.conversation_no and m.id = d.message_id
    where d.tenant_id = ${tenantId} and d.name = any(${names}::text[])`,
  )
}

/** `shown`: rows of (file, no, conversation_no, created_at), a message perhaps several times. */
async function describe(db: Session, shown: RawBuilder<unknown>): Promise<Holding[]> {
  const { rows } = await sql<Holding>`
    with shown as (${shown}),
    figures as (
      select file, count(distinct no) as messages, count(distinct conversation_no) as conversations,
             min(created_at) as "from", max(created_at) as "to"
      from shown group by file),
    present as (
      select distinct c.file, p.subject_no
      from (select distinct file, conversation_no from shown) c
      join participation p on p.conversation_no = c.conversation_no),
    named as (
      select p.file, s.id, s.display_name, row_number() over (partition by p.file order by s.display_name, s.id) as place
      from present p join subject s on s.no = p.subject_no)
    select f.file, f.messages, f.conversations, f."from", f."to",
           (select count(*) from present p where p.file = f.file) as "peopleCount",
           coalesce((select jsonb_agg(jsonb_build_object('id', n.id, 'displayName', n.display_name) order by n.place)
                     from named n where n.file = f.file and n.place <= ${PEOPLE}), '[]') as people
    from figures f order by f.file`.execute(db)
  return rows
}
