/**
 * Taking messages out of an archive in which no file ever changes. Segments are written once more without them, under names
 * that sort where the old ones did; a removal document says which file took the place of which; only then are the old
 * files deleted. So a crash leaves either the old files and some that nothing names yet, which are passed over and
 * written again, or a document, by which the rest is done.
 *
 * One process at a time removes from a tenant's part, and none seals segments or closes runs meanwhile: the caller sees to it.
 */
import { toInstant } from '../domain/clock.ts'
import type {
  ArchiveRecord,
  Frame,
  MessageIds,
  RemovalOrder,
  RemovalOutcome,
  ReplacedSegment,
  Segment,
  WrittenRemoval,
} from './archive.ts'
import { damageOf } from './damage.ts'
import {
  parseRemovalName,
  parseSegmentName,
  REMOVALS_FOLDER,
  SEGMENTS_FOLDER,
  successorName,
} from './layout.ts'
import type { ObjectStore } from './object-store.ts'
import { listOwn } from './own-names.ts'
import { collect } from './read-ahead.ts'
import { decodeRemoval, encodeRemoval } from './removal-document.ts'
import { readLastRun } from './run-chain.ts'
import { decodeSegment, encodeSegment } from './segment-codec.ts'
import type { TenantKeys } from './tenant-keys.ts'
import type { TenantParts } from './tenant-parts.ts'

/** Oldest first. Throws when one's authentication code is wrong. */
export async function* readRemovals(store: ObjectStore, keys: TenantKeys): AsyncIterable<WrittenRemoval> {
  for await (const name of listRemovals(store))
    yield decodeRemoval(keys, name, Buffer.from(await store.get(name)))
}

export async function readLastRemoval(
  store: ObjectStore,
  keys: TenantKeys,
): Promise<WrittenRemoval | undefined> {
  const last = (await collect(listRemovals(store))).at(-1)
  return last === undefined ? undefined : decodeRemoval(keys, last, Buffer.from(await store.get(last)))
}

const listRemovals = (store: ObjectStore) => listOwn(store, REMOVALS_FOLDER, parseRemovalName)

/** Writes successors of the segments that hold what is to go, then the document that names them. */
export async function writeRemoval(parts: TenantParts, order: RemovalOrder): Promise<RemovalOutcome> {
  const { store, keys, clock, randomness } = parts
  const last = await readLastRemoval(store, keys)
  const sequence = (last?.document.sequence ?? 0) + 1
  await dropUnnamed(store, sequence)
  const removed = new Map<string, Uint8Array>()
  const segments: ReplacedSegment[] = []
  const unreadable: { name: string; error: unknown }[] = []
  for (const name of order.segments) {
    try {
      const replaced = await rewrite(parts, { name, sequence }, order.which, removed)
      if (replaced !== undefined) segments.push(replaced)
    } catch (error) {
      if (damageOf(error, name) === undefined) throw error
      unreadable.push({ name, error })
    }
  }
  if (segments.length === 0) return { written: undefined, unreadable }
  const run = await readLastRun(store, keys)
  const members = {
    removalId: order.removalId,
    sequence,
    previous: last?.digest ?? null,
    cause: order.cause,
    removedAt: toInstant(clock.now()),
    run: run === undefined ? null : { sequence: run.document.sequence, digest: run.digest },
    messages: removed.size,
    segments,
  }
  const { written, bytes } = encodeRemoval(keys, members, [...removed.values()], randomness)
  await store.put(written.name, bytes)
  return { written, unreadable }
}

/** What a removal that was cut off before its document has left. */
async function dropUnnamed(store: ObjectStore, sequence: number): Promise<void> {
  for await (const name of listOwn(store, SEGMENTS_FOLDER, parseSegmentName))
    if ((parseSegmentName(name)?.removal ?? 0) >= sequence) await store.remove(name)
}

async function rewrite(
  { store, keys, randomness }: TenantParts,
  { name, sequence }: { name: string; sequence: number },
  which: RemovalOrder['which'],
  removed: Map<string, Uint8Array>,
): Promise<ReplacedSegment | undefined> {
  const { segment, frames } = decodeSegment(keys, name, Buffer.from(await store.get(name)))
  const records = frames.flatMap((frame) => frame.records)
  const answers = await which(records.map(messageOf))
  if (answers.every((key) => key === undefined)) return undefined
  let messages = 0
  for (const [at, key] of answers.entries()) {
    if (key === undefined) continue
    removed.set(Buffer.from(key).toString('hex'), key)
    if (records[at]?.kind === 'message') messages += 1
  }
  let at = 0
  const kept = frames.map(
    (frame): Frame => ({
      header: frame.header,
      records: frame.records.filter(() => answers[at++] === undefined),
    }),
  )
  const successor = successorName(name, sequence)
  const identity = {
    id: parseSegmentName(successor)?.id ?? '',
    name: successor,
    runId: segment.runId,
    sealedAt: segment.sealedAt,
  }
  const { segment: by, bytes } = encodeSegment(keys, identity, kept, randomness)
  await store.put(successor, bytes)
  return { replaced: described(segment), by: described(by), versions: messages }
}

function described({ id, name, sha256, bytes, records }: Segment): ReplacedSegment['by'] {
  return { id, name, sha256, bytes, records }
}

/** The message a record is of, or is about. A row without ids of its own is of none. */
function messageOf(record: ArchiveRecord): MessageIds {
  switch (record.kind) {
    case 'message':
      return record.message
    case 'sighting':
      return record
    case 'media':
      return { chatId: record.media.chatId, id: record.media.messageId }
    case 'strange':
      return typeof record.row === 'object' && record.row !== null ? { ...NO_IDS, ...record.row } : NO_IDS
    default:
      return NO_IDS
  }
}

const NO_IDS: MessageIds = { chatId: undefined, id: undefined }

/** Deletes the files that the document says were replaced. Those that are gone already are passed over. */
export async function deleteReplaced(store: ObjectStore, { document }: WrittenRemoval): Promise<void> {
  for (const { replaced } of document.segments) await store.remove(replaced.name)
}

/**
 * The names that count: what a document replaced is passed over while its file is still there, and so is a successor that no
 * document names yet.
 */
export async function current(store: ObjectStore, keys: TenantKeys): Promise<(name: string) => boolean> {
  const replaced = new Set<string>()
  let last = 0
  for await (const { document } of readRemovals(store, keys)) {
    last = document.sequence
    for (const segment of document.segments) replaced.add(segment.replaced.name)
  }
  return (name) => !replaced.has(name) && (parseSegmentName(name)?.removal ?? 0) <= last
}
