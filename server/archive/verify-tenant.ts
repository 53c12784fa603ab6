/**
 * Reads a tenant's part and reports everything that differs from what was written. Order matters while a backup writes:
 * run documents first, then segments, then media. Everything that a document or a record names was written before it.
 */

import { DAY_MS } from '../domain/day.ts'
import type {
  ClosedRun,
  Damage,
  Frame,
  RemovalDocument,
  Segment,
  VerifyProgress,
  VerifyReport,
  WrittenRemoval,
} from './archive.ts'
import { digestOf } from './authenticated-json.ts'
import { damaged, damageOf } from './damage.ts'
import { openKeyDocument } from './key-document.ts'
import {
  KEY_FILE,
  MEDIA_FOLDER,
  newKeyFile,
  parseMediaName,
  parseRemovalName,
  parseRunName,
  parseSegmentName,
  parseUsageName,
  REMOVALS_FOLDER,
  RUNS_FOLDER,
  SEGMENTS_FOLDER,
  tenantFolder,
  USAGE_FOLDER,
} from './layout.ts'
import { decodeMedia } from './media-codec.ts'
import { listOwn, looksLikeOurs } from './own-names.ts'
import { collect, readAhead } from './read-ahead.ts'
import { decodeRemoval } from './removal-document.ts'
import { decodeRun } from './run-document.ts'
import { decodeSegment } from './segment-codec.ts'
import type { TenantParts } from './tenant-parts.ts'
import { decodeUsageNote } from './usage-notes.ts'

export type VerifyOptions = {
  /** Read every n-th segment and medium only; names and run documents are always checked in full. Default 1. */
  readonly every?: number
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: VerifyProgress) => void
}

/** Objects on their way while one is opened: enough to hide a store's latency. */
const READ_AHEAD = 4

type Check = Omit<TenantParts, 'randomness'> & {
  readonly options: VerifyOptions
  readonly folder: string
  readonly damage: Damage[]
  /** What others have put beside ours. */
  readonly strangers: string[]
}

export async function verifyTenant(parts: TenantParts, options: VerifyOptions = {}): Promise<VerifyReport> {
  const { store, keys, masterKey } = parts
  const check: Check = { ...parts, options, folder: tenantFolder(keys.tenantId), damage: [], strangers: [] }
  const newer = newKeyFile(masterKey.id)
  const keyFile = (await store.find(newer)) === undefined ? KEY_FILE : newer
  await noting(check, keyFile, async () =>
    openKeyDocument(keys.tenantId, await store.get(keyFile), masterKey),
  )
  const runs = await checkRuns(check)
  const removals = await checkRemovals(check, runs)
  await checkUsage(check)
  const segments = await checkSegments(check, runs, removals)
  const media = await checkMedia(check, segments.mediaNamed)
  const { checked, messages, unclosed } = segments
  const unnamedMedia = (options.every ?? 1) === 1 ? media.unnamed : 0
  const read = {
    segments: checked,
    messages,
    media: media.checked,
    runs: runs.length,
    removals: removals.length,
    removedMessages: removals.reduce((sum, { messages }) => sum + messages, 0),
    unclosed,
    unnamedMedia,
  }
  return { ...read, damaged: check.damage, strangers: check.strangers }
}

/** Runs `act`; damage it throws is noted, anything else stops the verification. */
async function noting<T>(check: Check, name: string, act: () => Promise<T> | T): Promise<T | undefined> {
  check.options.signal?.throwIfAborted()
  try {
    return await act()
  } catch (thrown) {
    const damage = damageOf(thrown, check.folder + name)
    if (damage === undefined) throw thrown
    check.damage.push(damage)
    return undefined
  }
}

function note(check: Check, name: string, what: string): void {
  check.damage.push({ file: check.folder + name, what })
}

/** A part of the archive under a name it cannot have is told as damage, everything else as a stranger. */
function ownNames(check: Check, folder: string, parse: (name: string) => unknown): AsyncIterable<string> {
  return listOwn(check.store, folder, parse, (name) => {
    if (looksLikeOurs(name)) note(check, name, 'no archive has a file of this name: it was renamed or copied')
    else check.strangers.push(check.folder + name)
  })
}

// ── Run documents ────────────────────────────────────────────────────────────────────────────────────────────────

type Chained = { readonly document: { readonly previous: string | null } }
type Link<T> = {
  readonly name: string
  readonly sequence: number
  readonly digest: string
  readonly read: T | undefined
}
type Chain<T> = {
  readonly folder: string
  readonly kind: string
  readonly sequenceOf: (name: string) => number | undefined
  readonly decode: (name: string, bytes: Buffer) => T
}

/** Documents that each name the digest of the one before: those that can be read. */
async function checkChain<T extends Chained>(check: Check, chain: Chain<T>): Promise<T[]> {
  const links: Link<T>[] = []
  for await (const name of ownNames(check, chain.folder, chain.sequenceOf)) {
    await noting(check, name, async () => {
      const bytes = Buffer.from(await check.store.get(name))
      const read = await noting(check, name, () => chain.decode(name, bytes))
      links.push({ name, sequence: chain.sequenceOf(name) ?? 0, digest: digestOf(bytes), read })
    })
  }
  for (const [index, link] of links.entries()) checkLink(check, chain.kind, links[index - 1], link)
  return links.flatMap(({ read }) => read ?? [])
}

function checkLink(
  check: Check,
  kind: string,
  before: Link<Chained> | undefined,
  { name, sequence, read }: Link<Chained>,
): void {
  const expected = (before?.sequence ?? 0) + 1
  if (sequence > expected) note(check, name, `the ${kind} ${expected} before it is missing`)
  else if (sequence < expected) note(check, name, `there are two ${kind}s ${sequence}`)
  else if (read && read.document.previous !== (before?.digest ?? null)) {
    note(check, name, `it doesn’t name the digest of the ${kind} before it: the chain is broken`)
  }
}

function checkRuns(check: Check): Promise<ClosedRun[]> {
  return checkChain(check, {
    folder: RUNS_FOLDER,
    kind: 'run document',
    sequenceOf: (name) => parseRunName(name)?.sequence,
    decode: (name, bytes) => decodeRun(check.keys, name, bytes),
  })
}

// ── Removal documents ────────────────────────────────────────────────────────────────────────────────────────────

/** Run documents vouch for those of their time: the newest can't be taken away with what they explain. */
async function checkRemovals(check: Check, runs: readonly ClosedRun[]): Promise<RemovalDocument[]> {
  const read = await readRemovals(check)
  const digests = new Map(read.map(({ document, digest }) => [document.sequence, digest]))
  for (const { name, document } of runs) {
    const { removals } = document
    if (removals === undefined || digests.get(removals.sequence) === removals.digest) continue
    note(check, name, `it names the removal document ${removals.sequence}, which is missing or another one`)
  }
  return read.map(({ document }) => document)
}

function readRemovals(check: Check): Promise<WrittenRemoval[]> {
  return checkChain(check, {
    folder: REMOVALS_FOLDER,
    kind: 'removal document',
    sequenceOf: (name) => parseRemovalName(name)?.sequence,
    decode: (name, bytes) => decodeRemoval(check.keys, name, bytes),
  })
}

// ── Usage notes ──────────────────────────────────────────────────────────────────────────────────────────────────

async function checkUsage(check: Check): Promise<void> {
  let last = { month: '', sequence: 0 }
  for await (const name of ownNames(check, USAGE_FOLDER, parseUsageName)) {
    const { month, sequence } = parseUsageName(name) ?? last
    const expected = month === last.month ? last.sequence + 1 : 1
    if (sequence > expected) note(check, name, `the usage note ${expected} before it is missing`)
    last = { month, sequence }
    await noting(check, name, async () =>
      decodeUsageNote(check.keys, name, Buffer.from(await check.store.get(name))),
    )
  }
}

// ── Segments ─────────────────────────────────────────────────────────────────────────────────────────────────────

type Named = ClosedRun['document']['segments'][number] & { readonly by: string }

/** What documents say of segments: which there must be, and which a removal has replaced. */
type Expected = {
  readonly named: ReadonlyMap<string, Named>
  /** By the name of a segment that is gone on purpose: the sequence of the removal document. */
  readonly replaced: ReadonlyMap<string, number>
  readonly lastRemoval: number
  readonly closed: ReadonlySet<string>
}

function expectedOf(runs: readonly ClosedRun[], removals: readonly RemovalDocument[]): Expected {
  const named = new Map<string, Named>()
  const replaced = new Map<string, number>()
  for (const { name: by, document } of runs)
    for (const segment of document.segments) named.set(segment.name, { ...segment, by })
  for (const { sequence, segments } of removals) {
    for (const segment of segments) {
      named.set(segment.by.name, { ...segment.by, by: `removal document ${sequence}` })
      replaced.set(segment.replaced.name, sequence)
    }
  }
  const closed = new Set(runs.map((run) => run.document.runId))
  return { named, replaced, lastRemoval: removals.at(-1)?.sequence ?? 0, closed }
}

async function checkSegments(check: Check, runs: readonly ClosedRun[], removals: readonly RemovalDocument[]) {
  const names = await collect(ownNames(check, SEGMENTS_FOLDER, parseSegmentName))
  let expected = expectedOf(runs, removals)
  // A removal may have ended since its documents were read.
  if (listMissing(names, expected).length > 0) {
    const again: Check = { ...check, damage: [], strangers: [] }
    expected = expectedOf(
      runs,
      (await readRemovals(again)).map(({ document }) => document),
    )
  }
  const { named } = expected
  const unclosed = checkSegmentNames(check, names, expected)

  const sample = sampled(check, names)
  const mediaNamed = new Map<string, string>()
  let messages = 0
  let done = 0
  for await (const { item, value } of readAhead(sample, READ_AHEAD, (name) => check.store.get(name))) {
    const read = await noting(check, item, () => checkSegment(check, item, value(), named.get(item)))
    messages += countMessages(read?.frames ?? [])
    for (const medium of mediaOf(read?.frames ?? [])) mediaNamed.set(medium, item)
    done += 1
    check.options.onProgress?.({ segmentsDone: done, segments: sample.length })
  }
  return { checked: sample.length, messages, unclosed, mediaNamed }
}

function listMissing(names: readonly string[], { named, replaced }: Expected): Named[] {
  const present = new Set(names)
  return [...named.values()].filter(({ name }) => !present.has(name) && !replaced.has(name))
}

/** Notes what is missing and what a closed run should have named. Answers how many segments wait for their document. */
function checkSegmentNames(check: Check, names: readonly string[], expected: Expected): number {
  const { named, replaced, lastRemoval, closed } = expected
  for (const { name, by } of listMissing(names, expected)) note(check, name, `it is missing; ${by} names it`)
  let unclosed = 0
  for (const name of names) {
    const by = replaced.get(name)
    const { runId = '', removal = 0 } = parseSegmentName(name) ?? {}
    if (by !== undefined && by < lastRemoval)
      note(check, name, `removal document ${by} replaced it: it should be gone`)
    else if (by !== undefined || removal > lastRemoval) unclosed += 1
    else if (!named.has(name) && closed.has(runId))
      note(check, name, 'no run document names it, though its run is closed')
    else if (!named.has(name)) unclosed += 1
  }
  return unclosed
}

function checkSegment(check: Check, name: string, bytes: Uint8Array, named: Named | undefined) {
  const read: { segment: Segment; frames: Frame[] } = decodeSegment(check.keys, name, Buffer.from(bytes))
  if (named === undefined || named.sha256 === read.segment.sha256) return read
  throw damaged(check.folder + name, `it isn’t the segment that ${named.by} names: its SHA-256 differs`)
}

function countMessages(frames: readonly Frame[]): number {
  return frames.reduce((sum, { records }) => sum + records.filter(({ kind }) => kind === 'message').length, 0)
}

function mediaOf(frames: readonly Frame[]): string[] {
  const records = frames.flatMap((frame) => frame.records)
  return records.flatMap((record) => (record.kind === 'media' ? record.media.name : []))
}

// ── Media ────────────────────────────────────────────────────────────────────────────────────────────────────────

async function checkMedia(
  check: Check,
  named: ReadonlyMap<string, string>,
): Promise<{ checked: number; unnamed: number }> {
  const names = await collect(ownNames(check, MEDIA_FOLDER, parseMediaName))
  const present = new Set(names)
  for (const [name, by] of named)
    if (!present.has(name)) note(check, name, `it is missing; a record in ${by} names it`)
  const sample = sampled(check, names)
  for await (const { item, value } of readAhead(sample, READ_AHEAD, (name) => check.store.get(name))) {
    await noting(check, item, () => checkMedium(check, item, Buffer.from(value())))
  }
  return { checked: sample.length, unnamed: names.filter((name) => !named.has(name)).length }
}

function checkMedium(check: Check, name: string, bytes: Buffer): void {
  const content = decodeMedia(check.keys, name, bytes)
  if (!name.includes(check.keys.mediaDigest(content))) {
    throw damaged(check.folder + name, 'its content doesn’t match its name')
  }
}

/** Every n-th, beginning with another one each day: in n days everything was read. */
function sampled({ clock, options }: Check, names: readonly string[]): string[] {
  const every = options.every ?? 1
  const first = Math.floor(clock.now().getTime() / DAY_MS) % Math.min(every, Math.max(names.length, 1))
  return names.filter((_, index) => index % every === first)
}
