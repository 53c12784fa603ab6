/** A migrated embedded database to copy: making one anew takes 3 s of processor time, copying it 0.2 s. */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { cp, rename } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Database } from '../database/database.ts'
import { migrate, readMigrations } from '../database/migrate.ts'
import { openDatabase } from '../database/open-database.ts'
import { realClock } from './fake-clock.ts'
import { createTempDir } from './temp-dir.ts'

/** An embedded database in `dataDir`, opened. */
export async function openEmbeddedCopy(dataDir: string): Promise<Database> {
  await placeEmbeddedCopy(dataDir)
  return openDatabase({ dataDir, clock: realClock })
}

/** What the product leaves in `dataDir` when it has migrated its empty database and stopped. */
export async function placeEmbeddedCopy(dataDir: string): Promise<void> {
  await cp(join(await embeddedTemplate(), 'db'), join(dataDir, 'db'), { recursive: true })
}

/** Kept in the system's temporary folder, one for each text of the migrations; whoever makes it first wins. */
async function embeddedTemplate(): Promise<string> {
  const digests = (await readMigrations()).map((migration) => migration.digest).join()
  const key = createHash('sha256').update(digests).digest('hex').slice(0, 16)
  const path = join(tmpdir(), `chatvault-template-${key}`)
  if (!existsSync(path)) await createTemplate(path)
  return path
}

async function createTemplate(path: string): Promise<void> {
  const draft = await createTempDir()
  const database = await openDatabase({ dataDir: draft.path, clock: realClock })
  await migrate(database, realClock)
  await database.close()
  await rename(draft.path, path).catch(() => draft.remove())
}
