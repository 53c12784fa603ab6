/**
 * Envelope sealing. A box is
 *
 *   "CVBX1"  5 bytes   magic and version
 *   k        1 byte    length of the master key's id
 *   id       k bytes   master key id, ASCII
 *   w        2 bytes   length of the wrapped data key, big endian
 *   wrapped  w bytes   32-byte data key, wrapped by the master key
 *   sealed   rest      nonce ‖ ciphertext ‖ tag, AES-256-GCM under the data key
 *
 * While the master key is being replaced, a box opens with either key:
 *
 *   "CVBX2"  5 bytes   magic and version
 *   n        1 byte    number of master keys
 *   then for each of them k, id, w, wrapped as above, each w bytes being the same data key; then sealed
 *
 * Additional data: "chatvault/box/1\n", the context in UTF-8, "\n", then the box's bytes before `sealed`.
 */

import { createSecretKey } from 'node:crypto'
import { notice } from '../domain/notice.ts'
import { VaultError } from '../domain/vault-error.ts'
import { gcmOpen, gcmSeal, NONCE_BYTES } from './gcm.ts'
import type { MasterKey, Sealer } from './keys.ts'
import { type Randomness, systemRandomness } from './randomness.ts'

const MAGIC = Buffer.from('CVBX1')
const MAGIC_OF_SEVERAL = Buffer.from('CVBX2')
const KEY_BYTES = 32

/** `others` can open what is sealed here, too. */
export function envelopeSealer(
  masterKey: MasterKey,
  randomness: Randomness = systemRandomness,
  others: readonly MasterKey[] = [],
): Sealer {
  async function seal(context: string, plain: Uint8Array): Promise<Uint8Array> {
    const dataKey = randomness(KEY_BYTES)
    const wraps: Wrap[] = []
    for (const key of [masterKey, ...others]) wraps.push({ keyId: key.id, wrapped: await key.wrap(dataKey) })
    const head = encodeHead(wraps)
    const sealed = gcmSeal(
      createSecretKey(dataKey),
      randomness(NONCE_BYTES),
      plain,
      additional(context, head),
    )
    dataKey.fill(0)
    return Buffer.concat([head, sealed])
  }

  async function open(context: string, box: Uint8Array): Promise<Uint8Array> {
    const parts = decodeBox(Buffer.from(box))
    if (parts === undefined) throw sealBroken(context, 'it isn’t complete')
    const own = parts.wraps.find(({ keyId }) => keyId === masterKey.id)
    if (own === undefined)
      throw otherKey(context, parts.wraps.map(({ keyId }) => keyId).join(', '), masterKey.id)
    const dataKey = await masterKey.unwrap(own.wrapped)
    const fits = dataKey.length === KEY_BYTES
    const plain = fits
      ? gcmOpen(createSecretKey(dataKey), parts.sealed, additional(context, parts.head))
      : undefined
    if (plain === undefined)
      throw sealBroken(context, 'the sealed data, key, and context don’t belong together')
    return plain
  }

  return { seal, open }
}

/** Ids of the master keys a box opens with; empty when it isn’t complete. */
export function boxKeyIds(box: Uint8Array): string[] {
  return decodeBox(Buffer.from(box))?.wraps.map(({ keyId }) => keyId) ?? []
}

type Wrap = { readonly keyId: string; readonly wrapped: Uint8Array }

function encodeHead(wraps: readonly Wrap[]): Buffer {
  const parts = wraps.map(({ keyId, wrapped }) => {
    const id = Buffer.from(keyId, 'latin1')
    const length = Buffer.alloc(2)
    length.writeUInt16BE(wrapped.length)
    return Buffer.concat([Uint8Array.of(id.length), id, length, wrapped])
  })
  const start = wraps.length === 1 ? [MAGIC] : [MAGIC_OF_SEVERAL, Uint8Array.of(wraps.length)]
  return Buffer.concat([...start, ...parts])
}

function decodeBox(box: Buffer) {
  const magic = box.subarray(0, MAGIC.length)
  const ofSeveral = magic.equals(MAGIC_OF_SEVERAL)
  if (!ofSeveral && !magic.equals(MAGIC)) return undefined
  let at = MAGIC.length
  let left = 1
  if (ofSeveral) {
    left = box[at] ?? 0
    at += 1
  }
  const wraps: Wrap[] = []
  for (; left > 0; left -= 1) {
    const idAt = at + 1
    if (box.length < idAt) return undefined
    const lengthAt = idAt + box.readUInt8(at)
    if (box.length < lengthAt + 2) return undefined
    at = lengthAt + 2 + box.readUInt16BE(lengthAt)
    wraps.push({ keyId: box.toString('latin1', idAt, lengthAt), wrapped: box.subarray(lengthAt + 2, at) })
  }
  return { wraps, head: box.subarray(0, at), sealed: box.subarray(at) }
}

function additional(context: string, head: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`chatvault/box/1\n${context}\n`), head])
}

/** `what` is the context or the file: never the content. */
export function sealBroken(what: string, why: string): VaultError {
  return new VaultError({
    notice: notice('seal-broken', { quoted: `${what}: ${why}` }),
    attempted: `open the sealed ${what}`,
    why,
    hint: 'It was changed, moved or cut off, or the master key is another one. Restore the file or the key from a copy.',
  })
}

function otherKey(what: string, sealedWith: string, given: string): VaultError {
  const printable = sealedWith.replace(/[^\x20-\x7e]/g, '?')
  return sealBroken(what, `it was sealed with master key ${printable}, but the key given is ${given}`)
}
