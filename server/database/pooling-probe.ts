/**
 * Detects a pooler that hands each transaction to whichever server connection is free. Workers hold advisory locks, jobs
 * are announced by LISTEN and every session has settings of its own: all of that would be someone else's after the first
 * transaction (seen with PgBouncer: a lock given to two holders, notifications to the wrong client).
 */
import { VaultError } from '../domain/vault-error.ts'
import type { Ask } from './session.ts'

const pidOf = async (ask: Ask): Promise<unknown> => (await ask('select pg_backend_pid() as pid'))[0]?.pid

/**
 * Two sessions that are connected at the same time have a server process each, and keep it. Poolers hand out the
 * connection that was used last, or the one that was not used longest: transactions of `a` that are held open make
 * either kind hand `b` another one.
 *
 * Throws `database-pooling`.
 */
export async function demandOwnSession(a: Ask, b: Ask, where: string): Promise<void> {
  const first = [await pidOf(a), await pidOf(b)] as const
  if (first[0] === first[1]) throw pooled(where)
  for (let round = 0; round < 2; round += 1) {
    await a('begin')
    const held = [await pidOf(a), await pidOf(b)]
    await a('commit')
    const after = [await pidOf(a), await pidOf(b)]
    for (const [own, other] of [held, after]) {
      if (own !== first[0] || other !== first[1]) throw pooled(where)
    }
  }
}

function pooled(where: string): VaultError {
  return new VaultError({
    code: 'database-pooling',
    notice: null,
    attempted: `use the database ${where}`,
    why: 'a pooler in between gives each transaction another server connection (transaction pooling).',
    hint: 'Set DATABASE_URL to PostgreSQL itself, or set the pooler to session pooling (PgBouncer: pool_mode = session).',
  })
}
