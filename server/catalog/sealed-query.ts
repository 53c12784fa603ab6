/** What is looked for, as codes (search-texts.ts). */
import { type RawBuilder, sql } from 'kysely'

/** A tsquery of codes for the versions indexed by one version of the tokens; undefined: words don't narrow. */
export type SealedQuery = { readonly version: number; readonly words: string | undefined }

/** Rows of `table` that one of the queries finds; none without a query. With one version of the tokens in use, as nearly always, it is not asked for. */
export function wordsMatch(queries: readonly SealedQuery[], table: 't' | 's'): RawBuilder<unknown> {
  const of = ({ words }: SealedQuery) =>
    words === undefined ? sql`true` : sql`${sql.ref(`${table}.words`)} @@ ${words}::tsquery`
  const [only] = queries
  if (only === undefined) return sql`false`
  if (queries.length === 1) return of(only)
  const each = queries.map((query) => sql`${sql.ref(`${table}.version`)} = ${query.version} and ${of(query)}`)
  return sql`(${sql.join(each, sql` or `)})`
}
