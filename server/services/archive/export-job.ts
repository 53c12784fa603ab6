/**
 * Writes one export: selected versions from the archive into a zip, streamed. A job that was cut off is done again from
 * the beginning; the file appears under its name only when it is whole and on disk.
 */
import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { open, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Archive, TenantArchive } from '../../archive/archive.ts'
import type { ArchivedRevision } from '../../archive/archived-revisions.ts'
import { cacheFrames } from '../../archive/frame-cache.ts'
import { jsonlZip } from '../../archive/jsonl-export.ts'
import { listConversationNos } from '../../catalog/conversations.ts'
import {
  findLastMessageNo,
  listSelected,
  listSubjectIds,
  type SelectedRevision,
  type Selection,
} from '../../catalog/selection.ts'
import type { Database, Session } from '../../database/database.ts'
import { freeBytesOf } from '../../disk-room.ts'
import { type Clock, toInstant } from '../../domain/clock.ts'
import { DAY_MS } from '../../domain/day.ts'
import { toVaultError } from '../../domain/vault-error.ts'
import type { Queue } from '../../queue/queue.ts'
import {
  beginExport,
  completeExport,
  countKept,
  type ExportRow,
  type ExportSelection,
  failExport,
  findExport,
  findNextExport,
  listTenantsWithOpenExports,
  noteProgress,
} from '../export-rows.ts'
import { readInOrder } from './archived-messages.ts'
import { demandDisk, EXPORT_LIMITS, type ExportLimits, type FreeBytes, roomKeeper } from './export-room.ts'

export type ExportJobDeps = {
  readonly database: Database
  readonly archive: Archive
  readonly clock: Clock
  /** Folder of the finished files. */
  readonly dir: string
  /** Makes the name of an unfinished file its own. */
  readonly newId: () => string
  readonly limits?: ExportLimits
  readonly freeBytes?: FreeBytes
}

/** A turn of one tenant: its oldest open export is written. */
type ExportJob = { readonly tenantId: string }

/** Name of the queue. */
export const EXPORT_QUEUE = 'export'
/** Tenants whose exports one process writes at the same time; of one tenant, one. */
const EXPORTS_AT_ONCE = 4
/** Messages whose places are held at a time: few enough that an embedded database answers others in between. */
const BATCH = 1000
/** Thrown out of the writing of an export that somebody has deleted meanwhile: nothing is left to be said about it. */
const DELETED = new Error('The export was deleted while it was written')
/** Neighbouring batches touch the same frames: those of a segment are kept while it is being read. */
const FRAMES_KEPT_BYTES = 16 * 1024 * 1024

export function exportFile(dir: string, exportId: string): string {
  return join(dir, `${exportId}.zip`)
}

/** Asks for a turn of the tenant; success when one waits already. `within` is the transaction it belongs to. */
export async function enqueueExports(
  queue: Pick<Queue, 'enqueue'>,
  tenantId: string,
  within?: Session,
): Promise<void> {
  const options = { singletonKey: tenantId, ...(within && { within }) }
  await queue.enqueue<ExportJob>(EXPORT_QUEUE, { tenantId }, options)
}

/** Takes jobs from now on; tenants whose open exports have lost their job get one again. */
export async function workOnExports(deps: ExportJobDeps & { readonly queue: Queue }): Promise<void> {
  const db = deps.database.kysely
  for (const tenantId of await listTenantsWithOpenExports(db)) await enqueueExports(deps.queue, tenantId)
  await deps.queue.work<ExportJob>(
    EXPORT_QUEUE,
    { concurrency: EXPORTS_AT_ONCE },
    async ({ data: { tenantId } }, signal) => {
      const next = await findNextExport(db, tenantId)
      if (next === undefined) return
      await runExport(deps, next, signal)
      // Behind the other tenants that wait.
      if ((await findNextExport(db, tenantId)) !== undefined) await enqueueExports(deps.queue, tenantId)
    },
  )
}

/** Ends the export completed or failed. Rejects only when it was interrupted: then the job shall be done again. */
export async function runExport(
  deps: ExportJobDeps,
  { tenantId, id }: Pick<ExportRow, 'tenantId' | 'id'>,
  signal: AbortSignal,
): Promise<void> {
  const db = deps.database.kysely
  const row = await findExport(db, tenantId, id)
  if (row === undefined || !(await beginExport(db, tenantId, id))) return
  try {
    const result = await writeExport(deps, row, signal)
    const endedAt = deps.clock.now()
    const expiresAt = new Date(endedAt.getTime() + (deps.limits ?? EXPORT_LIMITS).days * DAY_MS)
    // Deleted while the file got its name.
    if (!(await completeExport(db, tenantId, id, { ...result, endedAt, expiresAt })))
      await rm(exportFile(deps.dir, id), { force: true })
  } catch (thrown) {
    if (signal.aborted) throw thrown
    if (thrown === DELETED) return
    const { notice, message, hint } = toVaultError(thrown, 'write the export')
    const end = { reason: `${message}. ${hint}`, notice, endedAt: deps.clock.now() }
    await failExport(db, tenantId, id, end)
  }
}

async function writeExport(deps: ExportJobDeps, row: ExportRow, signal: AbortSignal) {
  const path = exportFile(deps.dir, row.id)
  const { limits = EXPORT_LIMITS, freeBytes = freeBytesOf } = deps
  await demandDisk(deps.dir, freeBytes)
  const kept = await countKept(deps.database.kysely, row.tenantId)
  await sweepUnfinished(deps.dir, row.id)
  const draft = `${path}.${deps.newId()}.part`
  try {
    const counted = { messages: 0 }
    const digest = digesting(roomKeeper(deps.dir, { kept, limits, freeBytes }))
    const lines = linesOf(deps, row, counted, signal)
    const file = createWriteStream(draft, { flags: 'wx', mode: 0o600, flush: true })
    await pipeline(jsonlZip(lines, deps.clock.now()), digest.stream, file, { signal })
    await rename(draft, path)
    await syncDirectory(deps.dir)
    return { ...counted, ...digest.result() }
  } catch (thrown) {
    await rm(draft, { force: true })
    throw thrown
  }
}

/** What a crash left of an earlier attempt. */
async function sweepUnfinished(folder: string, exportId: string): Promise<void> {
  const left = (await readdir(folder)).filter(
    (name) => name.startsWith(`${exportId}.zip.`) && name.endsWith('.part'),
  )
  for (const name of left) await rm(join(folder, name), { force: true })
}

async function syncDirectory(folder: string): Promise<void> {
  await using handle = await open(folder, 'r')
  await handle.sync()
}

/** Passes bytes on while there is room, and knows their number and SHA-256 at the end. */
function digesting(keepRoom: (bytes: number) => Promise<void>) {
  const hash = createHash('sha256')
  let bytes = 0
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk)
      bytes += chunk.length
      keepRoom(bytes).then(() => done(null, chunk), done)
    },
  })
  return { stream, result: () => ({ bytes, sha256: hash.digest('hex') }) }
}

async function* linesOf(
  deps: ExportJobDeps,
  row: ExportRow,
  counted: { messages: number },
  signal: AbortSignal,
): AsyncIterable<ArchivedRevision> {
  const archive = await deps.archive.find(row.tenantId)
  if (archive === undefined) return
  const subjectIds = await listSubjectIds(deps.database.kysely, row.tenantId)
  const reading = {
    db: deps.database.kysely,
    archive: cacheFrames(archive, FRAMES_KEPT_BYTES),
    subjectIds,
    selection: await resolve(deps.database.kysely, row.tenantId, row.selection, subjectIds),
  }
  for await (const batch of batchesOf(reading)) {
    signal.throwIfAborted()
    for await (const line of batch) {
      yield line
      counted.messages += 1
    }
    if (!(await noteProgress(deps.database.kysely, row.tenantId, row.id, counted.messages))) throw DELETED
  }
}

type Reading = {
  readonly db: Session
  readonly archive: TenantArchive
  readonly selection: Selection
  /** By catalog number. */
  readonly subjectIds: ReadonlyMap<number, string>
}

/** Messages that come while it is written are left to the next export. */
async function* batchesOf(reading: Reading): AsyncIterable<AsyncIterable<ArchivedRevision>> {
  const { db, archive, selection } = reading
  const lastNo = await findLastMessageNo(db)
  let span = BATCH
  for (let afterNo = 0; afterNo < lastNo; ) {
    const throughNo = afterNo + span
    const rows = await listSelected(db, archive.tenantId, selection, { afterNo, throughNo })
    if (rows.length > 0) yield revisionsOf(reading, rows)
    afterNo = throughNo
    span = nextSpan(span, rows.length)
  }
}

/** Longer where the selection is thin, so that few messages of many are found in few steps. */
function nextSpan(span: number, found: number): number {
  if (found < BATCH / 4) return Math.min(span * 2, BATCH * 64)
  return found > BATCH ? Math.max(BATCH / 4, Math.floor(span / 2)) : span
}

async function* revisionsOf(
  { archive, subjectIds }: Reading,
  rows: readonly SelectedRevision[],
): AsyncIterable<ArchivedRevision> {
  for await (const { pointer, message } of readInOrder(archive, rows)) {
    const { subjectNos, fetchedAt, runId, revision } = pointer
    yield {
      tenantId: archive.tenantId,
      subjectIds: subjectNos.flatMap((no) => subjectIds.get(no) ?? []).sort(),
      fetchedAt: toInstant(fetchedAt),
      runId,
      revision,
      message,
    }
  }
}

/** What is absent or empty does not narrow: an empty selection is everything. */
async function resolve(
  db: Session,
  tenantId: string,
  selection: ExportSelection,
  subjectIds: ReadonlyMap<number, string>,
): Promise<Selection> {
  const { from, to } = selection
  const ids = filled(selection.conversationIds)
  const words = selection.q?.trim() || undefined
  const people = filled(selection.subjectIds) && new Set(selection.subjectIds)
  return {
    subjectNos: people && [...subjectIds].flatMap(([no, id]) => (people.has(id) ? [no] : [])),
    conversationNos: ids || words ? await listConversationNos(db, tenantId, { ids, words }) : undefined,
    from: from === undefined ? undefined : new Date(from),
    to: to === undefined ? undefined : new Date(to),
  }
}

function filled<T>(list: readonly T[] | undefined): readonly T[] | undefined {
  return list === undefined || list.length === 0 ? undefined : list
}
