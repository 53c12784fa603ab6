import type { ArchiveRecord, Frame, TenantArchive } from '../archive/archive.ts'
import { chatIdOf } from '../archive/archive.ts'
import { damageOf } from '../archive/damage.ts'
import { tenantFolder } from '../archive/layout.ts'
import { type ArchiveArguments, Misuse } from './archive-arguments.ts'
import type { OpenedArchive } from './archive-places.ts'
import { openTenants } from './archive-tenants.ts'
import type { Terminal } from './terminal.ts'

/** Exit code 1 when `--salvage` met something that could not be read. */
export async function catCommand(
  opened: OpenedArchive,
  args: ArchiveArguments,
  terminal: Terminal,
): Promise<number> {
  const { tenant, segment } = placeOf(args)
  const tenants = await openTenants(opened, tenant === undefined ? args : { ...args, tenant })
  if (segment !== undefined && tenants.length !== 1)
    throw new Misuse('Several tenants are in this archive: name one with --tenant.')
  const kind = args.kind ?? (segment === undefined ? 'message' : undefined)
  const wanted = (record: ArchiveRecord) =>
    (kind === undefined || record.kind === kind) && isOf(record, args.conversation)
  let lost = 0
  for (const archive of tenants) {
    for await (const name of segment === undefined ? archive.listSegments() : [segment]) {
      const read = await framesOf(archive, name, args.salvage)
      for (const what of read.lost) terminal.err(`LOST ${tenantFolder(archive.tenantId)}${name}: ${what}\n`)
      lost += read.lost.length
      await terminal.out(linesOf(read.frames, wanted))
    }
  }
  return lost === 0 ? 0 : 1
}

/** A segment may be named from the archive's root, which names its tenant too. */
function placeOf({ tenant, segment }: ArchiveArguments): { tenant?: string; segment?: string } {
  const [, inTenant, inFolder] = /^tenants\/([^/]+)\/(.+)$/.exec(segment ?? '') ?? []
  if (inTenant !== undefined && inFolder !== undefined) return { tenant: inTenant, segment: inFolder }
  return { ...(tenant === undefined ? {} : { tenant }), ...(segment === undefined ? {} : { segment }) }
}

async function framesOf(archive: TenantArchive, name: string, salvage: boolean) {
  try {
    return { frames: (await archive.readSegment(name)).frames, lost: [] }
  } catch (thrown) {
    if (!salvage || damageOf(thrown, name) === undefined) throw thrown
    return await archive.salvageSegment(name)
  }
}

function linesOf(frames: readonly Frame[], wanted: (record: ArchiveRecord) => boolean): string {
  const records = frames.flatMap((frame) => frame.records).filter(wanted)
  return records.map((record) => `${JSON.stringify(record)}\n`).join('')
}

function isOf(record: ArchiveRecord, conversationId: string | undefined): boolean {
  return conversationId === undefined || chatIdOf(record) === conversationId
}
