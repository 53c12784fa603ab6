/** Starts PGlite over a folder, with real syncs, and guarded against being used after it broke. */
import { PGlite } from '@electric-sql/pglite'
import { damaged } from './damaged-database.ts'
import { DurableFiles } from './durable-files.ts'
import { createEmbeddedGuard, type EmbeddedGuard, type Engine, type OnBroken } from './embedded-guard.ts'
import { listenForLastWords } from './last-words.ts'
import { PARSERS, type Parsers } from './wire-types.ts'

/** PGlite's own, without `-F` (no fsync) and with the one sync method its file layer can carry out. */
function startParams(): string[] {
  const durable = PGlite.defaultStartParams.filter((parameter) => parameter !== '-F')
  return [...durable, ...SETTINGS.flatMap((setting) => ['-c', setting])]
}

/**
 * A quarter of the usual buffers: the system keeps the files' pages anyway, and PGlite writes over all of its memory when it
 * starts. A backup of 150,000 messages takes no longer by it (53 against 57 s of processor time) and 780 instead of 1,030 MB.
 */
const SETTINGS = ['wal_sync_method=fsync', 'max_wal_size=256MB', 'min_wal_size=32MB', 'shared_buffers=32MB']

export type Started = { readonly pglite: PGlite; readonly guard: Pick<EmbeddedGuard, 'broken'> }

/** Throws `database-damaged` or `disk-full` when the database does not open. */
export async function startEmbedded(
  directory: string,
  onBroken: OnBroken,
  parsers: Parsers = PARSERS,
): Promise<Started> {
  const words = listenForLastWords()
  const guard = createEmbeddedGuard(directory, words, onBroken)
  const pglite = new PGlite({
    fs: new DurableFiles(directory, guard.fail),
    startParams: startParams(),
    parsers: { ...parsers },
    onStderr: words.hear,
  })
  await pglite.waitReady.catch((thrown: unknown) => {
    throw guard.broken ?? damaged(directory, words.reasonOf(thrown), thrown)
  })
  // Emscripten's module has more than PGlite's types tell.
  guard.watch(pglite.Module as unknown as Engine)
  return { pglite, guard }
}
