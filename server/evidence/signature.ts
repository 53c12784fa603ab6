/** Ed25519 (RFC 8032): one vault signs its exports with one key, and anyone with its public half can check them. */
import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'

/** What a private key is before its seed (RFC 8410, section 7), DER. */
const PKCS8_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex')

/** Bytes of the secret a private key is made of. */
export const SEED_BYTES = 32

/** `seed`: 32 random bytes, kept secret. */
export function privateKeyOf(seed: Uint8Array): KeyObject {
  return createPrivateKey({ key: Buffer.concat([PKCS8_HEAD, seed]), format: 'der', type: 'pkcs8' })
}

/** 64 raw bytes. */
export function signBytes(privateKey: KeyObject, bytes: Uint8Array): Buffer {
  return sign(null, bytes, privateKey)
}

export function isSigned(publicKey: KeyObject, bytes: Uint8Array, signature: Uint8Array): boolean {
  return signature.length === 64 && verify(null, bytes, publicKey, signature)
}

function publicOf(key: KeyObject): KeyObject {
  return key.type === 'private' ? createPublicKey(key) : key
}

/** Of either half: SPKI, PEM, as `GET /api/exports/key` answers and OpenSSL reads. */
export function publicPem(key: KeyObject): string {
  return publicOf(key).export({ format: 'pem', type: 'spki' }).toString()
}

/** A public Ed25519 key; undefined when the text is anything else. A private key isn't taken: no one should carry it around. */
export function readPublicPem(pem: string): KeyObject | undefined {
  if (!pem.includes('-----BEGIN PUBLIC KEY-----')) return undefined
  try {
    const key = createPublicKey(pem)
    return key.asymmetricKeyType === 'ed25519' ? key : undefined
  } catch {
    return undefined
  }
}

/** Of either half: SHA-256 of the public key's SPKI bytes, hexadecimal, which two people can compare over the phone. */
export function fingerprintOf(key: KeyObject): string {
  const der = publicOf(key).export({ format: 'der', type: 'spki' })
  return createHash('sha256').update(der).digest('hex')
}
