/** Exports: evidence for a person, written by a job. The file holds messages in the clear, signed by the vault. */
import { z } from 'zod'
import {
  countKept,
  deleteExport,
  type ExportRow,
  findExport,
  insertExport,
  listExports,
  lockExports,
} from '../../books/exports.ts'
import type { Export, PageQuery, StartExport } from '../../contract/index.ts'
import { toInstant } from '../../domain/clock.ts'
import type { Operator } from '../../domain/operator.ts'
import { VaultError } from '../../domain/vault-error.ts'
import type { Queue } from '../../queue/queue.ts'
import { newUuid } from '../../secrets/randomness.ts'
import { decodeCursor, type Page, pageOf, positionInstant } from '../cursor.ts'
import type { ReadingGate } from '../reading/gate.ts'
import { scopeOf, scopeWords } from '../scope-words.ts'
import { type ExportJobDeps, enqueueExports, workOnExports } from './export-job.ts'
import { demandDisk, demandRoom, EXPORT_LIMITS } from './export-room.ts'
import { sweepExports } from './sweep-exports.ts'

export type ExportFile = {
  readonly name: string
  readonly bytes: number
  /** Reading requests that allow the person to have it. */
  readonly allowedBy: string[]
  /** Names these very bytes. */
  readonly etag: string
  /** From byte `start` through `end`; all of them without. */
  open(part?: { readonly start: number; readonly end: number }): NodeJS.ReadableStream
}

export type ExportService = {
  start(operator: Operator, body: z.output<typeof StartExport>): Promise<{ id: string }>
  get(operator: Operator, exportId: string): Promise<Export>
  /** Newest first. Expired ones are listed for a month. */
  list(operator: Operator, page: z.output<typeof PageQuery>): Promise<Page<Export>>
  /** The finished file; throws 409 `export-not-ready` before, 410 `export-expired` after, or `export-erased`. */
  file(operator: Operator, exportId: string): Promise<ExportFile>
  /** What exports are checked with. */
  publicKey(): Promise<string>
  /** By anyone who asked for it, or an administrator. Ends one that is being written; its file is gone at once. */
  remove(operator: Operator, exportId: string): Promise<void>
}

export type ExportDeps = ExportJobDeps & { readonly queue: Queue; readonly gate: ReadingGate }

/**
 * The service the door sees. `work`: takes export jobs in this process from now on. `sweep`: deletes expired exports.
 */
export type Exports = ExportService & { work(): Promise<void>; sweep(): Promise<void> }

export function createExportService({ queue, gate, ...deps }: ExportDeps): Exports {
  const { files } = deps
  const db = deps.database.kysely

  async function find(tenantId: string, exportId: string): Promise<ExportRow> {
    const row = await findExport(db, tenantId, exportId)
    if (row === undefined) throw exportUnknown(exportId)
    return row
  }

  async function view(operator: Operator, rows: readonly ExportRow[]): Promise<Export[]> {
    const now = deps.clock.now()
    const words = await scopeWords(db, operator.tenantId, rows)
    return Promise.all(
      rows.map(async (row) => ({
        ...toExport(row),
        scope: scopeOf(row, words),
        erased: row.erasedAt !== null,
        expired: isExpired(row, now),
        fileMissing: row.state === 'completed' && !isExpired(row, now) && !(await files.find(row.id)),
        mayDelete: mayDelete(operator, row),
      })),
    )
  }

  return {
    async start(operator, { format, selection, reason }) {
      const { tenantId, id: requestedBy, name: operatorName } = operator
      const id = newUuid()
      const createdAt = deps.clock.now()
      const purpose = reason?.trim() || null
      const row = { id, tenantId, format, selection, requestedBy, operatorName, purpose, createdAt }
      await demandDisk(files)
      await db.transaction().execute(async (trx) => {
        await lockExports(trx, tenantId)
        const kept = await countKept(trx, tenantId)
        demandRoom(kept, await countKept(trx, tenantId, requestedBy), deps.limits ?? EXPORT_LIMITS)
        await insertExport(trx, row)
        await enqueueExports(queue, tenantId, trx)
      })
      return { id }
    },

    publicKey: async () => (await deps.signer.publicKey()).pem,

    work: () => workOnExports({ ...deps, queue }),

    sweep: () => sweepExports(deps),

    async get(operator, exportId) {
      const row = await find(operator.tenantId, exportId)
      const [shown] = await view(operator, [row])
      if (shown === undefined) throw exportUnknown(exportId)
      return shown
    },

    async list(operator, { limit, cursor }) {
      const before = decodeCursor(ExportPosition, cursor)
      const rows = await listExports(db, operator.tenantId, { limit: limit + 1, before })
      const { items, next } = pageOf(
        rows,
        limit,
        (row) => row,
        ({ createdAt, id }) => ({ at: toInstant(createdAt), id }),
      )
      return { items: await view(operator, items), next }
    },

    async remove(operator, exportId) {
      const row = await find(operator.tenantId, exportId)
      if (!mayDelete(operator, row)) throw notYours(exportId)
      await db.transaction().execute((trx) => deleteExport(trx, operator.tenantId, exportId))
      await files.remove(row.id)
    },

    async file(operator, exportId) {
      const { tenantId } = operator
      const row = await find(tenantId, exportId)
      const allowedBy = await gate.demand(operator, row.selection)
      if (row.state !== 'completed') throw notReady(row)
      if (row.erasedAt !== null) throw erased(exportId)
      if (isExpired(row, deps.clock.now())) throw expired(row)
      const found = await files.find(row.id)
      if (found === undefined) throw fileGone(exportId)
      const name = `chatvault-${toInstant(row.createdAt).slice(0, 10)}-${row.id}.zip`
      const etag = `"${row.sha256}"`
      return {
        name,
        bytes: found.bytes,
        allowedBy,
        etag,
        open: (part) => files.read(row.id, part),
      }
    },
  }
}

const ExportPosition = z.object({ at: positionInstant, id: z.string() })

function isExpired({ expiresAt, removedAt, erasedAt }: ExportRow, now: Date): boolean {
  return removedAt !== null || erasedAt !== null || (expiresAt !== null && expiresAt <= now)
}

function mayDelete({ id, roles }: Operator, { requestedBy }: ExportRow): boolean {
  return id === requestedBy || roles.includes('admin')
}

function toExport({
  createdAt,
  endedAt,
  expiresAt,
  ...row
}: ExportRow): Omit<Export, 'scope' | 'expired' | 'erased' | 'fileMissing' | 'mayDelete'> {
  const { id, state, format, messages, sha256, bytes, reason, notice, operatorName, purpose } = row
  return {
    id,
    state,
    format,
    messages,
    sha256,
    bytes,
    operatorName,
    purpose,
    createdAt: toInstant(createdAt),
    endedAt: endedAt && toInstant(endedAt),
    expiresAt: expiresAt && toInstant(expiresAt),
    reason,
    notice,
  }
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

function expired({ id, expiresAt }: ExportRow): VaultError {
  return new VaultError({
    code: 'export-expired',
    attempted: `fetch the file of export ${id}`,
    why: `it expired on ${expiresAt && toInstant(expiresAt).slice(0, 10)} and was deleted from the server`,
    hint: 'Start a new export: the archive still has the messages.',
    status: 410,
  })
}

function erased(exportId: string): VaultError {
  return new VaultError({
    code: 'export-erased',
    attempted: `fetch the file of export ${exportId}`,
    why: 'messages it held were erased since, so it was deleted',
    hint: 'Start a new export: it holds what the archive still has.',
    status: 410,
  })
}

function notYours(exportId: string): VaultError {
  return new VaultError({
    code: 'export-not-yours',
    attempted: `delete export ${exportId}`,
    why: 'someone else requested it',
    hint: 'Ask that person or a Chatvault admin to delete it.',
    status: 403,
  })
}

function fileGone(exportId: string): VaultError {
  return new VaultError({
    code: 'export-file-gone',
    attempted: `fetch the file of export ${exportId}`,
    why: 'it was removed from the data folder of this server',
    hint: 'Start a new export: the archive still has the messages.',
    status: 410,
  })
}
