/** Keys of the whole vault that are created once, sealed by the master key and kept in the books. */
import type { SigningKeys } from '../books/signing-keys.ts'
import type { Sealer } from '../secrets/keys.ts'
import { type Randomness, systemRandomness } from '../secrets/randomness.ts'

export type SigningKeyDeps = {
  readonly signingKeys: SigningKeys
  readonly sealer: Sealer
  readonly randomness?: Randomness
}

/**
 * The key of this name; created when there is none yet, and never replaced by another. Throws `seal-broken` when the master
 * key isn't the one it was sealed with.
 */
export async function openSigningKey(
  { signingKeys, sealer, randomness = systemRandomness }: SigningKeyDeps,
  name: string,
  bytes: number,
): Promise<Uint8Array> {
  const context = `signing-key:${name}`
  const kept = await signingKeys.find(name)
  const box = kept ?? (await signingKeys.keep(name, await sealer.seal(context, randomness(bytes))))
  return sealer.open(context, box)
}
