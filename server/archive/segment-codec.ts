/**
 * A segment on disk (FORMAT.md, "Segment"): magic, frames, a sealed footer with the frame table, a locator that finds the
 * footer from the end. One frame can be read alone by its address; the whole can be read from the start without footer.
 */
import { createHash } from 'node:crypto'
import type { Randomness } from '../secrets/randomness.ts'
import type { Frame, FrameAddress, Segment } from './archive.ts'
import { damaged } from './damage.ts'
import { decodeFrame, encodeFrame } from './frame-codec.ts'
import { parseSegmentName, tenantFolder } from './layout.ts'
import {
  FOOTER_MARKER,
  FRAME_HEAD_BYTES,
  FRAME_MARKER,
  type FrameSeal,
  frameSeal,
  openFrame,
  readFrameHead,
  sealFrame,
} from './sealed-frame.ts'
import type { TenantKeys } from './tenant-keys.ts'

const MAGIC = Buffer.from('CVSEGM1\n')
const LOCATOR_MAGIC = Buffer.from('CVSEGE1\n')
const LOCATOR_BYTES = 24

type Footer = {
  readonly format: 'chatvault-segment/1'
  readonly id: string
  readonly tenantId: string
  readonly runId: string
  readonly sealedAt: string
  readonly records: number
  /** Offset, length and number of records of each frame, in order. */
  readonly frames: readonly (readonly [offset: number, length: number, records: number])[]
}

export type SegmentIdentity = Pick<Segment, 'id' | 'name' | 'runId' | 'sealedAt'>

export function encodeSegment(
  keys: TenantKeys,
  identity: SegmentIdentity,
  frames: readonly Frame[],
  randomness: Randomness,
): { segment: Segment; bytes: Buffer } {
  const seal = frameSeal(keys.segment(identity.id), keys.tenantId, identity.id)
  const parts: Buffer[] = [MAGIC]
  const addresses: FrameAddress[] = []
  let offset = MAGIC.length
  for (const [index, frame] of frames.entries()) {
    const sealed = sealFrame(seal, FRAME_MARKER, index, encodeFrame(frame), randomness)
    addresses.push({ offset, length: sealed.length, index })
    parts.push(sealed)
    offset += sealed.length
  }
  const footer = footerOf(keys.tenantId, identity, frames, addresses)
  const sealedFooter = sealFrame(
    seal,
    FOOTER_MARKER,
    frames.length,
    Buffer.from(JSON.stringify(footer)),
    randomness,
  )
  const bytes = Buffer.concat([...parts, sealedFooter, locatorOf(offset, sealedFooter.length)])
  return { bytes, segment: describe(identity, bytes, footer.records, addresses) }
}

function footerOf(
  tenantId: string,
  { id, runId, sealedAt }: SegmentIdentity,
  frames: readonly Frame[],
  addresses: readonly FrameAddress[],
): Footer {
  const counts = frames.map((frame) => frame.records.length)
  return {
    format: 'chatvault-segment/1',
    id,
    tenantId,
    runId,
    sealedAt,
    records: counts.reduce((sum, count) => sum + count, 0),
    frames: addresses.map(({ offset, length, index }) => [offset, length, counts[index] ?? 0]),
  }
}

function locatorOf(offset: number, length: number): Buffer {
  const locator = Buffer.alloc(LOCATOR_BYTES)
  locator.writeBigUInt64BE(BigInt(offset), 0)
  locator.writeBigUInt64BE(BigInt(length), 8)
  LOCATOR_MAGIC.copy(locator, 16)
  return locator
}

function describe(
  identity: SegmentIdentity,
  bytes: Buffer,
  records: number,
  frames: readonly FrameAddress[],
): Segment {
  const { id, name, runId, sealedAt } = identity
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return { id, name, runId, sha256, bytes: bytes.length, records, sealedAt, frames }
}

/** Opens one frame that was read alone. Throws `archive-damaged`. */
export function decodeFrameAt(
  keys: TenantKeys,
  segment: Pick<Segment, 'id' | 'name'>,
  address: FrameAddress,
  bytes: Buffer,
): Frame {
  const head = readFrameHead(bytes, 0)
  const fits =
    head?.index === address.index && head.bytes === bytes.length && head.marker.equals(FRAME_MARKER)
  const plain = fits
    ? openFrame(frameSeal(keys.segment(segment.id), keys.tenantId, segment.id), bytes)
    : undefined
  if (plain === undefined)
    throw damaged(fileOf(keys, segment.name), `frame ${address.index} isn’t as it was written`)
  return decodeFrame(plain)
}

/** Reads a whole segment and checks every byte of it. Throws `archive-damaged` with the first thing that is wrong. */
export function decodeSegment(
  keys: TenantKeys,
  name: string,
  bytes: Buffer,
): { segment: Segment; frames: Frame[] } {
  const fail = (what: string) => damaged(fileOf(keys, name), what)
  const id = parseSegmentName(name)?.id
  if (id === undefined) throw fail('it isn’t named like a segment')
  if (!bytes.subarray(0, MAGIC.length).equals(MAGIC)) throw fail('it doesn’t begin like a segment')

  const seal = frameSeal(keys.segment(id), keys.tenantId, id)
  const { frames, addresses, end } = walkFrames(seal, bytes, fail)
  const footerHead = readFrameHead(bytes, end)
  const footer = footerHead && readFooter(seal, bytes, end)
  if (footerHead === undefined || footer === undefined)
    throw fail('its footer is missing or isn’t as it was written')
  if (!bytes.subarray(end + footerHead.bytes).equals(locatorOf(end, footerHead.bytes))) {
    throw fail('its last 24 bytes aren’t as they were written')
  }
  const { runId, sealedAt, records } = footer
  if (footer.frames.length !== frames.length) throw fail('some of its frames are missing')
  return { frames, segment: describe({ id, name, runId, sealedAt }, bytes, records, addresses) }
}

function walkFrames(seal: FrameSeal, bytes: Buffer, fail: (what: string) => Error) {
  const frames: Frame[] = []
  const addresses: FrameAddress[] = []
  let end = MAGIC.length
  for (
    let head = readFrameHead(bytes, end);
    head?.marker.equals(FRAME_MARKER);
    head = readFrameHead(bytes, end)
  ) {
    const plain =
      head.index === frames.length ? openFrame(seal, bytes.subarray(end, end + head.bytes)) : undefined
    if (plain === undefined) throw fail(`frame ${frames.length} at byte ${end} isn’t as it was written`)
    addresses.push({ offset: end, length: head.bytes, index: head.index })
    frames.push(decodeFrame(plain))
    end += head.bytes
  }
  return { frames, addresses, end }
}

function readFooter(seal: FrameSeal, bytes: Buffer, offset: number): Footer | undefined {
  const head = readFrameHead(bytes, offset)
  if (!head?.marker.equals(FOOTER_MARKER)) return undefined
  const plain = openFrame(seal, bytes.subarray(offset, offset + head.bytes))
  return plain && (JSON.parse(plain.toString()) as Footer)
}

export type Salvage = { readonly frames: Frame[]; readonly lost: string[] }

/** Reads the readable parts of a damaged segment: jumps from marker to marker and keeps each frame that opens. */
export function salvageSegment(keys: TenantKeys, name: string, bytes: Buffer): Salvage {
  const id = parseSegmentName(name)?.id ?? ''
  const seal = frameSeal(keys.segment(id), keys.tenantId, id)
  const salvage: Salvage = { frames: [], lost: [] }
  let at = bytes.indexOf(FRAME_MARKER)
  while (at >= 0) {
    const head = readFrameHead(bytes, at)
    const plain = head && openFrame(seal, bytes.subarray(at, at + head.bytes))
    if (plain) salvage.frames.push(decodeFrame(plain))
    else salvage.lost.push(`a frame at byte ${at}`)
    at = bytes.indexOf(FRAME_MARKER, at + (plain ? (head?.bytes ?? FRAME_HEAD_BYTES) : 1))
  }
  return salvage
}

function fileOf(keys: TenantKeys, name: string): string {
  return tenantFolder(keys.tenantId) + name
}
