/** Exports: evidence for a person, written by a job. Only JSONL so far; the file holds messages in the clear. */
import { createReadStream } from 'node:fs'
import { rm, stat } from 'node:fs/promises'
import { z } from 'zod'
import { listConversationNames } from '../../catalog/conversations.ts'
import { listNames } from '../../catalog/people.ts'
import type { Export, ExportScope, PageQuery, StartExport } from '../../contract/index.ts'
import { freeBytesOf } from '../../disk-room.ts'
import { toInstant } from '../../domain/clock.ts'
import type { Operator } from '../../domain/operator.ts'
import { VaultError } from '../../domain/vault-error.ts'
import type { Queue } from '../../queue/queue.ts'
import { newUuid } from '../../secrets/randomness.ts'
import { decodeCursor, type Page, pageOf, positionInstant } from '../cursor.ts'
import {
  countKept,
  deleteExport,
  type ExportRow,
  findExport,
  insertExport,
  listExports,
  lockExports,
} from '../export-rows.ts'
import { type ExportJobDeps, enqueueExports, exportFile, workOnExports } from './export-job.ts'
import { demandDisk, demandRoom, EXPORT_LIMITS } from './export-room.ts'
import { sweepExports } from './sweep-exports.ts'

export type ExportFile = {
  readonly name: string
  readonly bytes: number
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
  /** The finished file; throws 409 `export-not-ready` before, 410 `export-expired` after. */
  file(operator: Operator, exportId: string): Promise<ExportFile>
  /** By whoever asked for it, or an administrator. Ends one that is being written; its file is gone at once. */
  remove(operator: Operator, exportId: string): Promise<void>
}

export type ExportDeps = Omit<ExportJobDeps, 'newId'> & {
  readonly queue: Queue
  readonly newId?: () => string
}

/**
 * The service the door sees. `work`: takes export jobs in this process from now on. `sweep`: deletes what has expired.
 */
export type Exports = ExportService & { work(): Promise<void>; sweep(): Promise<void> }

export function createExportService({ queue, newId = newUuid, ...deps }: ExportDeps): Exports {
  const db = deps.database.kysely

  async function find(tenantId: string, exportId: string): Promise<ExportRow> {
    const row = await findExport(db, tenantId, exportId)
    if (row === undefined) throw exportUnknown(exportId)
    return row
  }

  const findFile = ({ id }: ExportRow) => stat(exportFile(deps.dir, id)).catch(() => undefined)

  async function view(operator: Operator, rows: readonly ExportRow[]): Promise<Export[]> {
    const now = deps.clock.now()
    const people = await listNames(db, operator.tenantId, rows.flatMap(somePeople))
    const chats = await listConversationNames(db, operator.tenantId, rows.flatMap(someConversations))
    return Promise.all(
      rows.map(async (row) => ({
        ...toExport(row),
        scope: toScope(row, people, chats),
        expired: isExpired(row, now),
        fileMissing: row.state === 'completed' && !isExpired(row, now) && !(await findFile(row)),
        mayDelete: mayDelete(operator, row),
      })),
    )
  }

  return {
    async start({ tenantId, id: requestedBy, name: operatorName }, { format, selection }) {
      if (format !== 'jsonl') throw formatNotAvailable(format)
      const id = newId()
      const createdAt = deps.clock.now()
      const row = { id, tenantId, format, selection, requestedBy, operatorName, createdAt }
      await demandDisk(deps.dir, deps.freeBytes ?? freeBytesOf)
      await db.transaction().execute(async (trx) => {
        await lockExports(trx, tenantId)
        demandRoom(await countKept(trx, tenantId), deps.limits ?? EXPORT_LIMITS)
        await insertExport(trx, row)
        await enqueueExports(queue, tenantId, trx)
      })
      return { id }
    },

    work: () => workOnExports({ ...deps, queue, newId }),

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
      await rm(exportFile(deps.dir, row.id), { force: true })
    },

    async file({ tenantId }, exportId) {
      const row = await find(tenantId, exportId)
      if (row.state !== 'completed') throw notReady(row)
      if (isExpired(row, deps.clock.now())) throw expired(row)
      const found = await findFile(row)
      if (found === undefined) throw fileGone(exportId)
      const name = `chatvault-${toInstant(row.createdAt).slice(0, 10)}-${row.id}.zip`
      const etag = `"${row.sha256}"`
      return {
        name,
        bytes: found.size,
        etag,
        open: (part) => createReadStream(exportFile(deps.dir, row.id), part),
      }
    },
  }
}

const ExportPosition = z.object({ at: positionInstant, id: z.string() })

function isExpired({ expiresAt, removedAt }: ExportRow, now: Date): boolean {
  return removedAt !== null || (expiresAt !== null && expiresAt <= now)
}

function mayDelete({ id, roles }: Operator, { requestedBy }: ExportRow): boolean {
  return id === requestedBy || roles.includes('admin')
}

/** So many of the chosen are named; the rest are counted. */
const NAMED = 3

const somePeople = ({ selection }: ExportRow) => selection.subjectIds?.slice(0, NAMED) ?? []
const someConversations = ({ selection }: ExportRow) => selection.conversationIds?.slice(0, NAMED) ?? []

type Names = ReadonlyMap<string, string>

function toScope(row: ExportRow, people: Names, conversations: Names): ExportScope {
  const { subjectIds = [], conversationIds = [], from = null, to = null, q } = row.selection
  const namesOf = (ids: string[], names: Names) => ids.flatMap((id) => names.get(id) ?? [])
  return {
    people: { count: subjectIds.length, names: namesOf(somePeople(row), people) },
    conversations: { count: conversationIds.length, names: namesOf(someConversations(row), conversations) },
    from,
    to,
    q: q?.trim() || null,
  }
}

function toExport({
  createdAt,
  endedAt,
  expiresAt,
  ...row
}: ExportRow): Omit<Export, 'scope' | 'expired' | 'fileMissing' | 'mayDelete'> {
  const { id, state, format, messages, sha256, bytes, reason, notice, operatorName } = row
  return {
    id,
    state,
    format,
    messages,
    sha256,
    bytes,
    operatorName,
    createdAt: toInstant(createdAt),
    endedAt: endedAt && toInstant(endedAt),
    expiresAt: expiresAt && toInstant(expiresAt),
    reason,
    notice,
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

function expired({ id, expiresAt }: ExportRow): VaultError {
  return new VaultError({
    code: 'export-expired',
    attempted: `fetch the file of export ${id}`,
    why: `it expired on ${expiresAt && toInstant(expiresAt).slice(0, 10)} and was deleted from the server`,
    hint: 'Start a new export: the archive still has the messages.',
    status: 410,
  })
}

function notYours(exportId: string): VaultError {
  return new VaultError({
    code: 'export-not-yours',
    attempted: `delete export ${exportId}`,
    why: 'somebody else asked for it',
    hint: 'Ask that person or an administrator of Chatvault to delete it.',
    status: 403,
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
