/**
 * A run document on disk (FORMAT.md, "Run document"): indented JSON whose last member is `mac`, an HMAC over all bytes
 * before that member. Its digest is the SHA-256 of the file, so `sha256sum` shows the chain to anyone.
 */
import { createHash, timingSafeEqual } from 'node:crypto'
import type { ClosedRun, RunDocument } from './archive.ts'
import { damaged } from './damage.ts'
import { runName, tenantFolder } from './layout.ts'
import type { TenantKeys } from './tenant-keys.ts'

const TAIL_START = ',\n  "mac": "'
const TAIL_END = '"\n}\n'
const TAIL_BYTES = TAIL_START.length + 64 + TAIL_END.length

export function encodeRun(keys: TenantKeys, document: RunDocument): { closed: ClosedRun; bytes: Buffer } {
  const text = JSON.stringify(document, null, 2)
  const body = Buffer.from(text.slice(0, text.lastIndexOf('\n}')))
  const bytes = Buffer.concat([body, tailOf(keys, body)])
  const name = runName(document.sequence, document.runId)
  return { bytes, closed: { name, digest: digestOf(bytes), document } }
}

/** Throws `archive-damaged` unless every byte is as it was written for this name and tenant. */
export function decodeRun(keys: TenantKeys, name: string, bytes: Buffer): ClosedRun {
  const fail = (what: string) => damaged(tenantFolder(keys.tenantId) + name, what)
  const bodyBytes = Math.max(bytes.length - TAIL_BYTES, 0)
  const tail = tailOf(keys, bytes.subarray(0, bodyBytes))
  if (bytes.length < TAIL_BYTES || !timingSafeEqual(tail, bytes.subarray(bodyBytes))) {
    throw fail('its authentication code does not fit its text')
  }
  const { mac: _mac, ...members } = JSON.parse(bytes.toString()) as RunDocument & { mac: string }
  if (runName(members.sequence, members.runId) !== name) throw fail('it was written under another name')
  return { name, digest: digestOf(bytes), document: members }
}

function tailOf(keys: TenantKeys, body: Uint8Array): Buffer {
  return Buffer.from(TAIL_START + keys.runMac(body) + TAIL_END)
}

export function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
