/** Folders that take long to make and are quick to copy. */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readMigrations } from '../database/migrate.ts'
import { createTempDir } from './temp-dir.ts'

/**
 * The folder that `create` fills. Kept in the system's temporary folder, one for each set of migrations; anyone who makes
 * it first wins.
 */
export async function templateOf(name: string, create: (dir: string) => Promise<void>): Promise<string> {
  const migrations = (await readMigrations()).map(({ number, digest }) => `${number} ${digest}`).join()
  const key = createHash('sha256').update(migrations).digest('hex').slice(0, 16)
  const path = join(tmpdir(), `chatvault-${name}-${key}`)
  if (!existsSync(path)) {
    const draft = await createTempDir()
    await create(draft.path)
    await rename(draft.path, path).catch(() => draft.remove())
  }
  return path
}
