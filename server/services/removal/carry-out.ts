/**
 * Carries a removal out. Each step can be repeated, and the books say which is next, so a process may be killed at any moment:
 *
 *   decide    one transaction: what is chosen and not held leaves every list, is remembered as removed, and what is left to
 *             do is written down. Before it nothing has happened; after it the removal is always finished
 *   rewrite   segments are written again without the messages, a removal document names them, the catalog follows, the old
 *             files go
 *   tidy      pictures no other message shows go, finished exports that held the messages too
 *
 * No run of the tenant is at work meanwhile: it gives way, and is handed over again in the end.
 */
import type { Archive, TenantArchive, WrittenRemoval } from '../../archive/archive.ts'
import { damageOf } from '../../archive/damage.ts'
import { collect } from '../../archive/read-ahead.ts'
import { listErased, listFinished, noteErased, noteRemoved, writeAgain } from '../../books/exports.ts'
import { listActiveHolds } from '../../books/holds.ts'
import {
  addRemovalSegments,
  blockRuns,
  completeRemoval,
  dropRemovalSegments,
  dropReplacedSegments,
  findRemoval,
  findRunningRemoval,
  listRemovalMedia,
  listRemovalSegments,
  listTenantsWithRunningRemovals,
  lockVault,
  noteDecided,
  noteTrouble,
  type RemovalRow,
} from '../../books/removals.ts'
import { forgetMessages } from '../../catalog/forgetting.ts'
import { removedAmong } from '../../catalog/removed.ts'
import { followSuccessor, listKnownSegments, listSegmentNames } from '../../catalog/successors.ts'
import type { Database, Session } from '../../database/database.ts'
import type { Clock } from '../../domain/clock.ts'
import { toVaultError } from '../../domain/vault-error.ts'
import type { ExportFiles } from '../../export-files/export-files.ts'
import type { Queue } from '../../queue/queue.ts'
import type { Indexer } from '../search/indexer.ts'
import { type ChoosingDeps, choosingIndexed } from './choosing.ts'
import { enqueueRemovals, REMOVAL_QUEUE, type RemovalJob } from './jobs.ts'

export type RemovalDeps = ChoosingDeps & {
  readonly database: Database
  readonly archive: Archive
  readonly indexer: Pick<Indexer, 'catchUp' | 'finish' | 'wake'>
  readonly exportFiles: Pick<ExportFiles, 'remove'>
  readonly clock: Pick<Clock, 'now'>
  liveWorkers(): Promise<readonly string[]>
  /** Hands the tenant's open run over again, if it has one. */
  continueRun(tenantId: string): Promise<void>
  /** Exports that are to be written again. */
  continueExports(tenantId: string): Promise<void>
}

/** Segments that one removal document names: bounds what a crash repeats, and the room the new files take beside the old. */
const SEGMENTS_AT_ONCE = 64
/** While a run is at work. */
const AGAIN_SECONDS = 2

/** Takes jobs until the queue stops; what an earlier process has begun is taken up. */
export async function workOnRemovals(deps: RemovalDeps & { readonly queue: Queue }): Promise<void> {
  const { queue } = deps
  const db = deps.database.kysely
  await sweepRemovals(deps)
  await queue.work<RemovalJob>(REMOVAL_QUEUE, { concurrency: 1 }, async ({ data: { tenantId } }, signal) => {
    const next = await findRunningRemoval(db, tenantId)
    if (next === undefined) return
    const live = await deps.liveWorkers()
    if (!(await db.transaction().execute((trx) => blockRuns(trx, next, live)))) {
      const later = { singletonKey: tenantId, startAfterSeconds: AGAIN_SECONDS }
      return void (await queue.enqueue<RemovalJob>(REMOVAL_QUEUE, { tenantId }, later))
    }
    await carryOut(deps, next, signal)
    if ((await findRunningRemoval(db, tenantId)) !== undefined && !signal.aborted)
      await enqueueRemovals(queue, tenantId)
  })
}

/** Those that have lost their job get one again; those that met trouble are tried again. */
export async function sweepRemovals(deps: {
  readonly database: Database
  readonly queue: Pick<Queue, 'enqueue'>
}): Promise<void> {
  for (const tenantId of await listTenantsWithRunningRemovals(deps.database.kysely))
    await enqueueRemovals(deps.queue, tenantId)
}

/** Finishes the removal, or says in the books what keeps it from that. Rejects when it was interrupted, or the books fail. */
export async function carryOut(deps: RemovalDeps, row: RemovalRow, signal: AbortSignal): Promise<void> {
  const { tenantId } = row
  const db = deps.database.kysely
  const tenant = await deps.archive.find(tenantId)
  try {
    const decided = row.decidedAt === null ? await decide(deps, row, tenant) : row
    if (tenant !== undefined) {
      await finishLast(deps, tenant)
      await rewriteAll(deps, decided, tenant, signal)
      await tenant.removeMedia(await listRemovalMedia(db, row))
    }
    await tidyExports(deps, decided)
    await complete(deps, decided, tenant)
  } catch (thrown) {
    if (signal.aborted) throw thrown
    const isDamage = damageOf(thrown, row.id) !== undefined
    await noteTrouble(db, row.id, {
      trouble: toVaultError(thrown, 'remove messages').notice,
      blocks: !isDamage,
    })
    if (!isDamage) throw thrown
  }
  deps.indexer.wake(tenantId)
  await deps.continueRun(tenantId)
}

/** Nothing of it has happened before this is committed. Held is what is held at that moment. */
async function decide(
  deps: RemovalDeps,
  row: RemovalRow,
  tenant: TenantArchive | undefined,
): Promise<RemovalRow> {
  const { id, tenantId, selection, askedAt, sentBefore } = row
  const names = tenant === undefined ? [] : await collect(tenant.listSegments())
  const at = deps.clock.now()
  if (await asksForWords(deps.database.kysely, row)) await deps.indexer.finish(tenantId)
  await deps.database.kysely.transaction().execute(async (trx) => {
    await lockVault(trx, tenantId)
    const choosing = choosingIndexed(deps, trx, tenantId)
    const choice = { selection, at: askedAt, growing: false }
    const chosen = sentBefore === null ? await choosing.choose(choice) : { before: sentBefore }
    const held = await choosing.held()
    const exports = []
    for (const { id: exportId, selection: of, endedAt } of await listFinished(trx, tenantId))
      exports.push({
        id: exportId,
        selection: await choosing.choose({ selection: of, at: endedAt ?? at, growing: false }),
      })
    const known = await listSegmentNames(trx, tenantId)
    const forgotten = await forgetMessages(trx, { tenantId, removalId: id }, { chosen, held, exports })
    if (forgotten.messages > 0)
      await addRemovalSegments(
        trx,
        id,
        names.filter((name) => !known.has(name)),
      )
    await noteErased(trx, forgotten.exports, at)
    const { messages, heldBack } = forgotten
    await noteDecided(trx, id, { messages, heldBack, exportsDeleted: forgotten.exports.length, at })
  })
  return (await findRemoval(deps.database.kysely, tenantId, id)) ?? row
}

/** Then everything has to be searchable first; no run adds to it meanwhile. */
async function asksForWords(db: Session, { tenantId, selection }: RemovalRow): Promise<boolean> {
  const asked = [...(await listActiveHolds(db, tenantId)), ...(await listFinished(db, tenantId))]
  return [selection, ...asked.map((one) => one.selection)].some(({ q = '' }) => q.trim() !== '')
}

async function rewriteAll(
  deps: RemovalDeps,
  { id, tenantId, cause }: RemovalRow,
  tenant: TenantArchive,
  signal: AbortSignal,
): Promise<void> {
  const db = deps.database.kysely
  const unreadable: { name: string; error: unknown }[] = []
  for (;;) {
    signal.throwIfAborted()
    const except = unreadable.map(({ name }) => name)
    const segments = await listRemovalSegments(db, id, { limit: SEGMENTS_AT_ONCE, except })
    if (segments.length === 0) break
    const outcome = await tenant.writeRemoval({
      removalId: id,
      cause,
      segments,
      which: (messages) => removedAmong(db, tenantId, messages),
    })
    unreadable.push(...outcome.unreadable)
    if (outcome.written !== undefined) await finish(deps, tenant, outcome.written)
    const left = new Set(outcome.unreadable.map(({ name }) => name))
    await dropRemovalSegments(
      db,
      id,
      segments.filter((name) => !left.has(name)),
    )
  }
  const [first] = unreadable
  if (first !== undefined) throw first.error
}

/** A document that was written, and then the process was killed. */
async function finishLast(deps: RemovalDeps, tenant: TenantArchive): Promise<void> {
  const last = await tenant.lastRemoval()
  if (last !== undefined) await finish(deps, tenant, last)
}

async function finish(deps: RemovalDeps, tenant: TenantArchive, written: WrittenRemoval): Promise<void> {
  const { segments } = written.document
  const ids = segments.map(({ replaced }) => replaced.id)
  const waiting = await listKnownSegments(deps.database.kysely, tenant.tenantId, ids)
  for (const { replaced, by } of segments) {
    if (!waiting.has(replaced.id)) continue
    const successor = await tenant.readSegment(by.name)
    await deps.database.kysely
      .transaction()
      .execute((trx) => followSuccessor(trx, tenant.tenantId, replaced.id, successor))
  }
  await tenant.deleteReplaced(written)
  const replaced = segments.map((one) => one.replaced.name)
  await dropReplacedSegments(deps.database.kysely, tenant.tenantId, replaced)
}

/** Files no one is given any more go; what was being written meanwhile is written again. */
async function tidyExports(deps: RemovalDeps, { tenantId, decidedAt }: RemovalRow): Promise<void> {
  const { database, exportFiles, clock, continueExports } = deps
  const db = database.kysely
  for (const erased of await listErased(db, tenantId)) {
    await exportFiles.remove(erased.id)
    await noteRemoved(db, erased, clock.now())
  }
  const again = await writeAgain(db, tenantId, decidedAt ?? clock.now())
  for (const { id } of again) await exportFiles.remove(id)
  if (again.length > 0) await continueExports(tenantId)
}

async function complete(
  deps: RemovalDeps,
  { id, tenantId }: RemovalRow,
  tenant: TenantArchive | undefined,
): Promise<void> {
  const documents: { name: string; sha256: string }[] = []
  let segmentsRewritten = 0
  for await (const { name, digest, document } of tenant?.removals() ?? []) {
    if (document.removalId !== id) continue
    documents.push({ name, sha256: digest })
    segmentsRewritten += document.segments.length
  }
  await deps.database.kysely.transaction().execute(async (trx) => {
    await lockVault(trx, tenantId)
    await completeRemoval(trx, id, { segmentsRewritten, documents, at: deps.clock.now() })
  })
}
