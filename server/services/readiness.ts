/** Whether the product can work now: its database answers and its archive can be listed. */
import type { Archive } from '../archive/archive.ts'
import type { Database } from '../database/database.ts'
import { ping } from '../database/ping.ts'
import { VaultError } from '../domain/vault-error.ts'

export type ReadinessService = {
  /** Throws when the database or the archive can’t be reached. */
  ready(): Promise<void>
}

export function createReadinessService(deps: { database: Database; archive: Archive }): ReadinessService {
  return {
    async ready() {
      await reach('database', () => ping(deps.database.kysely))
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
      why: 'it didn’t answer',
      hint: `Check that the ${what} of this server is up; the server log has the cause.`,
      retry: 'later',
      status: 503,
      cause,
    })
  }
}
