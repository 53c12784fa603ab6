/**
 * A run document on disk (FORMAT.md, "Run document"): authenticated JSON. Its digest is the SHA-256 of the file, so
 * `sha256sum` shows the chain to anyone.
 */
import type { ClosedRun, RunDocument } from './archive.ts'
import { decodeAuthenticated, digestOf, encodeAuthenticated } from './authenticated-json.ts'
import { damaged } from './damage.ts'
import { runName, tenantFolder } from './layout.ts'
import type { TenantKeys } from './tenant-keys.ts'

export function encodeRun(keys: TenantKeys, document: RunDocument): { closed: ClosedRun; bytes: Buffer } {
  const bytes = encodeAuthenticated(keys.runMac, document)
  const name = runName(document.sequence, document.runId)
  return { bytes, closed: { name, digest: digestOf(bytes), document } }
}

/** Throws `archive-damaged` unless every byte is as it was written for this name and tenant. */
export function decodeRun(keys: TenantKeys, name: string, bytes: Buffer): ClosedRun {
  const fail = (what: string) => damaged(tenantFolder(keys.tenantId) + name, what)
  const document = decodeAuthenticated<RunDocument>(keys.runMac, bytes)
  if (document === undefined) throw fail('its authentication code doesn’t match its text')
  if (runName(document.sequence, document.runId) !== name) throw fail('it was written under another name')
  return { name, digest: digestOf(bytes), document }
}
