/**
 * Rows as PostgreSQL writes whole rows (`select t::text`), so that every type comes back exactly, whatever a table has.
 * Both kinds of database write the same: their sessions have the same settings (database/session.ts).
 */
import { type RawBuilder, sql } from 'kysely'
import type { Session, Transaction } from '../../database/database.ts'

export type TableShape = {
  readonly name: string
  /** In the order of the table, without those the database computes. */
  readonly columns: readonly string[]
  /** Tables that must be filled before this one. */
  readonly references: readonly string[]
}

/** How far a table's own numbers have been given out: some were given to rows that are gone. */
export type Numbering = { readonly table: string; readonly column: string; readonly last: string }

const BATCH = 2000

/** Every table of the product's schema, by name. */
export async function describeTables(session: Session): Promise<Map<string, TableShape>> {
  const { rows } = await sql<TableShape>`
    select c.relname::text as name,
           array(select a.attname::text from pg_attribute a
                 where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
                 order by a.attnum) as columns,
           array(select distinct r.relname::text from pg_constraint f join pg_class r on r.oid = f.confrelid
                 where f.conrelid = c.oid and f.contype = 'f' and f.confrelid <> c.oid) as references
    from pg_class c
    where c.relnamespace = to_regnamespace(current_schema()) and c.relkind = 'r'
    order by c.relname`.execute(session)
  return new Map(rows.map((shape) => [shape.name, shape]))
}

/** Each table after those it refers to. Throws when two refer to each other. */
export function inOrderOfReference(tables: readonly TableShape[]): TableShape[] {
  const ordered: TableShape[] = []
  const waiting = new Set(tables)
  while (waiting.size > 0) {
    const names = new Set([...waiting].map(({ name }) => name))
    const ready = [...waiting].filter(({ references }) => !references.some((name) => names.has(name)))
    if (ready.length === 0) throw new Error(`these tables refer to each other: ${[...names].join(', ')}`)
    for (const table of ready) waiting.delete(table)
    ordered.push(...ready)
  }
  return ordered
}

/** All rows of a table as the transaction sees it, some thousand at a time. */
export async function* readRows(trx: Transaction, table: string): AsyncIterable<string[]> {
  await sql`declare books_copy no scroll cursor for
            select whole_row::text as text from ${sql.table(table)} as whole_row`.execute(trx)
  for (;;) {
    const { rows } = await sql<{ text: string }>`fetch ${number(BATCH)} from books_copy`.execute(trx)
    if (rows.length > 0) yield rows.map(({ text }) => text)
    if (rows.length < BATCH) break
  }
  await sql`close books_copy`.execute(trx)
}

/** A statement that can't take parameters. */
const number = (value: number): RawBuilder<unknown> => sql.raw(String(value))

export async function writeRows(trx: Transaction, table: TableShape, rows: readonly string[]): Promise<void> {
  const columns = sql.join(table.columns.map((column) => sql.id(column)))
  const values = sql.join(table.columns.map((column) => sql`(whole_row).${sql.id(column)}`))
  await sql`
    insert into ${sql.table(table.name)} (${columns}) overriding system value
    select ${values}
    from (select unnest(${rows}::text[])::${sql.table(table.name)} as whole_row offset 0) as read`.execute(
    trx,
  )
}

/** Of tables that number their own rows. */
export async function readNumberings(session: Session, tables: readonly TableShape[]): Promise<Numbering[]> {
  const { rows } = await sql<{ table: string; column: string; sequence: string }>`
    select c.relname::text as table, a.attname::text as column,
           pg_get_serial_sequence(quote_ident(c.relname), a.attname) as sequence
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attidentity <> ''
    where c.relnamespace = to_regnamespace(current_schema()) and c.relname = any (${tables.map(({ name }) => name)})
    order by 1, 2`.execute(session)
  const found: Numbering[] = []
  for (const { table, column, sequence } of rows) {
    const { rows: state } = await sql<{ last: string }>`
      select last_value::text as last from ${sql.raw(sequence)} where is_called`.execute(session)
    for (const { last } of state) found.push({ table, column, last })
  }
  return found
}

export async function writeNumbering(trx: Transaction, { table, column, last }: Numbering): Promise<void> {
  await sql`
    select setval(pg_get_serial_sequence(quote_ident(${table}), ${column}), ${last}::text::bigint)`.execute(
    trx,
  )
}

/** Names of the tables that have a row. */
export async function listFilled(session: Session, tables: Iterable<string>): Promise<string[]> {
  const filled: string[] = []
  for (const table of tables) {
    const { rows } = await sql`select from ${sql.table(table)} limit 1`.execute(session)
    if (rows.length > 0) filled.push(table)
  }
  return filled
}
