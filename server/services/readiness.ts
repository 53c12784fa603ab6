/** Whether the product can work now: its database answers and its archive can be listed. */
import { sql } from 'kysely'
import type { Archive } from '../archive/archive.ts'
import type { Database } from '../database/database.ts'
import { VaultError } from '../domain/vault-error.ts'

export type ReadinessService = {
  /** Throws when database or archive cannot be reached. */
  ready(): Promise<void>
}

export function createReadinessService(deps: { database: Database; archive: Archive }): ReadinessService {
  return {
    async ready() {
      await reach('database', () => sql`select 1`.execute(deps.database.kysely))
      await reach('archive', () => listOne(deps.archive))
    },
  }
}

async function listOne(archive: Archive): Promise<void> {
  for await (const _ of archive.tenants()) break
}

async function reach(what: 'database' | 'archive', attempt: () => Promise<unknown>): Promise<void> {
  try {
    await attempt()
  } catch (cause) {
    throw new VaultError({
      code: `${what}-unreachable` as const,
      attempted: `reach the ${what}`,
      why: 'it did not answer',
      hint: `Check that the ${what} of this server is up; the server log has the cause.`,
      retry: 'later',
      status: 503,
      cause,
    })
  }
}
