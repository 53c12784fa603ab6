/** Exports: evidence for a person, written by a job. Only JSONL so far; the file holds messages in the clear. */
import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { toInstant } from '../domain/clock.ts'
import { VaultError } from '../domain/vault-error.ts'
import type { Export } from '../http/contract.ts'
import type { Queue } from '../queue/queue.ts'
import { type ExportJobDeps, enqueueExports, exportFile, workOnExports } from './export-job.ts'
import { type ExportRow, findExport, insertExport } from './export-rows.ts'
import type { ExportService } from './services.ts'

export type ExportDeps = Omit<ExportJobDeps, 'newId'> & {
  readonly queue: Queue
  readonly newId?: () => string
}

/** The service the door sees, and `work`: takes export jobs in this process from now on. */
export type Exports = ExportService & { work(): Promise<void> }

export function createExportService({ queue, newId = randomUUID, ...deps }: ExportDeps): Exports {
  const db = deps.database.kysely

  async function find(tenantId: string, exportId: string): Promise<ExportRow> {
    const row = await findExport(db, tenantId, exportId)
    if (row === undefined) throw exportUnknown(exportId)
    return row
  }

  return {
    async start({ tenantId, id: requestedBy }, { format, selection }) {
      if (format !== 'jsonl') throw formatNotAvailable(format)
      const id = newId()
      const row = { id, tenantId, format, selection, requestedBy, createdAt: deps.clock.now() }
      await db.transaction().execute(async (trx) => {
        await insertExport(trx, row)
        await enqueueExports(queue, tenantId, trx)
      })
      return { id }
    },

    work: () => workOnExports({ ...deps, queue, newId }),

    get: async ({ tenantId }, exportId) => toExport(await find(tenantId, exportId)),

    async file({ tenantId }, exportId) {
      const row = await find(tenantId, exportId)
      if (row.state !== 'completed') throw notReady(row)
      const path = exportFile(deps.dir, row.id)
      const found = await stat(path).catch(() => undefined)
      if (found === undefined) throw fileGone(exportId)
      const name = `chatvault-${toInstant(row.createdAt).slice(0, 10)}-${row.id}.zip`
      return { name, bytes: found.size, open: () => createReadStream(path) }
    },
  }
}

function toExport({ createdAt, endedAt, ...row }: ExportRow): Export {
  const { id, state, format, messages, sha256, bytes, reason } = row
  return {
    id,
    state,
    format,
    messages,
    sha256,
    bytes,
    createdAt: toInstant(createdAt),
    endedAt: endedAt && toInstant(endedAt),
    reason,
  }
}

function formatNotAvailable(format: string): VaultError {
  return new VaultError({
    code: 'format-not-available',
    attempted: `export as ${format}`,
    why: 'this format comes later',
    hint: 'Choose jsonl: every message as Microsoft 365 returned it, one a line, in a zip.',
    status: 422,
  })
}

function exportUnknown(exportId: string): VaultError {
  return new VaultError({
    code: 'export-unknown',
    attempted: `find export ${exportId}`,
    why: 'this tenant has no such export',
    hint: 'Start a new one from the archive.',
    status: 404,
  })
}

function notReady({ id, state, reason }: ExportRow): VaultError {
  return new VaultError({
    code: 'export-not-ready',
    attempted: `fetch the file of export ${id}`,
    why: reason ?? `it is ${state}`,
    hint: state === 'failed' ? 'Start a new export.' : 'Wait until its state is completed.',
    status: 409,
  })
}

function fileGone(exportId: string): VaultError {
  return new VaultError({
    code: 'export-file-gone',
    attempted: `fetch the file of export ${exportId}`,
    why: 'it has been removed from the data folder of this server',
    hint: 'Start a new export: the archive still has the messages.',
    status: 410,
  })
}
