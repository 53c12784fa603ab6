/**
 * Media on disk (FORMAT.md, "Media"): magic, then `nonce ‖ ciphertext ‖ tag`. The key follows from the content's name, so
 * one content always gives the same bytes: writing it twice is writing it once. The nonce is zero, for each key seals one
 * content only.
 */
import { gcmOpen, gcmSeal, NONCE_BYTES, SEAL_OVERHEAD } from '../secrets/gcm.ts'
import { damaged } from './damage.ts'
import { mediaName, parseMediaName, tenantFolder } from './layout.ts'
import type { TenantKeys } from './tenant-keys.ts'

const MAGIC = Buffer.from('CVMEDI1\n')
const ZERO_NONCE = Buffer.alloc(NONCE_BYTES)

export const MEDIA_OVERHEAD = MAGIC.length + SEAL_OVERHEAD

/** `names`: what it may be called, by the data key that it is sealed with; a new one is sealed under the last. */
export function encodeMedia(
  keys: TenantKeys,
  content: Uint8Array,
): { names: readonly string[]; seal: () => Buffer } {
  const digest = keys.mediaDigest(content)
  const numbers = Array.from({ length: keys.newest }, (_, at) => at + 1)
  return {
    names: numbers.map((number) => mediaName(digest, number)),
    seal: () => {
      const key = keys.media(digest, keys.newest)
      return Buffer.concat([MAGIC, gcmSeal(key, ZERO_NONCE, content, additional(keys, digest))])
    },
  }
}

/** Throws `archive-damaged`. */
export function decodeMedia(keys: TenantKeys, name: string, bytes: Buffer): Buffer {
  const { hex: digest, keyNumber = 1 } = parseMediaName(name) ?? {}
  const begins = bytes.subarray(0, MAGIC.length + NONCE_BYTES).equals(Buffer.concat([MAGIC, ZERO_NONCE]))
  const content =
    digest !== undefined && begins
      ? gcmOpen(keys.media(digest, keyNumber), bytes.subarray(MAGIC.length), additional(keys, digest))
      : undefined
  if (content === undefined)
    throw damaged(tenantFolder(keys.tenantId) + name, 'the medium isn’t as it was written')
  return content
}

function additional(keys: TenantKeys, digest: string): Buffer {
  return Buffer.from(`chatvault/media/1\n${keys.tenantId}\n${digest}\n`)
}
