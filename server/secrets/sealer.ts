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
 * Additional data: "chatvault/box/1\n", the context in UTF-8, "\n", then the box's bytes before `sealed`.
 */

import { createSecretKey } from 'node:crypto'
import { notice } from '../domain/notice.ts'
import { VaultError } from '../domain/vault-error.ts'
import { gcmOpen, gcmSeal, NONCE_BYTES } from './gcm.ts'
import type { MasterKey, Sealer } from './keys.ts'
import { type Randomness, systemRandomness } from './randomness.ts'

const MAGIC = Buffer.from('CVBX1')
const KEY_BYTES = 32

export function envelopeSealer(masterKey: MasterKey, randomness: Randomness = systemRandomness): Sealer {
  async function seal(context: string, plain: Uint8Array): Promise<Uint8Array> {
    const dataKey = randomness(KEY_BYTES)
    const head = encodeHead(masterKey.id, await masterKey.wrap(dataKey))
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
    if (parts === undefined) throw sealBroken(context, 'it is not a whole box')
    if (parts.keyId !== masterKey.id) throw otherKey(context, parts.keyId, masterKey.id)
    const dataKey = await masterKey.unwrap(parts.wrapped)
    const fits = dataKey.length === KEY_BYTES
    const plain = fits
      ? gcmOpen(createSecretKey(dataKey), parts.sealed, additional(context, parts.head))
      : undefined
    if (plain === undefined) throw sealBroken(context, 'box, key and context do not belong together')
    return plain
  }

  return { seal, open }
}

/** Id of the master key a box was sealed with; undefined when it is not a whole box. */
export function boxKeyId(box: Uint8Array): string | undefined {
  return decodeBox(Buffer.from(box))?.keyId
}

function encodeHead(keyId: string, wrapped: Uint8Array): Buffer {
  const id = Buffer.from(keyId, 'latin1')
  const length = Buffer.alloc(2)
  length.writeUInt16BE(wrapped.length)
  return Buffer.concat([MAGIC, Uint8Array.of(id.length), id, length, wrapped])
}

function decodeBox(box: Buffer) {
  const idAt = MAGIC.length + 1
  if (box.length < idAt || !box.subarray(0, MAGIC.length).equals(MAGIC)) return undefined
  const lengthAt = idAt + box.readUInt8(MAGIC.length)
  if (box.length < lengthAt + 2) return undefined
  const sealedAt = lengthAt + 2 + box.readUInt16BE(lengthAt)
  return {
    keyId: box.toString('latin1', idAt, lengthAt),
    wrapped: box.subarray(lengthAt + 2, sealedAt),
    head: box.subarray(0, sealedAt),
    sealed: box.subarray(sealedAt),
  }
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
