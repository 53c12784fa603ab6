/**
 * As much PNG as our icons need (W3C PNG, third edition): eight bits a channel, with or without alpha, not interlaced.
 * Reading gives RGBA always, and so does writing.
 */
import { crc32, deflateSync, inflateSync } from 'node:zlib'

export type Picture = {
  readonly width: number
  readonly height: number
  /** Whether the file carries an alpha channel. */
  readonly alpha: boolean
  /** Four bytes a pixel, row by row. */
  readonly pixels: Uint8Array
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const RGB = 2
const RGBA = 6

/** Throws an Error whose text completes "the icon …". */
export function readPng(file: Buffer): Picture {
  if (!file.subarray(0, 8).equals(SIGNATURE)) throw new Error('isn’t a PNG')
  const parts: Buffer[] = []
  let header: Buffer | undefined
  for (const { type, data } of chunksOf(file)) {
    if (type === 'IHDR') header = data
    if (type === 'IDAT') parts.push(data)
  }
  if (header?.length !== 13) throw new Error('is a PNG without a header')
  const [depth, color, , , interlace] = header.subarray(8)
  if (depth !== 8 || (color !== RGB && color !== RGBA) || interlace !== 0)
    throw new Error('must have eight bits a channel and true color, not interlaced')
  const size = { width: header.readUInt32BE(0), height: header.readUInt32BE(4) }
  const raw = unfiltered(inflateSync(Buffer.concat(parts)), size, color === RGBA ? 4 : 3)
  return { ...size, alpha: color === RGBA, pixels: color === RGBA ? raw : opaque(raw) }
}

export function writePng({ width, height, pixels }: Omit<Picture, 'alpha'>): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, RGBA, 0, 0, 0], 8)
  const stride = width * 4
  const rows = Buffer.alloc(height * (stride + 1))
  for (let y = 0; y < height; y++)
    rows.set(pixels.subarray(y * stride, (y + 1) * stride), y * (stride + 1) + 1)
  const data = deflateSync(rows, { level: 9 })
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(data.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}

function* chunksOf(file: Buffer): Generator<{ type: string; data: Buffer }> {
  for (let at = 8; at + 12 <= file.length; ) {
    const length = file.readUInt32BE(at)
    const body = file.subarray(at + 4, at + 8 + length)
    if (at + 12 + length > file.length || crc32(body) !== file.readUInt32BE(at + 8 + length))
      throw new Error('is a damaged PNG')
    yield { type: body.toString('latin1', 0, 4), data: body.subarray(4) }
    at += 12 + length
  }
}

/** Undoes the filter each row begins with: none, left, up, average, Paeth. */
function unfiltered(data: Buffer, { width, height }: { width: number; height: number }, step: number) {
  const stride = width * step
  if (data.length !== height * (stride + 1)) throw new Error('is a damaged PNG')
  const out = new Uint8Array(height * stride)
  for (let y = 0; y < height; y++) {
    const filter = data[y * (stride + 1)] ?? 0
    for (let x = 0; x < stride; x++) {
      const here = y * stride + x
      const left = x >= step ? (out[here - step] ?? 0) : 0
      const up = y > 0 ? (out[here - stride] ?? 0) : 0
      const corner = x >= step && y > 0 ? (out[here - stride - step] ?? 0) : 0
      out[here] = (data[y * (stride + 1) + 1 + x] ?? 0) + predicted(filter, left, up, corner)
    }
  }
  return out
}

function predicted(filter: number, left: number, up: number, corner: number): number {
  switch (filter) {
    case 0:
      return 0
    case 1:
      return left
    case 2:
      return up
    case 3:
      return (left + up) >> 1
    case 4:
      return paeth(left, up, corner)
    default:
      throw new Error('is a damaged PNG')
  }
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner
  const [toLeft, toUp, toCorner] = [left, up, corner].map((value) => Math.abs(guess - value))
  if ((toLeft ?? 0) <= (toUp ?? 0) && (toLeft ?? 0) <= (toCorner ?? 0)) return left
  return (toUp ?? 0) <= (toCorner ?? 0) ? up : corner
}

function opaque(rgb: Uint8Array): Uint8Array {
  const out = new Uint8Array((rgb.length / 3) * 4)
  for (let i = 0; i < rgb.length / 3; i++) {
    out.set(rgb.subarray(i * 3, i * 3 + 3), i * 4)
    out[i * 4 + 3] = 255
  }
  return out
}
