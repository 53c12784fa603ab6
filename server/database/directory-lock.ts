import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { VaultError } from '../domain/vault-error.ts'

const SQLITE_BUSY = 5

/**
 * Makes this process the only one that opens a data folder, until it releases the lock or dies: the operating system
 * drops the lock with the process, so a killed one never blocks the next start, and a pid that was given away again
 * fools no one. Node has no `flock`; SQLite's exclusive transaction on an empty file is one, in containers too.
 */
export function lockDirectory(directory: string): { release(): void } {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const file = new DatabaseSync(join(directory, 'db.lock'))
  try {
    file.exec('pragma locking_mode = exclusive; begin exclusive')
  } catch (error) {
    file.close()
    throw isBusy(error) ? inUse(directory, error) : error
  }
  return { release: () => file.isOpen && file.close() }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY
}

function inUse(directory: string, cause: unknown): VaultError {
  return new VaultError({
    code: 'data-dir-in-use',
    notice: null,
    attempted: `open the database in ${directory}`,
    why: 'another Chatvault process has it open.',
    hint: 'Stop the other process, give this one its own DATA_DIR, or set DATABASE_URL to share one PostgreSQL.',
    retry: 'later',
    cause,
  })
}
