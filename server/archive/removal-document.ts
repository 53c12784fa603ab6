/**
 * A removal document on disk (FORMAT.md, "Removal document"): authenticated JSON that says which segments were replaced by
 * which, and how many messages that took out. The keys of those messages travel in it sealed: whoever rebuilds from the
 * archive alone knows what must not come back.
 */
import { gcmOpen, gcmSeal, NONCE_BYTES } from '../secrets/gcm.ts'
import type { Randomness } from '../secrets/randomness.ts'
import type { RemovalDocument, WrittenRemoval } from './archive.ts'
import { decodeAuthenticated, digestOf, encodeAuthenticated } from './authenticated-json.ts'
import { damaged } from './damage.ts'
import { removalName, tenantFolder } from './layout.ts'
import type { TenantKeys } from './tenant-keys.ts'

/** Bytes of the key of a message. */
export const REMOVED_KEY_BYTES = 16

/** The document without what the codec adds. */
export type RemovalMembers = Omit<RemovalDocument, 'format' | 'tenantId' | 'removed'>

export function encodeRemoval(
  keys: TenantKeys,
  members: RemovalMembers,
  removed: readonly Uint8Array[],
  randomness: Randomness,
): { written: WrittenRemoval; bytes: Buffer } {
  const { sequence, removalId } = members
  const list = Buffer.concat([...removed].map((key) => Buffer.from(key)).sort(Buffer.compare))
  const sealed = gcmSeal(keys.removed, randomness(NONCE_BYTES), list, additional(keys, sequence))
  const { previous, cause, removedAt, run, messages, segments } = members
  const document: RemovalDocument = {
    format: 'chatvault-removal/1',
    tenantId: keys.tenantId,
    removalId,
    sequence,
    previous,
    cause,
    removedAt,
    run,
    messages,
    segments,
    removed: sealed.toString('base64'),
  }
  const bytes = encodeAuthenticated(keys.removalMac, document)
  const name = removalName(sequence, removalId)
  return { bytes, written: { name, digest: digestOf(bytes), document, removed } }
}

/** Throws `archive-damaged` unless every byte is as it was written for this name and tenant. */
export function decodeRemoval(keys: TenantKeys, name: string, bytes: Buffer): WrittenRemoval {
  const fail = (what: string) => damaged(tenantFolder(keys.tenantId) + name, what)
  const document = decodeAuthenticated<RemovalDocument>(keys.removalMac, bytes)
  if (document === undefined) throw fail('its authentication code doesn’t match its text')
  if (removalName(document.sequence, document.removalId) !== name)
    throw fail('it was written under another name')
  const sealed = Buffer.from(document.removed, 'base64')
  const list = gcmOpen(keys.removed, sealed, additional(keys, document.sequence))
  if (list === undefined) throw fail('its list of messages isn’t as it was written')
  return { name, digest: digestOf(bytes), document, removed: split(list) }
}

function split(list: Buffer): Buffer[] {
  const count = list.length / REMOVED_KEY_BYTES
  return Array.from({ length: count }, (_, at) =>
    list.subarray(at * REMOVED_KEY_BYTES, (at + 1) * REMOVED_KEY_BYTES),
  )
}

function additional(keys: TenantKeys, sequence: number): Buffer {
  return Buffer.from(`chatvault/removed/1\n${keys.tenantId}\n${sequence}\n`)
}
