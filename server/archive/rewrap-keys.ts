/**
 * Every tenant's data key for another master key. First a second key document appears next to `key.json`, so that either
 * master key opens the archive; finishing leaves the new one alone, as `key.json`. Each step can be repeated: a process that
 * is killed in between leaves an archive that opens with the new key, and with the old one until finishing began.
 */
import type { MasterKey } from '../secrets/keys.ts'
import { damaged } from './damage.ts'
import { keyDocumentKeyId, openKeyDocument, rewrapKeyDocument } from './key-document.ts'
import { isKeyFile, KEY_FILE, newKeyFile, TENANTS_FOLDER } from './layout.ts'
import type { ObjectStore } from './object-store.ts'
import { collect } from './read-ahead.ts'
import { subfolder } from './subfolder.ts'

type Documents = ReadonlyMap<string, Uint8Array>

/** Answers the number of data keys that are now wrapped by `to`. `from` is needed for those that aren't yet. */
export async function rewrapDataKeys(store: ObjectStore, from: MasterKey, to: MasterKey): Promise<number> {
  let tenants = 0
  for await (const [tenantId, folder] of tenantFolders(store)) {
    const documents = await documentsOf(folder)
    if (documents.size === 0) continue
    tenants += 1
    if (ownDocument(tenantId, documents, to) !== undefined) continue
    const old = ownDocument(tenantId, documents, from)
    if (old === undefined)
      throw damaged(`${TENANTS_FOLDER}${tenantId}/${KEY_FILE}`, sealedWith(tenantId, documents))
    const document = await rewrapKeyDocument(tenantId, old, from, to)
    await openKeyDocument(tenantId, document, to)
    await folder.put(newKeyFile(to.id), document)
  }
  return tenants
}

/** Leaves what `to` opens. Throws, having changed nothing of a tenant, when `to` doesn't open its data key. */
export async function finishDataKeys(store: ObjectStore, to: MasterKey): Promise<void> {
  for await (const [tenantId, folder] of tenantFolders(store)) {
    const documents = await documentsOf(folder)
    const own = ownDocument(tenantId, documents, to)
    if (documents.size === 0) continue
    if (own === undefined)
      throw damaged(`${TENANTS_FOLDER}${tenantId}/${KEY_FILE}`, sealedWith(tenantId, documents))
    await openKeyDocument(tenantId, own, to)
    const kept = documents.get(KEY_FILE)
    if (kept === undefined || keyDocumentKeyId(tenantId, kept) !== to.id) {
      if (kept !== undefined) await folder.remove(KEY_FILE)
      await folder.put(KEY_FILE, own)
    }
    for (const name of documents.keys()) if (name !== KEY_FILE) await folder.remove(name)
  }
}

async function* tenantFolders(store: ObjectStore): AsyncIterable<readonly [string, ObjectStore]> {
  for await (const folder of store.listFolders(TENANTS_FOLDER))
    yield [folder.slice(TENANTS_FOLDER.length, -1), subfolder(store, folder)]
}

async function documentsOf(folder: ObjectStore): Promise<Documents> {
  const documents = new Map<string, Uint8Array>()
  for (const name of (await collect(folder.list('key'))).filter(isKeyFile))
    documents.set(name, await folder.get(name))
  return documents
}

function ownDocument(tenantId: string, documents: Documents, { id }: MasterKey): Uint8Array | undefined {
  return [...documents.values()].find((bytes) => keyDocumentKeyId(tenantId, bytes) === id)
}

function sealedWith(tenantId: string, documents: Documents): string {
  const ids = [...documents.values()].map((bytes) => keyDocumentKeyId(tenantId, bytes) ?? 'an unknown key')
  return `it was sealed with ${ids.join(', ')}, not with the keys given`
}
