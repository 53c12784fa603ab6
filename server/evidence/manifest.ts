/**
 * What a signed export says about itself: `manifest.json` names every other file by bytes and SHA-256, what was asked for, who
 * asked, when and why, and the end of the chain of runs it was written from. `manifest.sig` is the Ed25519 signature
 * (RFC 8032, 64 raw bytes) over the very bytes of `manifest.json`.
 */
import { z } from 'zod'

export const MANIFEST = 'manifest.json'
export const SIGNATURE = 'manifest.sig'
/** The page for people. */
export const COVER = 'cover.html'

/** Readers refuse a manifest of another version. */
export const MANIFEST_VERSION = 'chatvault-export/1'

const whole = z.int().min(0)
const digest = z.string().regex(/^[0-9a-f]{64}$/)

export const ListedFile = z.object({ name: z.string(), bytes: whole, sha256: digest })
/** A file of the zip; `sha256` of its bytes, hexadecimal. */
export type ListedFile = z.infer<typeof ListedFile>

export const RunHead = z.object({ runId: z.string(), sequence: whole, document: z.string(), sha256: digest })
/** A run document of the archive by name and digest. Each names the digest of the one before, so the newest stands for all. */
export type RunHead = z.infer<typeof RunHead>

export const Manifest = z.object({
  version: z.literal(MANIFEST_VERSION),
  exportId: z.string(),
  tenantId: z.string(),
  format: z.string(),
  /** When writing began, RFC 3339 UTC. */
  createdAt: z.string(),
  createdBy: z.object({ id: z.string(), name: z.string() }),
  /** Why, in the words of who asked. */
  reason: z.string().nullable(),
  selection: z.record(z.string(), z.unknown()),
  /** `versions` counts each archived version of each message. */
  counts: z.object({ conversations: whole, messages: whole, versions: whole }),
  /** Runs that brought the versions in this export, and the newest run document when it was written. */
  runs: z.object({ ids: z.array(z.string()), head: RunHead.nullable() }),
  /** Kinds of content that the archive doesn't have, and why, as the newest run with a report on it says. */
  notCovered: z.array(z.object({ what: z.string(), why: z.string() })),
  signature: z.object({
    algorithm: z.literal('Ed25519'),
    file: z.literal(SIGNATURE),
    /** SPKI, PEM. */
    publicKey: z.string(),
    /** SHA-256 of the key's SPKI bytes, hexadecimal. */
    fingerprint: digest,
  }),
  files: z.array(ListedFile),
})
export type Manifest = z.infer<typeof Manifest>

/** The bytes that are signed: two spaces of indent, so that people can read them. */
export function manifestBytes(manifest: Manifest): Buffer {
  return Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`)
}
