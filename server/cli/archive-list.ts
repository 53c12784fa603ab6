import type { ClosedRun, TenantArchive, WrittenRemoval } from '../archive/archive.ts'
import { parseSegmentName } from '../archive/layout.ts'
import { collect } from '../archive/read-ahead.ts'
import type { ArchiveArguments } from './archive-arguments.ts'
import type { OpenedArchive } from './archive-places.ts'
import { openTenants } from './archive-tenants.ts'
import { table } from './table.ts'
import type { Terminal } from './terminal.ts'

type SegmentLine = {
  readonly name: string
  readonly runId: string
  /** Null when the segment cannot be read: `verify` says why. */
  readonly records: number | null
  readonly bytes: number | null
  /** Whether a run document, or the removal document of a segment it replaced, names it. */
  readonly closed: boolean
}

export async function listCommand(
  opened: OpenedArchive,
  args: ArchiveArguments,
  terminal: Terminal,
): Promise<number> {
  const tenants = []
  for (const tenant of await openTenants(opened, args)) tenants.push(await describe(tenant))
  if (args.json) await terminal.out(`${JSON.stringify({ tenants }, null, 2)}\n`)
  else for (const tenant of tenants) await terminal.out(draw(tenant))
  return 0
}

async function describe(tenant: TenantArchive) {
  const closed = await collect(tenant.runs())
  const removals = await collect(tenant.removals())
  const segments = await segmentLines(tenant, closed, removals)
  return {
    tenantId: tenant.tenantId,
    runs: closed.map(runLine),
    removals: removals.map(removalLine),
    segments,
  }
}

function removalLine({ digest, document }: WrittenRemoval) {
  const { sequence, removalId, cause, removedAt, messages, segments } = document
  return { sequence, removalId, cause, removedAt, messages, segments: segments.length, digest }
}

function runLine({ digest, document }: ClosedRun) {
  const { sequence, runId, state, startedAt, endedAt, segments } = document
  const records = segments.reduce((sum, segment) => sum + segment.records, 0)
  return { sequence, runId, state, startedAt, endedAt, segments: segments.length, records, digest }
}

async function segmentLines(
  tenant: TenantArchive,
  closed: readonly ClosedRun[],
  removals: readonly WrittenRemoval[],
): Promise<SegmentLine[]> {
  const successors = removals.flatMap(({ document }) => document.segments.map(({ by }) => by))
  const named = new Map(
    [...closed.flatMap(({ document }) => document.segments), ...successors].map((segment) => [
      segment.name,
      segment,
    ]),
  )
  const lines: SegmentLine[] = []
  for await (const name of tenant.listSegments()) {
    const runId = parseSegmentName(name)?.runId ?? ''
    const { records, bytes } = named.get(name) ?? (await readCounts(tenant, name))
    lines.push({ name, runId, records, bytes, closed: named.has(name) })
  }
  return lines
}

async function readCounts(tenant: TenantArchive, name: string) {
  const unreadable = { records: null, bytes: null }
  return await tenant.readSegment(name).then(
    ({ segment }) => segment,
    () => unreadable,
  )
}

function draw({ tenantId, runs, removals, segments }: Awaited<ReturnType<typeof describe>>): string {
  const runRows = runs.map((run) => [
    run.sequence,
    run.runId,
    run.state,
    run.startedAt,
    run.endedAt,
    run.segments,
    run.records,
  ])
  const removalRows = removals.map((removal) => [
    removal.sequence,
    removal.cause,
    removal.removedAt,
    removal.messages,
    removal.segments,
  ])
  const segmentRows = segments.map(({ name, records, bytes, closed }) => [
    name,
    records ?? 'unreadable',
    bytes ?? '',
    closed ? 'closed' : 'open',
  ])
  return [
    `Tenant ${tenantId}: ${runs.length} runs, ${segments.length} segments\n\n`,
    table(['#', 'run', 'state', 'started', 'ended', 'segments', 'records'], runRows),
    removals.length > 0 ? table(['#', 'removed for', 'at', 'messages', 'segments'], removalRows) : '',
    table(['segment', 'records', 'bytes', 'run is'], segmentRows),
  ].join('')
}
