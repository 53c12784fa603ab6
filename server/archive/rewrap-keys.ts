/**
 * Every data key for another master key. First a second key document appears next to each, so that either master key opens
 * the archive; finishing leaves the new one alone, under the first one's name. Each step can be repeated: a process that
 * is killed in between leaves an archive that opens with the new key, and with the old one until finishing began.
 */
import type { Clock } from '../domain/clock.ts'
import { VaultError } from '../domain/vault-error.ts'
import type { MasterKey } from '../secrets/keys.ts'
import { type Randomness, systemRandomness } from '../secrets/randomness.ts'
import { damaged } from './damage.ts'
import { keyDocumentKeyId, makeKeyDocument, openKeyDocument, rewrapKeyDocument } from './key-document.ts'
import { keyFile, newKeyFile, parseKeyFile, TENANTS_FOLDER } from './layout.ts'
import type { ObjectStore } from './object-store.ts'
import { collect } from './read-ahead.ts'
import { subfolder } from './subfolder.ts'

/** Of one data key, by their names: one, or one for each master key. */
type Documents = ReadonlyMap<string, Uint8Array>

/** Answers the number of data keys that are now wrapped by `to`. `from` is needed for those that aren't yet. */
export async function rewrapDataKeys(store: ObjectStore, from: MasterKey, to: MasterKey): Promise<number> {
  let count = 0
  for await (const { tenantId, folder, number, documents } of dataKeys(store)) {
    count += 1
    if (ownDocument(tenantId, number, documents, to) !== undefined) continue
    const old = ownDocument(tenantId, number, documents, from)
    if (old === undefined) throw sealedWithOthers(tenantId, number, documents)
    const document = await rewrapKeyDocument(tenantId, number, old, from, to)
    await openKeyDocument(tenantId, number, document, to)
    await folder.put(newKeyFile(number, to.id), document)
  }
  return count
}

/** Leaves what `to` opens. Throws, having changed nothing of a data key, when `to` doesn't open it. */
export async function finishDataKeys(store: ObjectStore, to: MasterKey): Promise<void> {
  for await (const { tenantId, folder, number, documents } of dataKeys(store)) {
    const own = ownDocument(tenantId, number, documents, to)
    if (own === undefined) throw sealedWithOthers(tenantId, number, documents)
    await openKeyDocument(tenantId, number, own, to)
    const name = keyFile(number)
    const kept = documents.get(name)
    if (kept === undefined || keyDocumentKeyId(tenantId, number, kept) !== to.id) {
      if (kept !== undefined) await folder.remove(name)
      await folder.put(name, own)
    }
    for (const other of documents.keys()) if (other !== name) await folder.remove(other)
  }
}

type Adding = {
  readonly store: ObjectStore
  readonly masterKey: MasterKey
  readonly clock: Clock
  readonly randomness?: Randomness
}

/**
 * Another data key for each tenant: whoever opens the archive from then on seals with it. Answers its number by tenant. Throws
 * `key-replacing` while the master key is being replaced.
 */
export async function addDataKeys({
  store,
  masterKey,
  clock,
  randomness = systemRandomness,
}: Adding): Promise<Map<string, number>> {
  const newest = new Map<string, number>()
  for await (const { tenantId, number, documents } of dataKeys(store)) {
    if (documents.size > 1) throw replacing(tenantId)
    if (ownDocument(tenantId, number, documents, masterKey) === undefined)
      throw sealedWithOthers(tenantId, number, documents)
    newest.set(tenantId, Math.max(number, newest.get(tenantId) ?? 0))
  }
  for (const [tenantId, last] of newest) {
    const number = last + 1
    const document = await makeKeyDocument(tenantId, number, masterKey, clock, randomness)
    await openKeyDocument(tenantId, number, document, masterKey)
    await store.put(`${TENANTS_FOLDER}${tenantId}/${keyFile(number)}`, document)
    newest.set(tenantId, number)
  }
  return newest
}

type DataKey = {
  readonly tenantId: string
  readonly folder: ObjectStore
  readonly number: number
  readonly documents: Documents
}

async function* dataKeys(store: ObjectStore): AsyncIterable<DataKey> {
  for await (const path of store.listFolders(TENANTS_FOLDER)) {
    const folder = subfolder(store, path)
    const tenantId = path.slice(TENANTS_FOLDER.length, -1)
    for (const [number, documents] of await documentsOf(folder)) yield { tenantId, folder, number, documents }
  }
}

async function documentsOf(folder: ObjectStore): Promise<Map<number, Map<string, Uint8Array>>> {
  const found = new Map<number, Map<string, Uint8Array>>()
  for (const name of await collect(folder.list('key'))) {
    const number = parseKeyFile(name)
    if (number === undefined) continue
    const documents = found.get(number) ?? new Map<string, Uint8Array>()
    found.set(number, documents.set(name, await folder.get(name)))
  }
  return found
}

function ownDocument(
  tenantId: string,
  number: number,
  documents: Documents,
  { id }: MasterKey,
): Uint8Array | undefined {
  return [...documents.values()].find((bytes) => keyDocumentKeyId(tenantId, number, bytes) === id)
}

function sealedWithOthers(tenantId: string, number: number, documents: Documents): VaultError {
  const ids = [...documents.values()].map(
    (bytes) => keyDocumentKeyId(tenantId, number, bytes) ?? 'an unknown key',
  )
  return damaged(
    `${TENANTS_FOLDER}${tenantId}/${keyFile(number)}`,
    `it was sealed with ${ids.join(', ')}, not with the keys given`,
  )
}

function replacing(tenantId: string): VaultError {
  return new VaultError({
    code: 'key-replacing',
    notice: null,
    attempted: `give tenant ${tenantId} a new data key`,
    why: 'the master key is being replaced',
    hint: 'Finish that first: npm run keys -- rewrap --to … --finish.',
  })
}
