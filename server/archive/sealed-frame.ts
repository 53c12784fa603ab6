/**
 * One frame of a segment on disk (FORMAT.md, "Frame"): a 16-byte head, then `nonce ‖ ciphertext ‖ tag` over the
 * zstd-compressed plain bytes. Tenant, segment and head are bound as additional data: a frame opens in its own place only.
 */
import type { KeyObject } from 'node:crypto'
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import { gcmOpen, gcmSeal, NONCE_BYTES, SEAL_OVERHEAD } from '../secrets/gcm.ts'
import type { Randomness } from '../secrets/randomness.ts'

export const FRAME_HEAD_BYTES = 16
export const FRAME_MARKER = Buffer.from('CVFR')
export const FOOTER_MARKER = Buffer.from('CVFT')
/** No frame is larger when unpacked: what claims to be is not unpacked. */
export const LARGEST_PLAIN_BYTES = 256 * 1024 * 1024
const LEVEL = { params: { [constants.ZSTD_c_compressionLevel]: 3 } }

export type FrameHead = {
  readonly marker: Buffer
  readonly index: number
  readonly plainBytes: number
  /** Of the whole frame, head included. */
  readonly bytes: number
}

/** Binds frames to their segment. */
export type FrameSeal = { readonly key: KeyObject; readonly additional: Buffer }

export function frameSeal(key: KeyObject, tenantId: string, segmentId: string): FrameSeal {
  return { key, additional: Buffer.from(`chatvault/frame/1\n${tenantId}\n${segmentId}\n`) }
}

export function sealFrame(
  seal: FrameSeal,
  marker: Buffer,
  index: number,
  plain: Buffer,
  randomness: Randomness,
): Buffer {
  if (plain.length > LARGEST_PLAIN_BYTES)
    throw new RangeError(`a frame of ${plain.length} bytes is too large`)
  const packed = zstdCompressSync(plain, LEVEL)
  const head = Buffer.alloc(FRAME_HEAD_BYTES)
  marker.copy(head)
  head.writeUInt32BE(index, 4)
  head.writeUInt32BE(plain.length, 8)
  head.writeUInt32BE(packed.length + SEAL_OVERHEAD, 12)
  const sealed = gcmSeal(seal.key, randomness(NONCE_BYTES), packed, Buffer.concat([seal.additional, head]))
  return Buffer.concat([head, sealed])
}

/** Undefined when there is no head of a plausible frame at `offset`. */
export function readFrameHead(bytes: Buffer, offset: number): FrameHead | undefined {
  if (offset + FRAME_HEAD_BYTES > bytes.length) return undefined
  const marker = bytes.subarray(offset, offset + 4)
  if (!marker.equals(FRAME_MARKER) && !marker.equals(FOOTER_MARKER)) return undefined
  const length = FRAME_HEAD_BYTES + bytes.readUInt32BE(offset + 12)
  if (offset + length > bytes.length) return undefined
  return {
    marker,
    index: bytes.readUInt32BE(offset + 4),
    plainBytes: bytes.readUInt32BE(offset + 8),
    bytes: length,
  }
}

/** The plain bytes of a whole frame, or undefined when anything about it is not as it was written. */
export function openFrame(seal: FrameSeal, frame: Buffer): Buffer | undefined {
  const head = frame.subarray(0, FRAME_HEAD_BYTES)
  const packed = gcmOpen(seal.key, frame.subarray(FRAME_HEAD_BYTES), Buffer.concat([seal.additional, head]))
  if (packed === undefined) return undefined
  return unpack(packed, head.readUInt32BE(8))
}

function unpack(packed: Buffer, plainBytes: number): Buffer | undefined {
  if (plainBytes > LARGEST_PLAIN_BYTES) return undefined
  try {
    const plain = zstdDecompressSync(packed, { maxOutputLength: Math.max(plainBytes, 1) })
    return plain.length === plainBytes ? plain : undefined
  } catch {
    return undefined
  }
}
