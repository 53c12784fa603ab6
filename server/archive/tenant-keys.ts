/**
 * The keys of one tenant, all derived from its data key by HKDF-SHA256 with an empty salt (FORMAT.md, "Keys"). Purposes
 * never share a key, segments never share a key.
 */
import { createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto'

export type TenantKeys = {
  readonly tenantId: string
  segment(segmentId: string): KeyObject
  /** Names media by content without telling the content's hash: 64 hex digits. */
  mediaDigest(content: Uint8Array): string
  media(digest: string): KeyObject
  /** HMAC-SHA256 over a run document's bytes, in hex. */
  runMac(bytes: Uint8Array): string
  /** The same over a usage note. */
  usageMac(bytes: Uint8Array): string
  /** The same over a removal document. */
  removalMac(bytes: Uint8Array): string
  /** Seals the list of messages in a removal document. */
  readonly removed: KeyObject
  /** For codes and lists of words, by the version of the tokens they were made with. */
  search(version: number): { readonly codes: KeyObject; readonly lists: KeyObject }
}

export function tenantKeys(tenantId: string, dataKey: Uint8Array): TenantKeys {
  const root = createSecretKey(dataKey)
  const derive = (purpose: string, ...parts: string[]) =>
    createSecretKey(derived(root, [`chatvault/${purpose}/1`, tenantId, ...parts].join('\n')))
  const mediaNames = derive('media-name')
  const runs = derive('run')
  const usage = derive('usage')
  const removals = derive('removal')
  return {
    tenantId,
    segment: (segmentId) => derive('segment', segmentId),
    mediaDigest: (content) => hmac(mediaNames, content),
    media: (digest) => derive('media', digest),
    runMac: (bytes) => hmac(runs, bytes),
    usageMac: (bytes) => hmac(usage, bytes),
    removalMac: (bytes) => hmac(removals, bytes),
    removed: derive('removed'),
    search: (version) => ({
      codes: derive('search', String(version)),
      lists: derive('search-list', String(version)),
    }),
  }
}

function derived(root: KeyObject, info: string): Buffer {
  return Buffer.from(hkdfSync('sha256', root, Buffer.alloc(0), Buffer.from(info), 32))
}

function hmac(key: KeyObject, bytes: Uint8Array): string {
  return createHmac('sha256', key).update(bytes).digest('hex')
}
