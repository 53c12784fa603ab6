/**
 * Archive → catalog. One transaction: the old catalog stands until the new one is whole. What the books have lost is put
 * back as far as the archive tells it: closed runs from their documents, those that were under way from their segments,
 * positions from the last frame of each source, so that the next run does not pay again for what is archived, and what
 * months were charged, before anything may be reserved again. What was removed for good is remembered before the first segment
 * is recorded.
 */
import type { Archive, ClosedRun, Frame, Segment, TenantArchive } from '../../archive/archive.ts'
import { collect } from '../../archive/read-ahead.ts'
import {
  type LostRun,
  listKnownIds,
  type RestoredSource,
  restoreLostRun,
  restoreRun,
  restoreSources,
  restoreTenant,
} from '../../books/restored.ts'
import { emptyCatalog, type Recorded, recordSegment } from '../../catalog/recording.ts'
import { rememberRemoved } from '../../catalog/removed.ts'
import { nameSegments } from '../../catalog/segments.ts'
import type { Database, Transaction } from '../../database/database.ts'
import type { Clock } from '../../domain/clock.ts'
import { withWindow } from '../../domain/newest-first.ts'
import type { Position } from '../../domain/position.ts'
import { afterGap, afterWindow } from '../../domain/senders.ts'
import { restoreNewestMonths, restoreNotedMonths } from '../metering/restore-usage.ts'
import type { Undocumented } from '../metering/usage-of-month.ts'

export type RebuildProgress = {
  readonly tenantId: string
  readonly segments: number
  readonly messages: number
}

export type RebuildDeps = { readonly database: Database; readonly archive: Archive; readonly clock: Clock }

/** Answers what was rebuilt, per tenant. Throws at the first damaged segment and leaves the catalog as it was. */
export async function rebuildCatalog(
  { database, archive, clock }: RebuildDeps,
  onProgress: (progress: RebuildProgress) => void,
): Promise<RebuildProgress[]> {
  return database.kysely.transaction().execute(async (trx) => {
    const known = await listKnownIds(trx)
    await emptyCatalog(trx)
    const rebuilt: RebuildProgress[] = []
    for await (const tenantId of archive.tenants()) {
      const tenant = await archive.open(tenantId)
      await restoreTenant(trx, tenantId, clock.now())
      rebuilt.push(await rebuildTenant({ trx, clock, known }, tenant, onProgress))
    }
    return rebuilt
  })
}

type Rebuild = {
  readonly trx: Transaction
  readonly clock: Clock
  /** Ids of runs and segments the books and the catalog knew before. */
  readonly known: ReadonlySet<string>
}

/** In place of the run whose document names a segment: a removal document names it. */
const REMOVED = 'removal'

async function rebuildTenant(
  rebuild: Rebuild,
  tenant: TenantArchive,
  onProgress: (progress: RebuildProgress) => void,
): Promise<RebuildProgress> {
  const { trx, clock, known } = rebuild
  const sources = new Map<string, RestoredSource>()
  const sealed: Sealed[] = []
  const told = new Map<string, Told>()
  let progress: RebuildProgress = { tenantId: tenant.tenantId, segments: 0, messages: 0 }
  const successors: { id: string }[] = []
  for await (const { document, removed } of tenant.removals()) {
    await rememberRemoved(trx, tenant.tenantId, removed)
    for (const { by } of document.segments) successors.push({ id: by.id })
  }
  for await (const name of tenant.listSegments()) {
    const { segment, frames } = await tenant.readSegment(name)
    const recorded = await recordSegment(trx, tenant.tenantId, segment, frames)
    told.set(segment.runId, tellMore(told.get(segment.runId), { segment, frames, recorded }))
    const fetched = frames.reduce((sum, { header }) => sum + header.fetched, 0)
    sealed.push({ id: segment.id, runId: segment.runId, sealedAt: segment.sealedAt, fetched })
    for (const { header } of frames) {
      if (header.subjectId !== null && header.position !== null)
        sources.set(header.subjectId, moved(sources.get(header.subjectId), header.position))
    }
    progress = { ...progress, segments: progress.segments + 1, messages: progress.messages + recorded.added }
    onProgress(progress)
  }
  await restoreSources(trx, tenant.tenantId, sources)
  const closed = await collect(tenant.runs())
  await restoreRuns(trx, tenant.tenantId, closed, told)
  await nameSegments(trx, tenant.tenantId, { runId: REMOVED, segments: successors })
  const documents = new Set(closed.map(({ document }) => document.runId))
  const undocumented = sealed.filter(({ runId }) => !documents.has(runId))
  const restoring = { trx, tenant, archived: async () => ({ closed, undocumented }), at: clock.now() }
  await restoreNotedMonths(restoring)
  // Books that knew everything the archive has know their months better than the archive does.
  const ids = [...sealed.map(({ id }) => id), ...documents]
  if (!ids.every((id) => known.has(id))) await restoreNewestMonths(restoring)
  return progress
}

/** Windows lie next to each other in the order they were read in, also where one brought nothing and left no frame. */
function moved(source: RestoredSource | undefined, last: Position): RestoredSource {
  const { coverage, asked } = source ?? { coverage: {}, asked: last.senders ?? null }
  if (last.cursor !== null) return { coverage, last, asked }
  const senders = last.senders ?? null
  if (last.gap) return { coverage, last, asked: afterGap(asked, senders) }
  return {
    asked: afterWindow(asked, senders),
    coverage: withWindow(coverage, { from: new Date(last.from), to: new Date(last.to) }),
    last,
  }
}

type Sealed = Undocumented & { readonly id: string; readonly runId: string }

async function restoreRuns(
  trx: Transaction,
  tenantId: string,
  closed: readonly ClosedRun[],
  told: ReadonlyMap<string, Told>,
): Promise<void> {
  for (const run of closed) {
    await restoreRun(trx, run)
    await nameSegments(trx, tenantId, run.document)
  }
  const documents = new Set(closed.map(({ document }) => document.runId))
  for (const [id, run] of told) if (!documents.has(id)) await restoreLostRun(trx, tenantId, asLost(id, run))
}

/** What the segments of one run tell of it. */
type Told = Omit<LostRun, 'id' | 'subjects' | 'subjectsDone'> & {
  /** By subject: whether its last window was read to the end. */
  readonly done: ReadonlyMap<string, boolean>
}

function tellMore(
  before: Told | undefined,
  { segment, frames, recorded }: { segment: Segment; frames: readonly Frame[]; recorded: Recorded },
): Told {
  const done = new Map(before?.done)
  for (const { header } of frames)
    if (header.subjectId !== null && header.position !== null)
      done.set(header.subjectId, header.position.cursor === null)
  const records = frames.flatMap((frame) => frame.records)
  return {
    done,
    startedAt: before?.startedAt ?? segment.sealedAt,
    endedAt: segment.sealedAt,
    fetched: frames.reduce((sum, { header }) => sum + header.fetched, before?.fetched ?? 0),
    added: recorded.added + (before?.added ?? 0),
    revised: recorded.revised + (before?.revised ?? 0),
    media: records.filter(({ kind }) => kind === 'media').length + (before?.media ?? 0),
  }
}

function asLost(id: string, { done, ...run }: Told): LostRun {
  return { ...run, id, subjects: done.size, subjectsDone: [...done.values()].filter(Boolean).length }
}
