import { crc32, deflateSync } from 'node:zlib'
import type { Random } from '../random.ts'

/** Draws a small chart-like picture: bars on a pale ground. A valid 8-bit RGB PNG (W3C PNG). */
export function drawPng(width: number, height: number, random: Random): Buffer {
  const ground = [236 + random.int(16), 238 + random.int(14), 242 + random.int(12)]
  const ink = [40 + random.int(120), 60 + random.int(120), 120 + random.int(120)]
  const bars = Array.from({ length: random.between(5, 12) }, () => 0.15 + 0.8 * random.next())
  const pixels = Buffer.alloc((width * 3 + 1) * height)
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const slot = (x / width) * bars.length
      const tall = bars[Math.floor(slot)] ?? 0
      const filled = slot % 1 < 0.7 && 1 - y / height < tall
      pixels.set(filled ? ink : ground, y * (width * 3 + 1) + 1 + x * 3)
    }
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header(width, height)),
    chunk('IDAT', deflateSync(pixels)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function header(width: number, height: number): Buffer {
  const bytes = Buffer.alloc(13)
  bytes.writeUInt32BE(width, 0)
  bytes.writeUInt32BE(height, 4)
  bytes.set([8, 2, 0, 0, 0], 8)
  return bytes
}

function chunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), content])
  const frame = Buffer.alloc(body.length + 8)
  frame.writeUInt32BE(content.length, 0)
  body.copy(frame, 4)
  frame.writeUInt32BE(crc32(body), body.length + 4)
  return frame
}
