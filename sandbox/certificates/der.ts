/** The little of ASN.1 DER that an X.509 certificate needs (ITU-T X.690). */

export function tagged(tag: number, ...content: Uint8Array[]): Buffer {
  const body = Buffer.concat(content)
  return Buffer.concat([Buffer.from([tag]), lengthOf(body.length), body])
}

function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length])
  if (length < 0x100) return Buffer.from([0x81, length])
  return Buffer.from([0x82, length >> 8, length & 0xff])
}

export const sequence = (...items: Uint8Array[]) => tagged(0x30, ...items)
export const set = (...items: Uint8Array[]) => tagged(0x31, ...items)
export const octets = (content: Uint8Array) => tagged(0x04, content)
export const bits = (content: Uint8Array, unused = 0) => tagged(0x03, Buffer.from([unused]), content)
export const text = (content: string) => tagged(0x0c, Buffer.from(content))
export const yes = tagged(0x01, Buffer.from([0xff]))
export const nothing = tagged(0x05)

/** A non-negative INTEGER from its big-endian bytes. */
export function integer(bytes: Uint8Array): Buffer {
  const padded = (bytes[0] ?? 0) & 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes
  return tagged(0x02, padded)
}

export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  return tagged(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]))
}

function base128(value: number): number[] {
  const digits = [value & 0x7f]
  for (let v = Math.floor(value / 128); v > 0; v = Math.floor(v / 128)) digits.unshift((v & 0x7f) | 0x80)
  return digits
}

/** GeneralizedTime, or UTCTime before 2050 (RFC 5280, 4.1.2.5). */
export function time(ms: number): Buffer {
  const digits = new Date(ms).toISOString().replace(/\.\d+|[-:T]/g, '')
  return digits < '2050' ? tagged(0x17, Buffer.from(digits.slice(2))) : tagged(0x18, Buffer.from(digits))
}
