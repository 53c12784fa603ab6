/**
 * Signs texts that leave us and must come back unchanged. The key is created once, sealed by the master key and kept in
 * the books: every process, now and after a restart, verifies the signatures of the others. Changing the master key
 * starts a new one, and texts on their way are no longer accepted.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { SigningKeys } from '../../books/signing-keys.ts'
import { VaultError } from '../../domain/vault-error.ts'
import type { Sealer } from '../../secrets/keys.ts'
import { type Randomness, systemRandomness } from '../../secrets/randomness.ts'

export type Signer = {
  /** `text` and its signature, safe in a URL. */
  sign(purpose: string, text: string): Promise<string>
  /**
   * The text; undefined when it was not signed by us, or for another purpose. What stands around the signed part is not
   * looked at: what leaves us in an address comes back with words behind it, encoded once more, or twice.
   */
  verify(purpose: string, signed: string): Promise<string | undefined>
}

type Deps = {
  readonly signingKeys: SigningKeys
  readonly sealer: Sealer
  readonly randomness?: Randomness
}

const NAME = 'states'
const CONTEXT = 'signing-key:states'
const KEY_BYTES = 32

export function createSigner({ signingKeys, sealer, randomness = systemRandomness }: Deps): Signer {
  const sealNew = () => sealer.seal(CONTEXT, randomness(KEY_BYTES))
  let loading: Promise<Uint8Array> | undefined

  async function load(): Promise<Uint8Array> {
    const box = (await signingKeys.find(NAME)) ?? (await signingKeys.keep(NAME, await sealNew()))
    try {
      return await sealer.open(CONTEXT, box)
    } catch (error) {
      if (!(error instanceof VaultError) || error.code !== 'seal-broken') throw error
      return sealer.open(CONTEXT, await signingKeys.replace(NAME, box, await sealNew()))
    }
  }

  function key(): Promise<Uint8Array> {
    loading ??= load().catch((error: unknown) => {
      loading = undefined
      throw error
    })
    return loading
  }

  return {
    async sign(purpose, text) {
      const mac = macOf(await key(), purpose, text)
      return `${Buffer.from(text).toString('base64url')}.${mac.toString('base64url')}`
    },

    async verify(purpose, signed) {
      for (const [body, signature] of signedPartsIn(signed)) {
        const text = Buffer.from(body, 'base64url').toString()
        const expected = macOf(await key(), purpose, text)
        const given = Buffer.from(signature, 'base64url')
        if (given.length === expected.length && timingSafeEqual(given, expected)) return text
      }
      return undefined
    },
  }
}

/** SHA-256 in base64url has 43 characters. */
const SIGNED = /([\w-]+)\.([\w-]{43})/g
const MOST_PARTS = 4

function signedPartsIn(text: string): [body: string, signature: string][] {
  const found = [...unescaped(text).matchAll(SIGNED)].slice(0, MOST_PARTS)
  return found.map(([, body = '', signature = '']) => [body, signature])
}

/** Only what base64url and the dot could have become: an escape of something else ends the signed part. */
function unescaped(text: string): string {
  return text.replaceAll(/%(?:25)*(2D|2E|5F)/gi, (_escape, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
}

function macOf(key: Uint8Array, purpose: string, text: string): Buffer {
  return createHmac('sha256', key).update(`chatvault/${purpose}/1\n${text}`).digest()
}
