/**
 * Reads a tenant's part and says what is not as it was written. Order matters while a backup writes: run documents first,
 * then segments, then media. What a document names was there before it, and so was what a record names.
 */

import { DAY_MS } from '../domain/day.ts'
import type { ClosedRun, Damage, Frame, Segment, VerifyProgress, VerifyReport } from './archive.ts'
import { digestOf } from './authenticated-json.ts'
import { damaged, damageOf } from './damage.ts'
import { openKeyDocument } from './key-document.ts'
import {
  KEY_FILE,
  MEDIA_FOLDER,
  parseMediaName,
  parseRunName,
  parseSegmentName,
  parseUsageName,
  RUNS_FOLDER,
  SEGMENTS_FOLDER,
  tenantFolder,
  USAGE_FOLDER,
} from './layout.ts'
import { decodeMedia } from './media-codec.ts'
import { listOwn, looksLikeOurs } from './own-names.ts'
import { collect, readAhead } from './read-ahead.ts'
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
  await noting(check, KEY_FILE, async () =>
    openKeyDocument(keys.tenantId, await store.get(KEY_FILE), masterKey),
  )
  const runs = await checkRuns(check)
  await checkUsage(check)
  const segments = await checkSegments(check, runs)
  const media = await checkMedia(check, segments.mediaNamed)
  const { checked, messages, unclosed } = segments
  const unnamedMedia = (options.every ?? 1) === 1 ? media.unnamed : 0
  const read = {
    segments: checked,
    messages,
    media: media.checked,
    runs: runs.length,
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
    if (looksLikeOurs(name))
      note(check, name, 'no part of an archive has such a name: it was renamed or copied')
    else check.strangers.push(check.folder + name)
  })
}

// ── Run documents ────────────────────────────────────────────────────────────────────────────────────────────────

type Link = { readonly name: string; readonly digest: string; readonly run: ClosedRun | undefined }

async function checkRuns(check: Check): Promise<ClosedRun[]> {
  const links: Link[] = []
  for await (const name of ownNames(check, RUNS_FOLDER, parseRunName)) {
    await noting(check, name, async () => {
      const bytes = Buffer.from(await check.store.get(name))
      const run = await noting(check, name, () => decodeRun(check.keys, name, bytes))
      links.push({ name, digest: digestOf(bytes), run })
    })
  }
  for (const [index, link] of links.entries()) checkLink(check, links[index - 1], link)
  return links.flatMap(({ run }) => run ?? [])
}

function checkLink(check: Check, before: Link | undefined, link: Link): void {
  const sequence = parseRunName(link.name)?.sequence ?? 0
  const expected = ((before && parseRunName(before.name)?.sequence) ?? 0) + 1
  if (sequence > expected) note(check, link.name, `the run document ${expected} before it is missing`)
  else if (sequence < expected) note(check, link.name, `there are two run documents ${sequence}`)
  else if (link.run && link.run.document.previous !== (before?.digest ?? null)) {
    note(check, link.name, 'it does not name the digest of the run document before it: the chain is broken')
  }
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

async function checkSegments(check: Check, runs: readonly ClosedRun[]) {
  const named = new Map<string, Named>()
  for (const run of runs)
    for (const segment of run.document.segments) named.set(segment.name, { ...segment, by: run.name })
  const names = await collect(ownNames(check, SEGMENTS_FOLDER, parseSegmentName))
  const unclosed = checkSegmentNames(check, names, named, new Set(runs.map((run) => run.document.runId)))

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

/** Notes what is missing and what a closed run should have named. Answers how many segments wait for their run document. */
function checkSegmentNames(
  check: Check,
  names: readonly string[],
  named: ReadonlyMap<string, Named>,
  closed: ReadonlySet<string>,
): number {
  const present = new Set(names)
  for (const { name, by } of named.values()) {
    if (!present.has(name)) note(check, name, `it is missing; ${by} names it`)
  }
  const unnamed = names.filter((name) => !named.has(name))
  const strays = unnamed.filter((name) => closed.has(parseSegmentName(name)?.runId ?? ''))
  for (const name of strays)
    note(check, name, 'it is not named by any run document, though its run is closed')
  return unnamed.length - strays.length
}

function checkSegment(check: Check, name: string, bytes: Uint8Array, named: Named | undefined) {
  const read: { segment: Segment; frames: Frame[] } = decodeSegment(check.keys, name, Buffer.from(bytes))
  if (named === undefined || named.sha256 === read.segment.sha256) return read
  throw damaged(check.folder + name, `it is not the segment ${named.by} names: its SHA-256 differs`)
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
    throw damaged(check.folder + name, 'its content is not the one it is named for')
  }
}

/** Every n-th, beginning with another one each day: in n days everything was read. */
function sampled({ clock, options }: Check, names: readonly string[]): string[] {
  const every = options.every ?? 1
  const first = Math.floor(clock.now().getTime() / DAY_MS) % Math.min(every, Math.max(names.length, 1))
  return names.filter((_, index) => index % every === first)
}
