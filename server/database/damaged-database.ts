import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { VaultError } from '../domain/vault-error.ts'

/** A folder without this file is no longer a database; PGlite would create a new one over the rest. */
export function demandWhole(directory: string): void {
  if (!existsSync(join(directory, 'PG_VERSION'))) throw damaged(directory, 'its file PG_VERSION is missing')
}

const FULL = /no space left|disk quota/i

/** The embedded database does not open. `reason` in PostgreSQL's words. */
export function damaged(directory: string, reason: string, cause?: unknown): VaultError {
  const attempted = `open the embedded database in ${directory}`
  if (FULL.test(reason)) return diskFull(attempted, reason, cause)
  return new VaultError({
    code: 'database-damaged',
    notice: null,
    attempted,
    why: `it is damaged, or another version created it (${reason}).`,
    hint: [
      'The archive isn’t affected. Restore that folder from a backup if you have one. Otherwise move the folder',
      'away and keep it, run npm run catalog:rebuild, and start Chatvault: people, conversations, messages and what this month',
      'has cost come back from the archive. These aren’t in the archive and are lost: the connection and its credential, the monthly limit,',
      'entries of earlier months, settings, the audit log, and runs that hadn’t ended. Connect again and set the limit before the next backup.',
    ].join('\n'),
    cause,
  })
}

function diskFull(attempted: string, reason: string, cause: unknown): VaultError {
  return new VaultError({
    code: 'disk-full',
    notice: null,
    attempted,
    why: `the disk is full (${reason}).`,
    hint: 'Free up space on the disk of DATA_DIR, then start Chatvault again. Nothing is lost.',
    cause,
  })
}
