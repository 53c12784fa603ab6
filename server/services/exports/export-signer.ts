/**
 * The vault's signature on exports. The key is created once, sealed by the master key and kept in the books. Unlike the key
 * of states it is never replaced by another on its own: exports that are out are checked with its public half.
 */
import type { KeyObject } from 'node:crypto'
import { fingerprintOf, privateKeyOf, publicPem, SEED_BYTES, signBytes } from '../../evidence/signature.ts'
import { openSigningKey, type SigningKeyDeps } from '../signing-key.ts'

export type ExportSigner = {
  /** 64 bytes, Ed25519. Throws `seal-broken` when the master key isn't the one the key was sealed with. */
  sign(bytes: Uint8Array): Promise<Uint8Array>
  publicKey(): Promise<{ readonly pem: string; readonly fingerprint: string }>
}

const NAME = 'exports'

export function createExportSigner(deps: SigningKeyDeps): ExportSigner {
  const privateKey = async (): Promise<KeyObject> =>
    privateKeyOf(await openSigningKey(deps, NAME, SEED_BYTES))

  return {
    sign: async (bytes) => signBytes(await privateKey(), bytes),
    async publicKey() {
      const key = await privateKey()
      return { pem: publicPem(key), fingerprint: fingerprintOf(key) }
    },
  }
}
