/** Takes messages out of the catalog for good, and counts what would go. Of an archive whose segments still have them. */
import { type RawBuilder, sql } from 'kysely'
import type { Session, Transaction } from '../database/database.ts'
import { removedKeyOf } from './removed.ts'
import { forgetTexts } from './search-texts.ts'
import { type Selection, selected } from './selection.ts'

/** `messages` and `conversations`: what would go; `heldBack`: what is chosen too, and held. */
export type Removable = {
  readonly messages: number
  readonly conversations: number
  readonly heldBack: number
}

export async function countRemovable(
  db: Session,
  tenantId: string,
  chosen: Selection,
  held: readonly Selection[],
): Promise<Removable> {
  const { rows } = await sql<Removable>`
    select count(*) filter (where not held) as messages,
           count(distinct conversation_no) filter (where not held) as conversations,
           count(*) filter (where held) as "heldBack"
    from (select m.conversation_no, ${isHeld(held)} as held
          from message m join conversation c on c.no = m.conversation_no
          where c.tenant_id = ${tenantId} and ${selected(chosen)}) one`.execute(db)
  return rows[0] ?? { messages: 0, conversations: 0, heldBack: 0 }
}

export async function countSelected(db: Session, tenantId: string, chosen: Selection): Promise<number> {
  const { rows } = await sql<{ messages: number }>`
    select count(*) as messages from message m join conversation c on c.no = m.conversation_no
    where c.tenant_id = ${tenantId} and ${selected(chosen)}`.execute(db)
  return rows[0]?.messages ?? 0
}

function isHeld(held: readonly Selection[]): RawBuilder<unknown> {
  if (held.length === 0) return sql`false`
  return sql`(${sql.join(
    held.map((one) => sql`(${selected(one)})`),
    sql` or `,
  )})`
}

/** Finished exports, and what each was to hold. */
export type ExportChoice = { readonly id: string; readonly selection: Selection }

export type Forgotten = { readonly messages: number; readonly heldBack: number; readonly exports: string[] }

/**
 * Chooses and forgets in one: from here on the messages are in no list, found by no search, and remembered as removed. What is
 * left to do is written down: `removal_segment` has the files that may hold them, `removal_media` the contents nothing else
 * shows. Answers which of the exports hold some of them.
 */
export async function forgetMessages(
  trx: Transaction,
  { tenantId, removalId }: { readonly tenantId: string; readonly removalId: string },
  {
    chosen,
    held,
    exports,
  }: {
    readonly chosen: Selection
    readonly held: readonly Selection[]
    readonly exports: readonly ExportChoice[]
  },
): Promise<Forgotten> {
  await sql`
    create temporary table doomed (no bigint primary key, conversation_no integer, chat_id text, id text) on commit drop`.execute(
    trx,
  )
  await sql`
    insert into doomed
    select m.no, m.conversation_no, c.id, m.id from message m join conversation c on c.no = m.conversation_no
    where c.tenant_id = ${tenantId} and ${selected(chosen)} and not ${isHeld(held)}`.execute(trx)
  await sql`analyze doomed`.execute(trx)
  const { heldBack } = await countRemovable(trx, tenantId, chosen, held)
  const inExports = await listWithDoomed(trx, exports)
  await sql`
    insert into removed_message (tenant_id, key)
    select ${tenantId}, ${removedKeyOf(sql`chat_id`, sql`id`)} from doomed on conflict do nothing`.execute(
    trx,
  )
  await noteWork(trx, tenantId, removalId)
  await forgetRows(trx)
  const { rows } = await sql<{ messages: number }>`select count(*) as messages from doomed`.execute(trx)
  await sql`drop table doomed`.execute(trx)
  return { messages: rows[0]?.messages ?? 0, heldBack, exports: inExports }
}

async function listWithDoomed(trx: Transaction, exports: readonly ExportChoice[]): Promise<string[]> {
  const found: string[] = []
  for (const { id, selection } of exports) {
    const { rows } = await sql`
      select from doomed d join message m on m.no = d.no join conversation c on c.no = m.conversation_no
      where ${selected(selection)} limit 1`.execute(trx)
    if (rows.length > 0) found.push(id)
  }
  return found
}

async function noteWork(trx: Transaction, tenantId: string, removalId: string): Promise<void> {
  await sql`
    insert into removal_segment (removal_id, name)
    select ${removalId}, s.name from segment s
    where s.tenant_id = ${tenantId} and exists (select from doomed) and (s.unplaced
      or s.no in (select r.segment_no from revision r join doomed d on d.no = r.message_no)
      or s.no in (select x.segment_no from media x
                  join doomed d on d.conversation_no = x.conversation_no and d.id = x.message_id))
    on conflict do nothing`.execute(trx)
  await sql`
    insert into removal_media (removal_id, name)
    select distinct ${removalId}, x.name from media x
    join doomed d on d.conversation_no = x.conversation_no and d.id = x.message_id
    where x.name is not null
    on conflict do nothing`.execute(trx)
}

async function forgetRows(trx: Transaction): Promise<void> {
  await forgetTexts(trx, sql`select no from doomed`)
  await sql`
    delete from media x using doomed d where d.conversation_no = x.conversation_no and d.id = x.message_id`.execute(
    trx,
  )
  await sql`delete from further_sighting where message_no in (select no from doomed)`.execute(trx)
  await sql`delete from later_revision where message_no in (select no from doomed)`.execute(trx)
  await sql`delete from message where no in (select no from doomed)`.execute(trx)
  await sql`
    update conversation c set message_count = n.messages, first_at = n.first_at, last_at = n.last_at
    from (select a.no, count(m.no)::int as messages, min(m.created_at) as first_at, max(m.created_at) as last_at
          from (select distinct conversation_no as no from doomed) a
          left join message m on m.conversation_no = a.no group by a.no) n
    where c.no = n.no`.execute(trx)
}
