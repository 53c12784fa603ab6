/**
 * JSON anyone can read and only the vault can write (FORMAT.md, "Run document"): indented, its last member is `mac`, an HMAC
 * over all bytes before that member.
 */
import { createHash, timingSafeEqual } from 'node:crypto'

const TAIL_START = ',\n  "mac": "'
const TAIL_END = '"\n}\n'
const TAIL_BYTES = TAIL_START.length + 64 + TAIL_END.length

/** HMAC-SHA256 in hex, under the key of this kind of file. */
export type Mac = (bytes: Uint8Array) => string

export function encodeAuthenticated(mac: Mac, members: object): Buffer {
  const text = JSON.stringify(members, null, 2)
  const body = Buffer.from(text.slice(0, text.lastIndexOf('\n}')))
  return Buffer.concat([body, tailOf(mac, body)])
}

/** The members without `mac`; undefined unless every byte is as it was written. */
export function decodeAuthenticated<T extends object>(mac: Mac, bytes: Buffer): T | undefined {
  const bodyBytes = Math.max(bytes.length - TAIL_BYTES, 0)
  const tail = tailOf(mac, bytes.subarray(0, bodyBytes))
  if (bytes.length < TAIL_BYTES || !timingSafeEqual(tail, bytes.subarray(bodyBytes))) return undefined
  const { mac: _mac, ...members } = JSON.parse(bytes.toString()) as T & { mac: string }
  return members as unknown as T // the omitted member is the one that was added
}

function tailOf(mac: Mac, body: Uint8Array): Buffer {
  return Buffer.from(TAIL_START + mac(body) + TAIL_END)
}

export function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
