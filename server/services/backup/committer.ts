/**
 * Group commit of a run's pages: pages that arrive while one batch is being made durable form the next one. A batch is
 * one segment and one transaction, in the order a crash forgives:
 *
 *   1. seal the segment (durable)                         dies before: the pages are fetched again from their cursors
 *   2. one transaction: catalog rows, positions, totals   dies before: an orphan segment, adopted at start-up
 *
 * A lane waits for its page before it asks for the next, so a crash costs each lane one page at most.
 */
import type { ArchiveRecord, Frame, FrameHeader, Segment, TenantArchive } from '../../archive/archive.ts'
import type { KindCounts } from '../../books/charged-kinds.ts'
import { groupCommit } from '../../books/group-commit.ts'
import type { Runs } from '../../books/runs.ts'
import { compareRows, type KnownMessage, type RowKey, type Standing } from '../../catalog/known.ts'
import type { Database } from '../../database/database.ts'
import { type ChatType, chatTypeFromId } from '../../domain/chat-type.ts'
import { type Clock, toInstant } from '../../domain/clock.ts'
import type { ChatMessage } from '../../domain/message.ts'
import { type OwnedRun, recordBatch } from './record-batch.ts'

/** What one lane hands in. `rows` are a page of messages; `records` anything else (descriptions, media). */
export type Handed = {
  readonly header: FrameHeader
  readonly rows?: readonly ChatMessage[]
  readonly records?: readonly ArchiveRecord[]
}

export type Committer = {
  /** Resolves when the page is durable and its position has moved; answers whether the run shall be cancelled. */
  commit(handed: Handed): Promise<{ cancelRequested: boolean }>
}

/** Rows and other records in one segment at most: bounds memory, how long others wait, and what one crash can leave behind. */
const BATCH_RECORDS = 3200

type Deps = {
  database: Database
  runs: Runs
  archive: TenantArchive
  clock: Clock
  /** Told of every batch. */
  afterCommit?: ((tenantId: string) => void) | undefined
}

export function createCommitter(deps: Deps, run: OwnedRun): Committer {
  const commit = groupCommit<Handed, { cancelRequested: boolean }>(
    async (batch) => {
      const answer = await commitBatch(deps, run, batch)
      deps.afterCommit?.(run.tenantId)
      return batch.map(() => answer)
    },
    {
      largest: BATCH_RECORDS,
      sizeOf: ({ rows = [], records = [] }) => Math.max(1, rows.length + records.length),
    },
  )
  return { commit }
}

async function commitBatch(
  deps: Deps,
  run: OwnedRun,
  batch: readonly Handed[],
): Promise<{ cancelRequested: boolean }> {
  const { frames, compared } = await framesOf(deps, run.tenantId, batch)
  const segment = await sealFilled(deps, run, frames)
  const charged = { at: deps.clock.now(), kinds: kindsOf(batch) }
  return deps.database.kysely
    .transaction()
    .execute((trx) => recordBatch(trx, run, segment, frames, { charged, compared }))
}

/** What was charged for, by the kind of chat its id tells; pages that came free aren't counted. */
function kindsOf(batch: readonly Handed[]): KindCounts {
  const counts = new Map<ChatType, number>()
  for (const { header, rows = [] } of batch) {
    if (header.fetched === 0) continue
    for (const { chatId } of rows) {
      const kind = chatTypeFromId(chatId)
      counts.set(kind, (counts.get(kind) ?? 0) + 1)
    }
  }
  return counts
}

async function sealFilled(deps: Deps, run: OwnedRun, frames: readonly Frame[]): Promise<Segment | undefined> {
  const filled = frames.filter(({ records }) => records.length > 0)
  if (filled.length === 0) return undefined
  return deps.archive.seal(run.id, await deps.runs.nextSegmentSequence(run.id), filled)
}

type Framed = { readonly frames: readonly Frame[]; readonly compared: readonly KnownMessage[] }

/** Pages as frames: versions the archive lacks in full, copies as sightings, what is known or was removed not at all. */
async function framesOf(deps: Deps, tenantId: string, batch: readonly Handed[]): Promise<Framed> {
  const fetchedAt = toInstant(deps.clock.now())
  const keys = batch.flatMap(({ header, rows }) => (rows ?? []).map((row) => keyOf(header, row)))
  const answers = await compareRows(deps.database.kysely, tenantId, keys)
  const seen = createSeen()
  let at = 0
  const frames = batch.map(({ header, rows, records }) => ({
    header,
    records: [
      ...(rows ?? []).flatMap((row) =>
        recordOf(row, seen(keyOf(header, row), answers[at++]?.standing ?? 'new'), fetchedAt),
      ),
      ...(records ?? []),
    ],
  }))
  return { frames, compared: answers.flatMap(({ message }) => (message === undefined ? [] : [message])) }
}

function keyOf(header: FrameHeader, row: ChatMessage): RowKey {
  return { subjectId: header.subjectId ?? '', chatId: row.chatId, id: row.id, etag: row.etag }
}

function recordOf(row: ChatMessage, standing: Standing, fetchedAt: string): ArchiveRecord[] {
  if (standing === 'known' || standing === 'removed') return []
  if (standing === 'new') return [{ kind: 'message', message: row, fetchedAt }]
  return [{ kind: 'sighting', chatId: row.chatId, id: row.id, etag: row.etag, fetchedAt }]
}

/** Standing of a row, the rows before it in the same batch included. */
function createSeen(): (key: RowKey, standing: Standing) => Standing {
  const versions = new Set<string>()
  const sightings = new Set<string>()
  return (key, standing) => {
    if (standing === 'removed') return 'removed'
    const version = JSON.stringify([key.chatId, key.id, key.etag])
    const sighting = JSON.stringify([key.subjectId, key.chatId, key.id])
    const versionKnown = standing !== 'new' || versions.has(version)
    const sightingKnown = standing === 'known' || sightings.has(sighting)
    versions.add(version)
    sightings.add(sighting)
    if (!versionKnown) return 'new'
    return sightingKnown ? 'known' : 'copy'
  }
}
