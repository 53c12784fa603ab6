/**
 * Keeps an embedded database that failed fatally from being used again.
 *
 * PGlite swallows what its engine throws: after a PANIC its loop asks the dead engine for ever, and a commit whose sync
 * failed is answered as done (both seen with 0.5.16). So the engine's entry points are wrapped: what is neither success
 * nor an error of SQL breaks the database. From then on every statement is refused, and `onBroken` has been called before
 * anyone could be answered.
 */
import { notice } from '../domain/notice.ts'
import { VaultError } from '../domain/vault-error.ts'
import type { LastWords } from './last-words.ts'

/** Reports before the failing statement returns: a process that ends in here has answered no one. */
export type OnBroken = (error: VaultError) => void

/** What PGlite calls of its engine for a statement. */
const ENTRIES = [
  'stackSave',
  'stackRestore',
  '_PostgresMainLoopOnce',
  '_PostgresMainLongJmp',
  '_PostgresSendReadyForQueryIfNecessary',
  '_pgl_pq_flush',
] as const
export type Engine = Record<(typeof ENTRIES)[number], (...args: number[]) => number | undefined>

/** How PGlite's engine leaves for an error of SQL (pglite.ts, `POSTGRES_MAIN_LONGJMP`). */
const SQL_ERROR = 100

export type EmbeddedGuard = {
  readonly broken: VaultError | undefined
  /** Breaks the database and throws why. The first reason remains. */
  fail(cause: unknown): never
  watch(engine: Engine): void
}

/** `place` is the folder of the database. */
export function createEmbeddedGuard(place: string, words: LastWords, onBroken: OnBroken): EmbeddedGuard {
  let broken: VaultError | undefined

  function fail(cause: unknown): never {
    if (broken === undefined) {
      broken = brokenError(place, words.reasonOf(cause), cause)
      onBroken(broken)
    }
    throw broken
  }

  const guarded =
    (entry: Engine[keyof Engine]): Engine[keyof Engine] =>
    (...args) => {
      if (broken) throw broken
      try {
        return entry(...args)
      } catch (thrown) {
        if (isSqlError(thrown)) throw thrown
        return fail(thrown)
      }
    }

  return {
    get broken() {
      return broken
    },
    fail,
    watch(engine) {
      for (const name of ENTRIES) engine[name] = guarded(engine[name])
    },
  }
}

const isSqlError = (thrown: unknown) => (thrown as { status?: unknown } | undefined)?.status === SQL_ERROR

function brokenError(place: string, reason: string, cause: unknown): VaultError {
  return new VaultError({
    code: 'database-broken',
    notice: notice('disk-failed'),
    status: 503,
    attempted: `write to the embedded database in ${place}`,
    why: `the disk or the database failed (${reason}).`,
    hint: 'Check the disk and its free space, then start Chatvault again. Everything that was confirmed before is there.',
    retry: 'later',
    cause,
  })
}
