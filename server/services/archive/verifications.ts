/** Checks of the archive that someone asks for: a job that reads it and says which files differ from what was written. */
import { z } from 'zod'
import type { Archive, Damage, DamageKind } from '../../archive/archive.ts'
import type { ChainFault, ChainReport } from '../../books/audit-chain.ts'
import { listDocumentedRuns } from '../../books/integrity.ts'
import {
  completeVerification,
  failVerification,
  findNextVerification,
  findQueuedVerification,
  findVerification,
  insertVerification,
  listTenantsWithOpenVerifications,
  listVerifications,
  noteVerified,
  type VerificationMode,
  type VerificationRow,
} from '../../books/verifications.ts'
import { listSegmentNames } from '../../catalog/successors.ts'
import type { DamagedFile, PageQuery, StartVerification, Verification } from '../../contract/index.ts'
import type { Database, Session } from '../../database/database.ts'
import { type Clock, toInstant } from '../../domain/clock.ts'
import type { Operator } from '../../domain/operator.ts'
import { toVaultError, VaultError } from '../../domain/vault-error.ts'
import type { Queue } from '../../queue/queue.ts'
import { decodeCursor, type Page, pageOf, positionInstant } from '../cursor.ts'
import { damagedFiles, describeDamaged } from './damaged-files.ts'

export type VerificationService = {
  /** Answers the one that waits already where nobody has begun with it: it sees what a new one would. */
  start(operator: Operator, body: StartVerification): Promise<{ id: string }>
  get(operator: Operator, id: string): Promise<Verification>
  list(operator: Operator, page: z.output<typeof PageQuery>): Promise<Page<Verification>>
  /** A sampled check that no one asked for. */
  startNightly(tenantId: string): Promise<void>
  /** Takes jobs until the queue stops; those that lost theirs get one again. */
  work(): Promise<void>
}

export const VERIFICATION_QUEUE = 'verification'
/** Of segments and media a sampled check reads every so many, and no more than that: it must not keep a store busy all night. */
const SAMPLED = { every: 20, atMost: 500 }
/** Between two notes of how far it is. */
const NOTED_EVERY_MS = 1000

type Deps = {
  readonly database: Database
  readonly archive: Archive
  readonly queue: Queue
  readonly clock: Clock
  readonly newId: () => string
  /** Tells who should know: of damage, and of a full check without any. */
  readonly onVerified: (tenantId: string, found: { damaged: number; isFull: boolean }) => Promise<void>
  readonly checkAudit: (tenantId: string) => Promise<ChainReport>
}

const Position = z.object({ at: positionInstant, id: z.string() })

type Job = { readonly tenantId: string }

export function createVerificationService(deps: Deps): VerificationService {
  const { archive, queue, clock } = deps
  const db = deps.database.kysely

  const enqueue = async (tenantId: string, within?: Session) => {
    const options = { singletonKey: tenantId, ...(within && { within }) }
    await queue.enqueue<Job>(VERIFICATION_QUEUE, { tenantId }, options)
  }

  async function verify({ id, tenantId, mode }: VerificationRow, signal: AbortSignal): Promise<void> {
    await noteVerified(db, id, { segments: 0, segmentsTotal: null })
    const found = await read(id, tenantId, mode, signal).catch(async (thrown: unknown) => {
      // Done again by the next process, from the beginning.
      if (signal.aborted) throw thrown
      const { notice, message, hint } = toVaultError(thrown, 'verify the archive')
      await failVerification(db, id, { reason: `${message}. ${hint}`, notice, endedAt: clock.now() })
    })
    if (found === undefined) return
    // Told first: whatever stops this here, the check is done and told again. An alert of one cause is raised once.
    await deps.onVerified(tenantId, { damaged: found.damaged.length, isFull: mode === 'full' })
    await completeVerification(db, id, found, clock.now())
  }

  async function read(id: string, tenantId: string, mode: VerificationRow['mode'], signal: AbortSignal) {
    const audit = (await deps.checkAudit(tenantId)).faults.map(toDamage)
    const tenant = await archive.find(tenantId)
    if (tenant === undefined) return { segments: 0, messages: 0, damaged: audit }
    const runs = await listDocumentedRuns(db, tenantId)
    const known = { runs, segments: () => listSegmentNames(db, tenantId) }
    let notedMs = clock.now().getTime()
    let noting: Promise<void> = Promise.resolve()
    const report = await tenant.verify({
      ...(mode === 'sampled' && SAMPLED),
      known,
      signal,
      onProgress: ({ segmentsDone, segments }) => {
        const nowMs = clock.now().getTime()
        if (nowMs - notedMs < NOTED_EVERY_MS) return
        notedMs = nowMs
        noting = noting.then(() => noteVerified(db, id, { segments: segmentsDone, segmentsTotal: segments }))
        // It is waited for below, and must not count as unhandled until then.
        noting.catch(() => undefined)
      },
    })
    await noting
    return { ...report, damaged: [...report.damaged, ...audit] }
  }

  async function ask(tenantId: string, mode: VerificationMode, requestedBy: string | null) {
    return db.transaction().execute(async (trx) => {
      const waiting = await findQueuedVerification(trx, tenantId, mode)
      if (waiting !== undefined) return { id: waiting }
      const id = deps.newId()
      await insertVerification(trx, { id, tenantId, mode, requestedBy, createdAt: clock.now() })
      await enqueue(tenantId, trx)
      return { id }
    })
  }

  return {
    start: ({ tenantId, name }, { mode }) => ask(tenantId, mode, name),

    async startNightly(tenantId) {
      await ask(tenantId, 'sampled', null)
    },

    async get({ tenantId }, id) {
      const row = await findVerification(db, tenantId, id)
      if (row === undefined) throw notFound(id)
      return toVerification(row, await describeDamaged(db, row))
    },

    async list({ tenantId }, { limit, cursor }) {
      const before = decodeCursor(Position, cursor)
      const rows = await listVerifications(db, tenantId, { limit: limit + 1, before })
      return pageOf(
        rows,
        limit,
        (row) => toVerification(row, damagedFiles(row)),
        ({ createdAt, id }) => ({ at: createdAt, id }),
      )
    },

    async work() {
      for (const tenantId of await listTenantsWithOpenVerifications(db)) await enqueue(tenantId)
      await queue.work<Job>(VERIFICATION_QUEUE, { concurrency: 1 }, async ({ data }, signal) => {
        const next = await findNextVerification(db, data.tenantId)
        if (next === undefined) return
        await verify(next, signal)
        if ((await findNextVerification(db, data.tenantId)) !== undefined) await enqueue(data.tenantId)
      })
    },
  }
}

/** The audit log isn't a file, but a check of one is asked for by the same people for the same reason. */
function toDamage({ what, entry, count, at, action }: ChainFault): Damage {
  const found = at === null ? '' : ` (${action} at ${toInstant(at)})`
  const last = entry === null ? null : entry + count - 1
  const place = entry === null ? 'audit' : `audit/${entry}${last === entry ? '' : `-${last}`}`
  return { file: place, kind: KINDS[what], what: `${FAULTS[what]}${found}` }
}

const KINDS: Readonly<Record<ChainFault['what'], DamageKind>> = {
  changed: 'changed',
  missing: 'missing',
  added: 'misplaced',
  moved: 'misplaced',
  'end-changed': 'changed',
}

const FAULTS: Readonly<Record<ChainFault['what'], string>> = {
  changed: 'the entry of the audit log was changed',
  missing: 'entries of the audit log are missing',
  added: 'an entry of the audit log isn’t part of its chain',
  moved: 'the entry of the audit log isn’t where it was written',
  'end-changed': 'the end of the audit log’s chain was changed',
}

function toVerification(
  { tenantId: _, createdAt, endedAt, ...row }: VerificationRow,
  damaged: DamagedFile[],
): Verification {
  return {
    ...row,
    damaged,
    createdAt: toInstant(createdAt),
    endedAt: endedAt && toInstant(endedAt),
  }
}

function notFound(id: string): VaultError {
  return new VaultError({
    code: 'verification-unknown',
    attempted: `find verification ${id}`,
    why: 'your organization has none with this ID',
    hint: 'List the verifications, and use one of their IDs.',
    status: 404,
  })
}
