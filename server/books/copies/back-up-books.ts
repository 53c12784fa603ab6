/**
 * Writes what can't be rebuilt from the archive to a folder, sealed, as it was at one instant. On a server others work on
 * meanwhile; an embedded database has one session, so its statements wait until the rows are read.
 */
import { sql } from 'kysely'
import type { Database, Session } from '../../database/database.ts'
import { syncTree } from '../../database/durable-files.ts'
import { type Clock, toInstant } from '../../domain/clock.ts'
import { VaultError } from '../../domain/vault-error.ts'
import type { MasterKey } from '../../secrets/keys.ts'
import { newUuid } from '../../secrets/randomness.ts'
import { describeTables, readNumberings, readRows, type TableShape } from './rows.ts'
import { createSealedFolder, type Manifest, type SealedFolder } from './sealed-folder.ts'
import { BOOKS } from './tables.ts'

export type CopyPlaces = {
  readonly database: Pick<Database, 'kysely'>
  readonly masterKey: MasterKey
  readonly clock: Clock
}

/** `folder` is made, or is empty; it is durable when this resolves. Throws `books-folder`, or `books-none` when there are no tables. */
export async function backUpBooks(places: CopyPlaces, folder: string): Promise<Manifest> {
  const { database, masterKey, clock } = places
  const sealed = await createSealedFolder(folder, masterKey, {
    id: newUuid(),
    createdAt: toInstant(clock.now()),
  })
  try {
    const manifest = await sealed.finish(await copyTables(database, sealed))
    await syncTree(folder)
    return manifest
  } catch (error) {
    await sealed.discard()
    throw error
  }
}

function copyTables({ kysely }: CopyPlaces['database'], sealed: SealedFolder) {
  return kysely
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (trx) => {
      const shapes = booksOf(await describeTables(trx))
      const migrations = await listMigrations(trx)
      const tables = []
      for (const { name, columns } of shapes)
        tables.push(await sealed.writeTable(name, columns, readRows(trx, name)))
      return { migrations, tables, numberings: await readNumberings(trx, shapes) }
    })
}

/** Also of a database that has not been brought to this program's schema yet: what it has. */
function booksOf(tables: ReadonlyMap<string, TableShape>): TableShape[] {
  const books = BOOKS.flatMap((name) => tables.get(name) ?? [])
  if (books.length > 0) return books
  throw new VaultError({
    code: 'books-none',
    notice: null,
    attempted: 'back up the books',
    why: 'this database has none: Chatvault never started with it',
    hint: 'Check DATA_DIR and DATABASE_URL: they must be those of the server.',
  })
}

async function listMigrations(session: Session): Promise<Manifest['migrations']> {
  const { rows } = await sql<Manifest['migrations'][number]>`
    select number, name, digest from migration order by number`.execute(session)
  return rows
}
