/**
 * One tenant's folder of the archive. The codecs know the bytes, the store keeps them; here they meet.
 */

import { toInstant } from '../domain/clock.ts'
import { notice } from '../domain/notice.ts'
import { VaultError } from '../domain/vault-error.ts'
import type { Frame, Segment, TenantArchive } from './archive.ts'
import { digestOf } from './authenticated-json.ts'
import { parseSegmentName, SEGMENTS_FOLDER, segmentId, segmentName } from './layout.ts'
import { decodeMedia, encodeMedia, MEDIA_OVERHEAD } from './media-codec.ts'
import type { ObjectStore } from './object-store.ts'
import { listOwn } from './own-names.ts'
import { collect } from './read-ahead.ts'
import { current, deleteReplaced, readLastRemoval, readRemovals, writeRemoval } from './removals.ts'
import { appendRun, findRun, readLastRun, readRuns } from './run-chain.ts'
import { decodeFrameAt, decodeSegment, encodeSegment, salvageSegment } from './segment-codec.ts'
import type { TenantKeys } from './tenant-keys.ts'
import type { TenantParts } from './tenant-parts.ts'
import { usageNotes } from './usage-notes.ts'
import { verifyTenant } from './verify-tenant.ts'
import { type WordSeal, wordSeal } from './word-seal.ts'

export function tenantArchive(parts: TenantParts): TenantArchive {
  const { store, keys } = parts
  return {
    tenantId: keys.tenantId,
    seal: segmentSealer(parts),
    readFrame: async (segment, address) => {
      const bytes = await store.getRange(segment.name, address.offset, address.length)
      return decodeFrameAt(keys, segment, address, Buffer.from(bytes))
    },
    readSegment: async (name) => decodeSegment(keys, name, Buffer.from(await store.get(name))),
    salvageSegment: async (name) => salvageSegment(keys, name, Buffer.from(await store.get(name))),
    listSegments: (runId) => listCurrent(parts, runId),
    putMedia: (content) => putMedia(store, keys, content),
    readMedia: async (name) => decodeMedia(keys, name, Buffer.from(await store.get(name))),
    closeRun: (document) => appendRun(store, keys, document),
    lastRun: () => readLastRun(store, keys),
    findRun: (runId) => findRun(store, keys, runId),
    runs: () => readRuns(store, keys),
    removals: () => readRemovals(store, keys),
    lastRemoval: () => readLastRemoval(store, keys),
    writeRemoval: (order) => writeRemoval(parts, order),
    deleteReplaced: (written) => deleteReplaced(store, written),
    removeMedia: async (names) => {
      for (const name of names) await store.remove(name)
    },
    ...usageNotes(parts),
    wordSeal: wordSeals(parts),
    verify: (options) => verifyTenant(parts, options),
  }
}

function wordSeals({ keys, randomness }: TenantParts): TenantArchive['wordSeal'] {
  const made = new Map<number, WordSeal>()
  return (version) => {
    const seal = made.get(version) ?? wordSeal(keys.search(version), randomness)
    made.set(version, seal)
    return seal
  }
}

/**
 * A sequence that was sealed in an earlier month, or with another data key, has another name, so the store cannot notice that
 * it is taken: the sequences of a run are listed once, when this process first seals for it.
 */
function segmentSealer({ store, keys, clock, randomness }: TenantParts): TenantArchive['seal'] {
  const taken = new Map<string, Promise<Set<number>>>()

  function takenBy(runId: string): Promise<Set<number>> {
    const listed = taken.get(runId) ?? listedSequences(store, runId)
    taken.set(runId, listed)
    listed.catch(() => taken.delete(runId))
    return listed
  }

  return async function seal(runId: string, sequence: number, frames: readonly Frame[]): Promise<Segment> {
    const id = segmentId(runId, sequence, keys.newest)
    const sequences = await takenBy(runId)
    if (sequences.has(sequence)) throw segmentExists(id)
    const now = clock.now()
    const identity = { id, runId, name: segmentName(id, now), sealedAt: toInstant(now) }
    const { segment, bytes } = encodeSegment(keys, identity, frames, randomness)
    await store.put(segment.name, bytes).catch((thrown: unknown) => {
      throw thrown instanceof VaultError && thrown.code === 'object-exists' ? segmentExists(id) : thrown
    })
    sequences.add(sequence)
    return segment
  }
}

async function listedSequences(store: ObjectStore, runId: string): Promise<Set<number>> {
  const names = await collect(listSegments(store, runId))
  return new Set(names.map((name) => parseSegmentName(name)?.sequence ?? 0))
}

function segmentExists(id: string): VaultError {
  return new VaultError({
    notice: notice('segment-exists', { name: id }),
    attempted: `seal segment ${id}`,
    why: 'a segment of this run and sequence is already sealed',
    hint: 'Adopt the existing segment, or continue with the next sequence.',
    status: 409,
  })
}

async function* listCurrent({ store, keys }: TenantParts, runId?: string): AsyncIterable<string> {
  const counts = await current(store, keys)
  for await (const name of listSegments(store, runId)) if (counts(name)) yield name
}

async function* listSegments(store: ObjectStore, runId?: string): AsyncIterable<string> {
  if (runId === undefined) return yield* listOwn(store, SEGMENTS_FOLDER, parseSegmentName)
  for await (const month of store.listFolders(SEGMENTS_FOLDER)) {
    for await (const name of store.list(`${month}${runId}-`)) {
      if (parseSegmentName(name)?.runId === runId) yield name
    }
  }
}

/** A medium that is there already is not sealed again: its name says it has the same content. */
async function putMedia(store: ObjectStore, keys: TenantKeys, content: Uint8Array) {
  const { names, seal } = encodeMedia(keys, content)
  const sha256 = digestOf(content)
  for (const name of names) {
    const found = await store.find(name)
    if (found?.bytes === content.length + MEDIA_OVERHEAD) return { name, sha256 }
  }
  const name = names.at(-1) ?? ''
  await store.put(name, seal())
  return { name, sha256 }
}
