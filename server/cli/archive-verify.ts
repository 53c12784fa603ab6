import type { Damage, VerifyReport } from '../archive/archive.ts'
import { damageOf } from '../archive/damage.ts'
import { KEY_FILE, tenantFolder } from '../archive/layout.ts'
import { counted } from '../domain/text.ts'
import type { ArchiveArguments } from './archive-arguments.ts'
import type { OpenedArchive } from './archive-places.ts'
import { tenantIds } from './archive-tenants.ts'
import type { Terminal } from './terminal.ts'

type TenantReport = VerifyReport & { readonly tenantId: string }

/** Exit code 0 when everything is as it was written, else 1. */
export async function verifyCommand(
  opened: OpenedArchive,
  args: ArchiveArguments,
  terminal: Terminal,
): Promise<number> {
  const reports: TenantReport[] = []
  const strangers: string[] = []
  for (const tenantId of await tenantIds(opened, args, (name) => strangers.push(name))) {
    const report = { tenantId, ...(await verifyOne(opened, tenantId, args, terminal)) }
    reports.push(report)
    if (!args.json) await terminal.out(describe(report))
  }
  if (args.json) await terminal.out(`${JSON.stringify({ tenants: reports, strangers }, null, 2)}\n`)
  else await terminal.out(strangers.map(notOurs).join(''))
  return reports.some(({ damaged }) => damaged.length > 0) ? 1 : 0
}

async function verifyOne(
  { archive }: OpenedArchive,
  tenantId: string,
  { every, head }: ArchiveArguments,
  terminal: Terminal,
): Promise<VerifyReport> {
  const keyFile = tenantFolder(tenantId) + KEY_FILE
  try {
    const tenant = await archive.find(tenantId)
    if (tenant === undefined)
      return unreadable({ file: keyFile, kind: 'missing', what: 'it is missing: the tenant can’t be read' })
    const onProgress = ({ segmentsDone, segments }: { segmentsDone: number; segments: number }) =>
      terminal.progress(`${tenantId}: ${segmentsDone} of ${segments} segments`)
    const known = { runs: head === undefined ? [] : [{ digest: head, runId: null }] }
    return await tenant.verify({ every, known, onProgress })
  } catch (thrown) {
    const damage = damageOf(thrown, keyFile)
    if (damage === undefined) throw thrown
    return unreadable(damage)
  } finally {
    terminal.progress('')
  }
}

function unreadable(damage: Damage): VerifyReport {
  return {
    segments: 0,
    messages: 0,
    media: 0,
    runs: 0,
    removals: 0,
    removedMessages: 0,
    unclosed: 0,
    unnamedMedia: 0,
    damaged: [damage],
    strangers: [],
  }
}

function notOurs(name: string): string {
  return `NOT OURS ${name}: passed over\n`
}

function describe(report: TenantReport): string {
  const { tenantId, segments, messages, media, runs, unclosed, unnamedMedia, damaged, strangers } = report
  const { removals, removedMessages } = report
  const read = [
    counted(segments, 'segment', 'segments'),
    counted(messages, 'message', 'messages'),
    counted(media, 'medium', 'media'),
    counted(runs, 'run document', 'run documents'),
  ].join(', ')
  const open =
    unclosed === 0
      ? ''
      : `; ${counted(unclosed, 'segment is', 'segments are')} whole but not yet named by a run document`
  const spare =
    unnamedMedia === 0
      ? ''
      : `; ${counted(unnamedMedia, 'medium is', 'media are')} whole but not yet named by a message`
  const gone =
    removals === 0
      ? ''
      : `; ${counted(removedMessages, 'message was', 'messages were')} removed on purpose, as ${counted(removals, 'removal document says', 'removal documents say')}`
  const found = damaged.length === 0 ? 'no damage' : `${damaged.length} damaged`
  const lines = damaged.map(({ file, what }) => `DAMAGED ${file}: ${what}\n`)
  return `${strangers.map(notOurs).join('')}${lines.join('')}${tenantId}: ${found} (${read} read${gone}${open}${spare})\n`
}
