/**
 * `key.json`, `key.2.json`, …: a tenant's data keys in boxes that only the master key opens (FORMAT.md, "key.json"). Every member is bound
 * to the box or checked, and the file has one spelling only, so a flipped bit anywhere in it is noticed.
 */
import { type Clock, toInstant } from '../domain/clock.ts'
import type { MasterKey } from '../secrets/keys.ts'
import type { Randomness } from '../secrets/randomness.ts'
import { envelopeSealer } from '../secrets/sealer.ts'
import { damaged } from './damage.ts'
import { keyFile, tenantFolder } from './layout.ts'

type KeyDocument = {
  readonly format: 'chatvault-key/1'
  readonly tenantId: string
  /** Left out: 1. */
  readonly number?: number
  readonly algorithm: 'AES-256-GCM+HKDF-SHA256'
  readonly masterKeyId: string
  readonly createdAt: string
  /** Envelope box of the 32-byte data key, base64. */
  readonly box: string
}

const DATA_KEY_BYTES = 32

/** A fresh data key for a tenant, as the bytes of its document. */
export async function makeKeyDocument(
  tenantId: string,
  number: number,
  masterKey: MasterKey,
  clock: Clock,
  randomness: Randomness,
): Promise<Buffer> {
  const createdAt = toInstant(clock.now())
  const dataKey = randomness(DATA_KEY_BYTES)
  const box = await envelopeSealer(masterKey, randomness).seal(
    contextOf(tenantId, number, createdAt),
    dataKey,
  )
  return encode({
    format: 'chatvault-key/1',
    tenantId,
    ...(number > 1 && { number }),
    algorithm: 'AES-256-GCM+HKDF-SHA256',
    masterKeyId: masterKey.id,
    createdAt,
    box: Buffer.from(box).toString('base64'),
  })
}

/** The data key. Throws `archive-damaged` or `seal-broken` unless bytes, tenant, number and master key belong together. */
export async function openKeyDocument(
  tenantId: string,
  number: number,
  bytes: Uint8Array,
  masterKey: MasterKey,
): Promise<Uint8Array> {
  const document = parse(tenantId, number, bytes)
  const box = Buffer.from(document.box, 'base64')
  const dataKey = await envelopeSealer(masterKey).open(contextOf(tenantId, number, document.createdAt), box)
  if (document.masterKeyId !== masterKey.id) throw broken(tenantId, number)
  return dataKey
}

/** The same data key for another master key. Throws as opening does. */
export async function rewrapKeyDocument(
  tenantId: string,
  number: number,
  bytes: Uint8Array,
  from: MasterKey,
  to: MasterKey,
): Promise<Buffer> {
  const document = parse(tenantId, number, bytes)
  const context = contextOf(tenantId, number, document.createdAt)
  const dataKey = await envelopeSealer(from).open(context, Buffer.from(document.box, 'base64'))
  const box = await envelopeSealer(to).seal(context, dataKey)
  return encode({ ...document, masterKeyId: to.id, box: Buffer.from(box).toString('base64') })
}

/** Id of the master key a document was sealed with; undefined when it is not one that was written for this tenant and number. */
export function keyDocumentKeyId(tenantId: string, number: number, bytes: Uint8Array): string | undefined {
  try {
    return parse(tenantId, number, bytes).masterKeyId
  } catch {
    return undefined
  }
}

function parse(tenantId: string, number: number, bytes: Uint8Array): KeyDocument {
  try {
    const read = JSON.parse(Buffer.from(bytes).toString()) as KeyDocument
    const spelled = encode({
      format: 'chatvault-key/1',
      tenantId,
      ...(number > 1 && { number }),
      algorithm: 'AES-256-GCM+HKDF-SHA256',
      masterKeyId: read.masterKeyId,
      createdAt: read.createdAt,
      box: Buffer.from(read.box, 'base64').toString('base64'),
    })
    if (spelled.equals(bytes)) return read
  } catch {
    throw broken(tenantId, number)
  }
  throw broken(tenantId, number)
}

function encode(document: KeyDocument): Buffer {
  return Buffer.from(`${JSON.stringify(document, null, 2)}\n`)
}

function contextOf(tenantId: string, number: number, createdAt: string): string {
  return `chatvault/tenant-key/1\n${tenantId}\n${createdAt}${number > 1 ? `\n${number}` : ''}`
}

function broken(tenantId: string, number: number) {
  return damaged(
    tenantFolder(tenantId) + keyFile(number),
    'it isn’t the key document that was written for this tenant',
  )
}
