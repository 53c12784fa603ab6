/**
 * Writes one export: selected versions from the archive into a signed zip, streamed. A job that was cut off is done again from
 * the beginning; the file appears under its name only when it is whole and on disk.
 */
import { createHash } from 'node:crypto'
import {
  beginExport,
  completeExport,
  countKept,
  type ExportRow,
  failExport,
  findExport,
  findNextExport,
  listTenantsWithOpenExports,
  noteProgress,
} from '../../books/exports.ts'
import type { Session } from '../../database/database.ts'
import { DAY_MS } from '../../domain/day.ts'
import { toVaultError } from '../../domain/vault-error.ts'
import type { ExportFiles } from '../../export-files/export-files.ts'
import type { Queue } from '../../queue/queue.ts'
import { demandDisk, EXPORT_LIMITS, type ExportLimits, roomKeeper } from './export-room.ts'
import { emptyTally } from './tally.ts'
import { type WriteDeps, writeSignedZip } from './write-export.ts'

export type ExportJobDeps = WriteDeps & { readonly files: ExportFiles; readonly limits?: ExportLimits }

/** A turn of one tenant: its oldest open export is written. */
type ExportJob = { readonly tenantId: string }

/** Name of the queue. */
export const EXPORT_QUEUE = 'export'
/** Tenants whose exports one process writes at the same time; of one tenant, one. */
const EXPORTS_AT_ONCE = 4
/** People look at progress now and then, and each note is a write to the disk. */
const NOTED_EVERY_MS = 500
/** Thrown out of the writing of an export that someone has deleted meanwhile: nothing is left to be said about it. */
const DELETED = new Error('The export was deleted while it was written')

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
      await deps.files.remove(id)
  } catch (thrown) {
    if (signal.aborted) throw thrown
    if (thrown === DELETED) return
    const { notice, message, hint } = toVaultError(thrown, 'write the export')
    const end = { reason: `${message}. ${hint}`, notice, endedAt: deps.clock.now() }
    await failExport(db, tenantId, id, end)
  }
}

async function writeExport(deps: ExportJobDeps, row: ExportRow, signal: AbortSignal) {
  const { files, limits = EXPORT_LIMITS } = deps
  const db = deps.database.kysely
  await demandDisk(files)
  const kept = await countKept(db, row.tenantId)
  const tally = emptyTally()
  let notedAt = Number.NEGATIVE_INFINITY
  const pause = async () => {
    signal.throwIfAborted()
    const now = deps.clock.now().getTime()
    if (now - notedAt < NOTED_EVERY_MS) return
    notedAt = now
    if (!(await noteProgress(db, row.tenantId, row.id, tally.versions))) throw DELETED
  }
  const digest = digesting(
    () => writeSignedZip(deps, row, { tally, pause }),
    roomKeeper(files, { kept, limits }),
  )
  await files.write(row.id, digest.chunks, signal)
  return { messages: tally.versions, ...digest.result() }
}

/** Passes bytes on while there is room, and knows their number and SHA-256 at the end. Opens the content when it is first read. */
function digesting(open: () => AsyncIterable<Buffer>, keepRoom: (bytes: number) => Promise<void>) {
  const hash = createHash('sha256')
  let bytes = 0
  async function* chunks(): AsyncIterable<Buffer> {
    for await (const chunk of open()) {
      hash.update(chunk)
      bytes += chunk.length
      await keepRoom(bytes)
      yield chunk
    }
  }
  return { chunks: chunks(), result: () => ({ bytes, sha256: hash.digest('hex') }) }
}
