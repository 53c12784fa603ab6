/**
 * AES-256-GCM with a 96-bit nonce and a 128-bit tag: the only cipher here. A sealed message is `nonce ‖ ciphertext ‖ tag`.
 */
import { createCipheriv, createDecipheriv, type KeyObject } from 'node:crypto'

export const NONCE_BYTES = 12
export const TAG_BYTES = 16
export const SEAL_OVERHEAD = NONCE_BYTES + TAG_BYTES

export function gcmSeal(
  key: KeyObject,
  nonce: Uint8Array,
  plain: Uint8Array,
  additional: Uint8Array,
): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
  cipher.setAAD(additional)
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

/** Undefined when anything does not belong together: the caller says what that means. */
export function gcmOpen(key: KeyObject, sealed: Uint8Array, additional: Uint8Array): Buffer | undefined {
  if (sealed.length < SEAL_OVERHEAD) return undefined
  const tagAt = sealed.length - TAG_BYTES
  const nonce = sealed.subarray(0, NONCE_BYTES)
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
  decipher.setAAD(additional)
  decipher.setAuthTag(sealed.subarray(tagAt))
  const plain = decipher.update(sealed.subarray(NONCE_BYTES, tagAt))
  try {
    return Buffer.concat([plain, decipher.final()])
  } catch {
    return undefined
  }
}
