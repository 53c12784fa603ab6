/**
 * Names of senders. Rosters leave names out (Learn: `displayName` of a member is null in most samples), and the directory
 * knows only its own people: then the name on somebody's newest archived message is the one their chats are known by.
 */
import { type Kysely, sql } from 'kysely'
import type { Schema } from '../database/schema.ts'
import type { PlacedRecord } from './placed-record.ts'
import { storableId, storableText } from './storable.ts'

/** Characters kept of a name: who writes more than that wants to be noticed. */
const LONGEST_NAME = 256

type Named = { readonly id: string; readonly name: string; readonly at: string }

export async function recordNames(
  db: Kysely<Schema>,
  tenantId: string,
  rows: readonly PlacedRecord[],
): Promise<void> {
  const newest = new Map<string, Named>()
  for (const named of rows.flatMap(namedBy)) {
    const known = newest.get(named.id)
    if (known === undefined || Date.parse(known.at) <= Date.parse(named.at)) newest.set(named.id, named)
  }
  if (newest.size === 0) return
  const names = [...newest.values()]
  await sql`
    insert into sender_name (tenant_id, id, name, sent_at)
    select ${tenantId}, id, name, sent_at
    from unnest(${names.map(({ id }) => id)}::text[], ${names.map(({ name }) => name)}::text[],
                ${names.map(({ at }) => at)}::text[]::timestamptz[]) as named (id, name, sent_at)
    order by id
    on conflict (tenant_id, id) do update set name = excluded.name, sent_at = excluded.sent_at
    where excluded.sent_at >= sender_name.sent_at and excluded.name <> sender_name.name`.execute(db)
}

function namedBy({ record }: PlacedRecord): Named[] {
  if (record.kind !== 'message') return []
  const { from, createdDateTime: at } = record.message
  const { id, displayName } = objectOf(objectOf(from).user)
  if (typeof id !== 'string' || typeof displayName !== 'string' || displayName.trim() === '') return []
  return [{ id: storableId(id), name: storableText(displayName.trim().slice(0, LONGEST_NAME)), at }]
}

/** An empty one in place of what is none: rows are kept as they came. */
function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}
