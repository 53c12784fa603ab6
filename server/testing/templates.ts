/** Folders that take long to make and are quick to copy. */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { readMigrations } from '../database/migrate.ts'
import { createTempDir } from './temp-dir.ts'

const PATIENCE_MS = 60_000

/**
 * The folder that `create` fills. Kept in the system's temporary folder, one for each set of migrations; others wait for
 * whoever makes it.
 */
export async function templateOf(name: string, create: (dir: string) => Promise<void>): Promise<string> {
  const migrations = (await readMigrations()).map(({ number, digest }) => `${number} ${digest}`).join()
  const key = createHash('sha256').update(migrations).digest('hex').slice(0, 16)
  const path = join(tmpdir(), `chatvault-${name}-${key}`)
  const making = `${path}.making`
  for (const since = performance.now(); !existsSync(path); ) {
    const first = await mkdir(making).then(
      () => true,
      () => false,
    )
    // Whoever died over it left it to the next.
    if (first || performance.now() - since > PATIENCE_MS)
      await make(path, create).finally(() => rm(making, { recursive: true, force: true }))
    else await delay(50)
  }
  return path
}

async function make(path: string, create: (dir: string) => Promise<void>): Promise<void> {
  const draft = await createTempDir()
  await create(draft.path)
  await rename(draft.path, path).catch(() => draft.remove())
}
