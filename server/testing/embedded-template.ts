/** A migrated embedded database to copy: making one again takes 3 s of processor time, copying it 0.2 s. */
import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import type { Database } from '../database/database.ts'
import { migrate } from '../database/migrate.ts'
import { openDatabase } from '../database/open-database.ts'
import { realClock } from './fake-clock.ts'
import { templateOf } from './templates.ts'

/** An embedded database in `dataDir`, opened. */
export async function openEmbeddedCopy(dataDir: string): Promise<Database> {
  await placeEmbeddedCopy(dataDir)
  return openDatabase({ dataDir, clock: realClock })
}

/** What the product leaves in `dataDir` when it has migrated its empty database and stopped. */
export async function placeEmbeddedCopy(dataDir: string): Promise<void> {
  await cp(join(await embeddedTemplate(), 'db'), join(dataDir, 'db'), { recursive: true })
}

const embeddedTemplate = () =>
  templateOf('template', async (dataDir) => {
    const database = await openDatabase({ dataDir, clock: realClock })
    await migrate(database, realClock)
    await database.close()
  })
