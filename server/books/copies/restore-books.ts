/**
 * Fills an empty database from a backup of the books. The schema is first brought to what it was then, so that later
 * migrations change the restored rows as they'd have changed them in place. All rows come in one transaction, or none.
 */
import type { Database } from '../../database/database.ts'
import { type Migration, migrate, readMigrations } from '../../database/migrate.ts'
import { VaultError } from '../../domain/vault-error.ts'
import type { CopyPlaces } from './back-up-books.ts'
import {
  describeTables,
  inOrderOfReference,
  listFilled,
  type TableShape,
  writeNumbering,
  writeRows,
} from './rows.ts'
import { type CopiedTable, type Manifest, type OpenedFolder, openSealedFolder } from './sealed-folder.ts'

export type RestorePlaces = CopyPlaces & { readonly database: Database }

/**
 * Answers what was restored. Throws `database-not-empty`, `books-newer` (a newer Chatvault wrote it), what opening a
 * folder throws, and what a database throws whose schema is not of this line.
 */
export async function restoreBooks(places: RestorePlaces, folder: string): Promise<Manifest> {
  const { database, masterKey, clock } = places
  const opened = await openSealedFolder(folder, masterKey)
  const known = await readMigrations()
  await demandEmpty(database)
  await migrate(database, clock, migrationsOf(opened.manifest, known, folder))
  await database.kysely.transaction().execute(async (trx) => {
    const tables = await describeTables(trx)
    for (const { shape, copied } of matched(opened.manifest, tables, folder)) {
      for await (const rows of opened.readRows(copied)) await writeRows(trx, shape, rows)
    }
    for (const numbering of opened.manifest.numberings) await writeNumbering(trx, numbering)
  })
  await migrate(database, clock, known)
  return opened.manifest
}

/** Reads all of a backup, and so proves that it could be restored by this program with this key. */
export async function proveFolder({ manifest, readRows }: OpenedFolder): Promise<void> {
  for (const table of manifest.tables) for await (const _ of readRows(table));
}

async function demandEmpty({ kysely }: Database): Promise<void> {
  const tables = [...(await describeTables(kysely)).keys()].filter((name) => name !== 'migration')
  const filled = await listFilled(kysely, tables)
  if (filled.length === 0) return
  throw new VaultError({
    code: 'database-not-empty',
    notice: null,
    attempted: 'restore the books into this database',
    why: `it isn’t empty: there are rows in ${filled.slice(0, 3).join(', ')}${filled.length > 3 ? ', …' : ''}`,
    hint: 'Stop the server, and set DATABASE_URL to a new database, or move the folder db away from DATA_DIR. Nothing was changed.',
  })
}

/** This program's migrations up to the one the backup was made at. */
function migrationsOf(manifest: Manifest, known: readonly Migration[], folder: string): Migration[] {
  return manifest.migrations.map(({ number, digest }) => {
    const migration = known.find((one) => one.number === number && one.digest === digest)
    if (migration === undefined) throw newer(folder, number)
    return migration
  })
}

type Matched = { readonly shape: TableShape; readonly copied: CopiedTable }

/** In the order they can be filled in. */
function matched(manifest: Manifest, tables: ReadonlyMap<string, TableShape>, folder: string): Matched[] {
  const copied = new Map(manifest.tables.map((table) => [table.name, table]))
  const shapes = [...copied.keys()].map((name) => {
    const shape = tables.get(name)
    if (shape === undefined || shape.columns.join() !== copied.get(name)?.columns.join())
      throw new Error(`${folder}: table ${name} has other columns than this database`)
    return shape
  })
  return inOrderOfReference(shapes).flatMap((shape) => {
    const table = copied.get(shape.name)
    return table === undefined ? [] : [{ shape, copied: table }]
  })
}

function newer(folder: string, number: number): VaultError {
  return new VaultError({
    code: 'books-newer',
    notice: null,
    attempted: `restore the books from ${folder}`,
    why: `they were written by a Chatvault with migration ${number}, which this version doesn’t know`,
    hint: 'Restore with the version that wrote them, or a newer one.',
  })
}
