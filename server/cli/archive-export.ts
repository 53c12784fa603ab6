import { createWriteStream, existsSync } from 'node:fs'
import { rename, unlink } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import type { TenantArchive } from '../archive/archive.ts'
import {
  type ArchivedRevision,
  archivedRevisions,
  type RevisionFilter,
} from '../archive/archived-revisions.ts'
import { jsonlZip } from '../archive/jsonl-export.ts'
import type { Clock } from '../domain/clock.ts'
import { VaultError } from '../domain/vault-error.ts'
import type { ArchiveArguments } from './archive-arguments.ts'
import type { OpenedArchive } from './archive-places.ts'
import { openTenants } from './archive-tenants.ts'
import type { Terminal } from './terminal.ts'

/** Writes a new file. It has its name only when it is whole: until then it ends in `.partial`. */
export async function exportCommand(
  opened: OpenedArchive,
  args: ArchiveArguments & { readonly out: string },
  terminal: Terminal,
  clock: Clock,
): Promise<number> {
  const tenants = await openTenants(opened, args)
  const { conversation } = args
  const counted = { revisions: 0 }
  const revisions = counting(
    revisionsOf(tenants, conversation === undefined ? {} : { conversationId: conversation }),
    counted,
  )
  if (existsSync(args.out)) throw fileError(args.out, 'a file of that name already exists')
  const partial = `${args.out}.partial`
  try {
    await pipeline(jsonlZip(revisions, clock.now()), createWriteStream(partial, { mode: 0o600, flush: true }))
    await rename(partial, args.out)
  } catch (thrown) {
    await unlink(partial).catch(() => undefined)
    throw thrown instanceof VaultError ? thrown : fileError(args.out, `the system said ${String(thrown)}`)
  }
  await terminal.out(`${counted.revisions} revisions in ${args.out}\n`)
  return 0
}

async function* revisionsOf(
  tenants: readonly TenantArchive[],
  filter: RevisionFilter,
): AsyncIterable<ArchivedRevision> {
  for (const tenant of tenants) yield* archivedRevisions(tenant, filter)
}

async function* counting<T>(items: AsyncIterable<T>, counted: { revisions: number }): AsyncIterable<T> {
  for await (const item of items) {
    counted.revisions += 1
    yield item
  }
}

function fileError(out: string, why: string): VaultError {
  return new VaultError({
    code: 'export-file',
    notice: null,
    attempted: `write ${out}`,
    why,
    hint: 'Name a new file in a folder you can write to.',
  })
}
