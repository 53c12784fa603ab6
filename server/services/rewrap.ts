/**
 * A new master key. Everything sealed is sealed for both keys first, so that the vault opens with either; finishing takes the
 * old key's part away. Killed at any moment, the vault opens with the new key and, before finishing, with the old one; the
 * same call continues.
 */
import type { ObjectStore } from '../archive/object-store.ts'
import { finishDataKeys, rewrapDataKeys } from '../archive/rewrap-keys.ts'
import { listSealedBoxes, replaceBox, type SealedBox } from '../books/boxes.ts'
import type { Database } from '../database/database.ts'
import { VaultError } from '../domain/vault-error.ts'
import type { MasterKey } from '../secrets/keys.ts'
import { boxKeyIds, envelopeSealer } from '../secrets/sealer.ts'

export type RewrapPlaces = {
  readonly database: Pick<Database, 'kysely'>
  readonly store: ObjectStore
  /** The key in use; may be `to` already. */
  readonly from: MasterKey
  readonly to: MasterKey
}

export type Rewrapped = { readonly dataKeys: number; readonly boxes: number }

/** Throws `box-key` when something is sealed with neither of the keys. */
export async function rewrap(places: RewrapPlaces): Promise<Rewrapped> {
  const { database, store, from, to } = places
  const dataKeys = await rewrapDataKeys(store, from, to)
  const boxes = await listSealedBoxes(database)
  for (const box of boxes) if (!boxKeyIds(box.box).includes(to.id)) await reseal(places, box, [from])
  return { dataKeys, boxes: boxes.length }
}

/** First does what is left of `rewrap`. */
export async function finishRewrap(places: RewrapPlaces): Promise<Rewrapped> {
  const done = await rewrap(places)
  const { database, store, to } = places
  for (const box of await listSealedBoxes(database))
    if (boxKeyIds(box.box).length > 1) await reseal(places, box, [])
  await finishDataKeys(store, to)
  return done
}

async function reseal(
  { database, from, to }: RewrapPlaces,
  sealed: SealedBox,
  others: readonly MasterKey[],
): Promise<void> {
  const ids = boxKeyIds(sealed.box)
  const opener = [to, from].find(({ id }) => ids.includes(id))
  if (opener === undefined) throw otherKey(sealed, ids)
  const plain = await envelopeSealer(opener).open(sealed.context, sealed.box)
  const fresh = await envelopeSealer(
    to,
    undefined,
    others.filter(({ id }) => id !== to.id),
  ).seal(sealed.context, plain)
  plain.fill(0)
  await replaceBox(database, sealed, fresh)
}

function otherKey({ table }: SealedBox, ids: readonly string[]): VaultError {
  return new VaultError({
    code: 'box-key',
    notice: null,
    attempted: `seal a row of ${table} with the new master key`,
    why: `it was sealed with ${ids.join(', ') || 'an unknown key'}, which isn’t given`,
    hint: 'Set MASTER_KEY_FILE (or KEY_VAULT_KEY_URL) to the key that was in use before, and run the command again.',
  })
}
