/**
 * Requirements of a database, checked at start, because they'd otherwise fail in the middle of a paid backup or never be
 * noticed. Each refusal says what to do.
 */
import { VaultError } from '../domain/vault-error.ts'
import type { Ask } from './session.ts'

/** 13 would work too, but PostgreSQL's makers mend it no more (November 2025). Newer ones than tests have seen are let in. */
const OLDEST = 14

/** Names no database: anyone who runs it fills in its own. */
const MAKE_ONE =
  "create database chatvault encoding 'UTF8' lc_collate 'C.UTF-8' lc_ctype 'C.UTF-8' template template0;"
const MOVE =
  `Create a new database with: ${MAKE_ONE} ` +
  'Then copy the old database into it (pg_dump OLD | psql NEW), or start with the empty one and run npm run catalog:rebuild. ' +
  'Set DATABASE_URL to the new one.'

type Found = {
  readonly version: number
  readonly version_name: string
  readonly standby: boolean
  readonly encoding: string
  readonly ctype: string
  readonly replication_role: string
  readonly user_name: string
  readonly name: string
  readonly schema: string | null
  readonly may_create_schemas: boolean
  readonly may_create_tables: boolean | null
}

const FOUND = `
  select current_setting('server_version_num')::int as version, current_setting('server_version') as version_name,
         pg_is_in_recovery() as standby,
         current_setting('server_encoding') as encoding, d.datctype as ctype,
         current_setting('session_replication_role') as replication_role,
         current_user::text as user_name, d.datname::text as name, current_schema()::text as schema,
         has_database_privilege(d.oid, 'CREATE') or to_regnamespace('queue') is not null as may_create_schemas,
         has_schema_privilege(current_schema(), 'CREATE') as may_create_tables
  from pg_database d where d.datname = current_database()
`

/** A ctype without letters takes the first for one word, and keeps the second as it is. */
const KNOWS_LETTERS = `
  select length(to_tsvector('simple', U&'\\4F1A\\8B70\\3001\\660E\\65E5')) = 2 and lower(U&'\\00C4') = U&'\\00E4' as letters
`

/** Migrations of Chatvault in a schema that this user's search path does not begin with. */
const ELSEWHERE = `
  select n.nspname::text as schema from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relname = 'ledger_entry' and c.relkind = 'r' and n.nspname <> current_schema()
    and to_regclass(format('%I.ledger_entry', current_schema())) is null
  order by 1 limit 1
`

/** Throws a `VaultError` for the first demand that is not met. `where` names the database in sentences. */
export async function demandUsable(ask: Ask, where: string): Promise<void> {
  const [found] = (await ask(FOUND)) as Found[]
  if (found === undefined) throw new Error('pg_database doesn’t list the database of this session')
  const refusal = refusalOf(found)
  if (refusal) throw unusable(where, refusal)
  const [known] = await ask(KNOWS_LETTERS)
  if (known?.letters !== true) throw unusable(where, withoutLetters(found))
  const [elsewhere] = await ask(ELSEWHERE)
  if (elsewhere) throw unusable(where, movedAway(found, String(elsewhere.schema)))
}

type Refusal = { readonly code: string; readonly why: string; readonly hint: string }

function refusalOf(found: Found): Refusal | undefined {
  if (found.version < OLDEST * 10_000) return tooOld(found)
  if (found.standby) return standby
  if (found.encoding !== 'UTF8') return wrongEncoding(found)
  if (found.replication_role !== 'origin') return withoutTriggers(found)
  if (found.schema === null) return withoutSchema(found)
  if (!(found.may_create_schemas && found.may_create_tables)) return withoutRights(found)
  return undefined
}

const tooOld = ({ version_name }: Found): Refusal => ({
  code: 'database-too-old',
  why: `it is PostgreSQL ${version_name}, and Chatvault needs ${OLDEST} or newer.`,
  hint: 'Upgrade the server, or set DATABASE_URL to a newer one.',
})

const standby: Refusal = {
  code: 'database-read-only',
  why: 'this server is a standby, which is read-only.',
  hint: 'Set DATABASE_URL to the primary server.',
}

const wrongEncoding = ({ encoding }: Found): Refusal => ({
  code: 'database-encoding',
  why: `it stores text as ${encoding}, which can’t represent the names of many chats. It must be UTF8.`,
  hint: MOVE,
})

const withoutLetters = ({ ctype }: Found): Refusal => ({
  code: 'database-ctype',
  why: `its character type is ${ctype}, which only knows English letters: the search couldn’t recognize words.`,
  hint: MOVE,
})

const withoutTriggers = ({ replication_role, user_name, name }: Found): Refusal => ({
  code: 'database-session',
  why: `sessions begin with session_replication_role ${replication_role}, which turns off the protection of the ledger.`,
  hint: `Reset it: alter role ${quoted(user_name)} reset session_replication_role; alter database ${quoted(name)} reset session_replication_role;`,
})

const withoutSchema = ({ user_name }: Found): Refusal => ({
  code: 'database-schema',
  why: `the search path of ${user_name} names no schema that exists.`,
  hint: `Create one: create schema ${quoted(user_name)} authorization ${quoted(user_name)};`,
})

const withoutRights = ({ user_name, name }: Found): Refusal => ({
  code: 'database-rights',
  why: `the user ${user_name} can’t create tables and schemas in it.`,
  hint: `Make the user its owner: alter database ${quoted(name)} owner to ${quoted(user_name)}; and in that database: grant create on schema public to ${quoted(user_name)};`,
})

const movedAway = ({ user_name, schema }: Found, elsewhere: string): Refusal => ({
  code: 'database-schema',
  why: `Chatvault’s tables are in the schema ${elsewhere}, but the search path of ${user_name} begins with ${schema}.`,
  hint: `Set it back: alter role ${quoted(user_name)} set search_path = ${quoted(elsewhere)};`,
})

function unusable(where: string, refusal: Refusal): VaultError {
  return new VaultError({ ...refusal, notice: null, attempted: `use the database ${where}` })
}

const quoted = (name: string) => (/^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`)
