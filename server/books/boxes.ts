/**
 * Every sealed box in the books, whoever put it there. A column of bytes that is neither a box nor known to be something
 * else stops a new master key from being taken: a box that no one listed would be lost with the old key.
 */
import { sql } from 'kysely'
import type { Database } from '../database/database.ts'
import { VaultError } from '../domain/vault-error.ts'

type Place = { readonly table: string; readonly column: string }

/** With what a box is bound to, as SQL over its row. */
const BOXES: readonly (Place & { readonly context: string })[] = [
  { table: 'connection', column: 'credential_box', context: `'credential:' || tenant_id` },
  { table: 'draft_credential', column: 'box', context: `'draft-credential:' || purpose || ':' || tenant_id` },
  {
    table: 'signing_key',
    column: 'box',
    context: `case name when 'master-key' then name else 'signing-key:' || name end`,
  },
  { table: 'alert_channel', column: 'box', context: `'alert-channel:' || tenant_id || ':' || id` },
]

/** Hashes, of ids too, and what the search keeps, which the archive gives again. */
const NO_BOXES: readonly Place[] = [
  { table: 'consent_request', column: 'nonce_hash' },
  { table: 'download_ticket', column: 'ticket_hash' },
  { table: 'removed_message', column: 'key' },
  { table: 'search_words', column: 'words' },
]

export type SealedBox = Place & { readonly context: string; readonly box: Uint8Array }

/** Throws `box-unknown` when the database has bytes of which it isn't known whether they're sealed. */
export async function listSealedBoxes({ kysely }: Pick<Database, 'kysely'>): Promise<SealedBox[]> {
  const { rows: places } = await sql<Place>`
    select table_name::text as "table", column_name::text as "column" from information_schema.columns
    where table_schema = current_schema() and data_type = 'bytea' order by 1, 2`.execute(kysely)
  const found: SealedBox[] = []
  for (const place of places) {
    if (NO_BOXES.some((one) => isSame(one, place))) continue
    const known = BOXES.find((one) => isSame(one, place))
    if (known === undefined) throw unknown(place)
    const { rows } = await sql<Pick<SealedBox, 'context' | 'box'>>`
      select ${sql.raw(known.context)} as context, ${sql.id(place.column)} as box
      from ${sql.table(place.table)} where ${sql.id(place.column)} is not null`.execute(kysely)
    found.push(...rows.map((row) => ({ ...place, ...row })))
  }
  return found
}

/** Unless someone else replaced it meanwhile. */
export async function replaceBox(
  { kysely }: Pick<Database, 'kysely'>,
  { table, column, box }: SealedBox,
  fresh: Uint8Array,
): Promise<void> {
  await sql`
    update ${sql.table(table)} set ${sql.id(column)} = ${fresh} where ${sql.id(column)} = ${box}`.execute(
    kysely,
  )
}

const isSame = (a: Place, b: Place) => a.table === b.table && a.column === b.column

function unknown({ table, column }: Place): VaultError {
  return new VaultError({
    code: 'box-unknown',
    notice: null,
    attempted: 'list everything that is sealed in the database',
    why: `it isn’t known whether ${table}.${column} is sealed`,
    hint: 'This is a bug in Chatvault: report it. Nothing of the database was changed.',
  })
}
