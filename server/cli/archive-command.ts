import type { Clock } from '../domain/clock.ts'
import { toVaultError, VaultError } from '../domain/vault-error.ts'
import { type ArchiveArguments, Misuse, parseArchiveArguments, USAGE } from './archive-arguments.ts'
import { catCommand } from './archive-cat.ts'
import { exportCommand } from './archive-export.ts'
import { listCommand } from './archive-list.ts'
import { type Environment, type OpenedArchive, openForReading } from './archive-places.ts'
import { verifyCommand } from './archive-verify.ts'
import { OutputClosed, type Terminal } from './terminal.ts'
import { verifyExportCommand } from './verify-export.ts'

/** One call of `npm run archive`. Exit codes: 0 done and whole, 1 damaged or failed, 2 misuse or an export that can’t be read. */
export async function archiveCommand(
  argv: readonly string[],
  env: Environment,
  terminal: Terminal,
  clock: Clock,
): Promise<number> {
  if (argv.length === 0 || argv.includes('--help') || argv.includes('-h')) {
    await terminal.out(USAGE)
    return argv.length === 0 ? 2 : 0
  }
  try {
    if (argv[0] === 'verify-export') return await verifyExportCommand(argv.slice(1), terminal)
    const args = parseArchiveArguments(argv)
    return await perform(await openForReading(args.url, env, clock), args, terminal, clock)
  } catch (thrown) {
    return explain(thrown, terminal)
  }
}

async function perform(
  opened: OpenedArchive,
  args: ArchiveArguments,
  terminal: Terminal,
  clock: Clock,
): Promise<number> {
  switch (args.verb) {
    case 'verify':
      return await verifyCommand(opened, args, terminal)
    case 'list':
      return await listCommand(opened, args, terminal)
    case 'cat':
      return await catCommand(opened, args, terminal)
    case 'export':
      return await exportCommand(opened, { ...args, out: args.out ?? '' }, terminal, clock)
  }
}

function explain(thrown: unknown, terminal: Terminal): number {
  if (thrown instanceof OutputClosed) return 0
  if (thrown instanceof Misuse) {
    terminal.err(`${thrown.message}\n\n${USAGE}`)
    return 2
  }
  const error = toVaultError(thrown, 'read the archive')
  const damage = error instanceof VaultError && error.code === 'archive-damaged' ? 'DAMAGED ' : ''
  terminal.err(`${damage}${error.message}\n${error.hint}\n`)
  return 1
}
