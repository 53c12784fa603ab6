/**
 * Opens an archive over any object store. `vault.json` marks the root and names the format; each tenant has a folder and
 * a data key of its own, created when the tenant is first opened.
 */

import type { Clock } from '../domain/clock.ts'
import { notice } from '../domain/notice.ts'
import { VaultError } from '../domain/vault-error.ts'
import type { MasterKey } from '../secrets/keys.ts'
import { type Randomness, systemRandomness } from '../secrets/randomness.ts'
import type { Archive, TenantArchive } from './archive.ts'
import { damaged } from './damage.ts'
import { keyDocumentKeyId, makeKeyDocument, openKeyDocument } from './key-document.ts'
import {
  KEY_FILE,
  keyFile,
  MEDIA_FOLDER,
  newKeyFile,
  parseKeyFile,
  REMOVALS_FOLDER,
  RUNS_FOLDER,
  SEGMENTS_FOLDER,
  TENANTS_FOLDER,
  tenantFolder,
  USAGE_FOLDER,
  VAULT_FILE,
} from './layout.ts'
import type { ObjectStore, OnStranger } from './object-store.ts'
import { collect } from './read-ahead.ts'
import { subfolder } from './subfolder.ts'
import { tenantArchive } from './tenant-archive.ts'
import { tenantKeys } from './tenant-keys.ts'

export type ArchiveOptions = {
  readonly store: ObjectStore
  readonly masterKey: MasterKey
  readonly clock: Clock
  readonly randomness?: Randomness
  /** Nothing is written by opening; a place that is no archive throws `archive-missing`. */
  readonly readOnly?: boolean
}

export async function openArchive(options: ArchiveOptions): Promise<Archive> {
  const { store, readOnly = false } = options
  await checkVaultFile(store, readOnly)
  const opened = new Map<string, Promise<TenantArchive | undefined>>()

  function find(tenantId: string): Promise<TenantArchive | undefined> {
    const tenant = opened.get(tenantId) ?? findTenant(options, tenantId)
    opened.set(tenantId, tenant)
    const forget = () => opened.get(tenantId) === tenant && opened.delete(tenantId)
    tenant.then((found) => found ?? forget(), forget)
    return tenant
  }

  async function open(tenantId: string): Promise<TenantArchive> {
    const found = await find(tenantId)
    if (found !== undefined) return found
    if (readOnly) throw tenantMissing(tenantId, store.place)
    await checkNothingSealed(store, tenantId)
    await makeTenant(options, tenantId)
    return await open(tenantId)
  }

  return { open, find, tenants: (stranger = () => undefined) => tenantIds(store, stranger) }
}

async function findTenant(options: ArchiveOptions, tenantId: string): Promise<TenantArchive | undefined> {
  const { masterKey, clock, randomness = systemRandomness } = options
  const store = subfolder(options.store, tenantFolder(tenantId))
  const last = Math.max(0, ...(await keyFiles(store)).map((name) => parseKeyFile(name) ?? 0))
  if (last === 0) return undefined
  const dataKeys: Uint8Array[] = []
  for (let number = 1; number <= last; number += 1) {
    const bytes = await ownKeyDocument(store, number, masterKey)
    if (bytes === undefined)
      throw damaged(tenantFolder(tenantId) + keyFile(number), 'it is missing', 'missing')
    dataKeys.push(await openKeyDocument(tenantId, number, bytes, masterKey))
  }
  return tenantArchive({ store, keys: tenantKeys(tenantId, dataKeys), masterKey, clock, randomness })
}

/** While the master key is being replaced there are two. */
async function ownKeyDocument(
  store: ObjectStore,
  number: number,
  { id }: MasterKey,
): Promise<Uint8Array | undefined> {
  return (await getIfThere(store, newKeyFile(number, id))) ?? (await getIfThere(store, keyFile(number)))
}

/** Another data key than the one that is gone would open nothing of what is there. */
async function checkNothingSealed(store: ObjectStore, tenantId: string): Promise<void> {
  const folder = tenantFolder(tenantId)
  if (await hasParts(subfolder(store, folder)))
    throw damaged(folder + KEY_FILE, 'it is missing: the tenant can’t be read', 'missing')
}

/** Of two processes that make a tenant at once, one key is kept and both use it. */
async function makeTenant(options: ArchiveOptions, tenantId: string): Promise<void> {
  const { store, masterKey, clock, randomness = systemRandomness } = options
  const document = await makeKeyDocument(tenantId, 1, masterKey, clock, randomness)
  await store.put(tenantFolder(tenantId) + KEY_FILE, document).catch((thrown: unknown) => {
    if (!(thrown instanceof VaultError && thrown.code === 'object-exists')) throw thrown
  })
}

async function* tenantIds(store: ObjectStore, stranger: OnStranger): AsyncIterable<string> {
  for await (const folder of store.listFolders(TENANTS_FOLDER)) {
    if (await isTenants(subfolder(store, folder))) yield folder.slice(TENANTS_FOLDER.length, -1)
    else stranger(folder)
  }
}

const PARTS: ReadonlySet<string> = new Set([
  SEGMENTS_FOLDER,
  MEDIA_FOLDER,
  RUNS_FOLDER,
  USAGE_FOLDER,
  REMOVALS_FOLDER,
])

/** Also one that has lost its key: that is damage, and to be told. */
async function isTenants(folder: ObjectStore): Promise<boolean> {
  return (await keyFiles(folder)).length > 0 || (await hasParts(folder))
}

/** One for each data key, or one for each master key while that is being replaced. */
async function keyFiles(folder: ObjectStore): Promise<string[]> {
  return (await collect(folder.list('key'))).filter((name) => parseKeyFile(name) !== undefined)
}

async function hasParts(folder: ObjectStore): Promise<boolean> {
  return (await collect(folder.listFolders(''))).some((name) => PARTS.has(name))
}

const VAULT = Buffer.from(`${JSON.stringify({ format: 'chatvault-archive/1' }, null, 2)}\n`)

/** The same bytes in every archive: processes that start together write the same thing. */
async function checkVaultFile(store: ObjectStore, readOnly: boolean): Promise<void> {
  const bytes = await getIfThere(store, VAULT_FILE)
  if (bytes === undefined && readOnly) throw archiveMissing(store.place)
  if (bytes === undefined && (await holdsTenants(store)))
    throw damaged(VAULT_FILE, 'it is missing, though there are tenants', 'missing')
  if (bytes === undefined) await store.put(VAULT_FILE, VAULT)
  else if (!VAULT.equals(bytes)) throw damaged(VAULT_FILE, 'it doesn’t name the format chatvault-archive/1')
}

async function holdsTenants(store: ObjectStore): Promise<boolean> {
  for await (const _ of tenantIds(store, () => undefined)) return true
  return false
}

/** Ids of the master keys that tenants' keys in an archive were sealed with. Needs no key. */
export async function masterKeyIds(store: ObjectStore): Promise<Set<string>> {
  const ids = new Set<string>()
  for await (const tenantId of tenantIds(store, () => undefined)) {
    const folder = subfolder(store, tenantFolder(tenantId))
    for (const name of await keyFiles(folder)) {
      const bytes = await getIfThere(folder, name)
      const id = bytes && keyDocumentKeyId(tenantId, parseKeyFile(name) ?? 1, bytes)
      if (id !== undefined) ids.add(id)
    }
  }
  return ids
}

/** Whether there is an archive at all. Needs no key. */
export async function isArchive(store: ObjectStore): Promise<boolean> {
  return (await getIfThere(store, VAULT_FILE)) !== undefined
}

async function getIfThere(store: ObjectStore, name: string): Promise<Uint8Array | undefined> {
  return await store.get(name).catch((thrown: unknown) => {
    if (!(thrown instanceof VaultError && thrown.code === 'object-missing')) throw thrown
    return undefined
  })
}

function archiveMissing(place: string): VaultError {
  return new VaultError({
    notice: notice('archive-missing', { quoted: place }),
    attempted: `open the archive in ${place}`,
    why: `there is no ${VAULT_FILE} in it`,
    hint: 'Name the folder or container that holds vault.json and the folder tenants.',
  })
}

function tenantMissing(tenantId: string, place: string): VaultError {
  return new VaultError({
    code: 'tenant-missing',
    attempted: `open tenant ${tenantId} in ${place}`,
    why: 'the archive has no such tenant',
    hint: 'List the tenants with `npm run archive -- list`.',
    status: 404,
  })
}
