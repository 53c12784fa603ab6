/**
 * Reads a tenant's part and reports everything that differs from what was written. Order matters while a backup writes:
 * run documents first, then segments, then media. Everything that a document or a record names was written before it.
 */

import { DAY_MS } from '../domain/day.ts'
import type {
  ClosedRun,
  Frame,
  RemovalDocument,
  Segment,
  VerifyOptions,
  VerifyReport,
  WrittenRemoval,
} from './archive.ts'
import { damaged } from './damage.ts'
import { openKeyDocument } from './key-document.ts'
import {
  keyFile,
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
import { listOwn } from './own-names.ts'
import { collect, readAhead } from './read-ahead.ts'
import { decodeRemoval } from './removal-document.ts'
import { decodeRun } from './run-document.ts'
import { decodeSegment } from './segment-codec.ts'
import type { TenantParts } from './tenant-parts.ts'
import { decodeUsageNote } from './usage-notes.ts'
import { checkChain } from './verify-chain.ts'
import { type Check, note, noting, ownNames } from './verify-check.ts'

/** Objects on their way while one is opened: enough to hide a store's latency. */
const READ_AHEAD = 4

export async function verifyTenant(parts: TenantParts, options: VerifyOptions = {}): Promise<VerifyReport> {
  const { store, keys, masterKey } = parts
  const check: Check = { ...parts, options, folder: tenantFolder(keys.tenantId), damage: [], strangers: [] }
  for (let number = 1; number <= keys.newest; number += 1) {
    const newer = newKeyFile(number, masterKey.id)
    const name = (await store.find(newer)) === undefined ? keyFile(number) : newer
    await noting(check, name, async () =>
      openKeyDocument(keys.tenantId, number, await store.get(name), masterKey),
    )
  }
  const runs = await checkRuns(check)
  checkKnownRuns(check, runs)
  const removals = await checkRemovals(check, runs)
  await checkUsage(check)
  const segments = await checkSegments(check, runs, removals)
  const media = await checkMedia(check, segments.mediaNamed)
  const { checked, messages, unclosed } = segments
  const unnamedMedia = segments.isSample ? 0 : media.unnamed
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

// ── Run documents ────────────────────────────────────────────────────────────────────────────────────────────────

function checkRuns(check: Check): Promise<ClosedRun[]> {
  return checkChain(check, {
    folder: RUNS_FOLDER,
    kind: 'run document',
    sequenceOf: (name) => parseRunName(name)?.sequence,
    decode: (name, bytes) => decodeRun(check.keys, name, bytes),
  })
}

/** The newest can be taken away without a trace in those before: whoever saw their digests knows. */
function checkKnownRuns(check: Check, runs: readonly ClosedRun[]): void {
  const digests = new Set(runs.map(({ digest }) => digest))
  const noted = new Set(check.damage.map(({ file }) => parseRunName(file.slice(check.folder.length))?.runId))
  for (const { digest, runId } of check.options.known?.runs ?? []) {
    if (digests.has(digest) || (runId !== null && noted.has(runId))) continue
    const name = `${RUNS_FOLDER}*${runId === null ? '' : `-${runId}`}.json`
    note(check, name, 'missing', `there is no run document with the SHA-256 ${digest}, which was written`)
  }
}

// ── Removal documents ────────────────────────────────────────────────────────────────────────────────────────────

/** Run documents vouch for those of their time: the newest can't be taken away with what they explain. */
async function checkRemovals(check: Check, runs: readonly ClosedRun[]): Promise<RemovalDocument[]> {
  const read = await readRemovals(check)
  const digests = new Map(read.map(({ document, digest }) => [document.sequence, digest]))
  for (const { name, document } of runs) {
    const { removals } = document
    if (removals === undefined || digests.get(removals.sequence) === removals.digest) continue
    note(
      check,
      name,
      'broken-link',
      `it names the removal document ${removals.sequence}, which is missing or another one`,
    )
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
    if (sequence > expected)
      note(check, name, 'broken-link', `the usage note ${expected} before it is missing`)
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
  await checkKnownSegments(check, names, expected)

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
  const isSample = sample.length < names.length
  return { checked: sample.length, messages, unclosed, mediaNamed, isSample }
}

/** Segments that no document names yet are known to the catalog alone. */
async function checkKnownSegments(
  check: Check,
  names: readonly string[],
  { named, replaced }: Expected,
): Promise<void> {
  const list = check.options.known?.segments
  if (list === undefined) return
  const present = new Set(names)
  const isGone = (name: string) => !present.has(name) && !named.has(name) && !replaced.has(name)
  const gone = [...(await list())].filter(isGone)
  if (gone.length === 0) return
  const stillKnown = await list()
  const listedAgain = new Set(await collect(listOwn(check.store, SEGMENTS_FOLDER, parseSegmentName)))
  for (const name of gone)
    if (stillKnown.has(name) && !listedAgain.has(name))
      note(check, name, 'missing', 'it is missing; the database knows that it was written')
}

function listMissing(names: readonly string[], { named, replaced }: Expected): Named[] {
  const present = new Set(names)
  return [...named.values()].filter(({ name }) => !present.has(name) && !replaced.has(name))
}

/** Notes what is missing and what a closed run should have named. Answers how many segments wait for their document. */
function checkSegmentNames(check: Check, names: readonly string[], expected: Expected): number {
  const { named, replaced, lastRemoval, closed } = expected
  for (const { name, by } of listMissing(names, expected))
    note(check, name, 'missing', `it is missing; ${by} names it`)
  let unclosed = 0
  for (const name of names) {
    const by = replaced.get(name)
    const { runId = '', removal = 0 } = parseSegmentName(name) ?? {}
    if (by !== undefined && by < lastRemoval)
      note(check, name, 'misplaced', `removal document ${by} replaced it: it should be gone`)
    else if (by !== undefined || removal > lastRemoval) unclosed += 1
    else if (!named.has(name) && closed.has(runId))
      note(check, name, 'misplaced', 'no run document names it, though its run is closed')
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
    if (!present.has(name)) note(check, name, 'missing', `it is missing; a record in ${by} names it`)
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
  const { every: asked = 1, atMost = Number.POSITIVE_INFINITY } = options
  const every = Math.max(asked, Math.ceil(names.length / atMost))
  const first = Math.floor(clock.now().getTime() / DAY_MS) % Math.min(every, Math.max(names.length, 1))
  return names.filter((_, index) => index % every === first)
}
