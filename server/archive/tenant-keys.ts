/**
 * The keys of one tenant, all derived from its data keys by HKDF-SHA256 with an empty salt (FORMAT.md, "Keys"). Purposes
 * never share a key, segments never share a key. Content follows the newest data key; names, codes, and what proves that
 * documents are ours remain with the first.
 */
import { createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto'
import { damaged } from './damage.ts'
import { keyFile, keyNumberOf, tenantFolder } from './layout.ts'

export type TenantKeys = {
  readonly tenantId: string
  /** Number of the data key that new segments and media are sealed with. */
  readonly newest: number
  /** Throws `archive-damaged` when its data key isn't there. */
  segment(segmentId: string): KeyObject
  /** Names media by content without telling the content's hash: 64 hex digits. */
  mediaDigest(content: Uint8Array): string
  media(digest: string, keyNumber: number): KeyObject
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

/** `dataKeys` in the order of their numbers, from 1 on. */
export function tenantKeys(tenantId: string, dataKeys: readonly Uint8Array[]): TenantKeys {
  const roots = dataKeys.map((dataKey) => createSecretKey(dataKey))
  const deriveBy = (keyNumber: number, purpose: string, ...parts: string[]) => {
    const root = roots[keyNumber - 1] ?? missing(tenantId, keyNumber)
    return createSecretKey(derived(root, [`chatvault/${purpose}/1`, tenantId, ...parts].join('\n')))
  }
  const derive = (purpose: string, ...parts: string[]) => deriveBy(1, purpose, ...parts)
  const mediaNames = derive('media-name')
  const runs = derive('run')
  const usage = derive('usage')
  const removals = derive('removal')
  return {
    tenantId,
    newest: roots.length,
    segment: (segmentId) => deriveBy(keyNumberOf(segmentId), 'segment', segmentId),
    mediaDigest: (content) => hmac(mediaNames, content),
    media: (digest, keyNumber) => deriveBy(keyNumber, 'media', digest),
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

/** Also when the data key was added since this process opened the archive. */
function missing(tenantId: string, keyNumber: number): never {
  const name = keyFile(keyNumber)
  const why = `it was sealed with a data key whose ${name} wasn’t there when the archive was opened: restart, or restore that file`
  throw damaged(tenantFolder(tenantId) + name, why)
}

function derived(root: KeyObject, info: string): Buffer {
  return Buffer.from(hkdfSync('sha256', root, Buffer.alloc(0), Buffer.from(info), 32))
}

function hmac(key: KeyObject, bytes: Uint8Array): string {
  return createHmac('sha256', key).update(bytes).digest('hex')
}
