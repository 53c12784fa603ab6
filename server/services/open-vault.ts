/**
 * Opens the parts of a vault besides its database: master key and archive. Missing parts are created on a first start,
 * and only then. If books or archive show that something existed before, a new key, archive or database would look like
 * a vault and be none: then nothing is created, and the error names the missing part and what to do.
 */
import type { Archive } from '../archive/archive.ts'
import { damageOf } from '../archive/damage.ts'
import { parseSegmentName } from '../archive/layout.ts'
import { isPlaceMissing } from '../archive/object-faults.ts'
import { isArchive, masterKeyIds, openArchive } from '../archive/open-archive.ts'
import { type ObjectStoreOptions, openObjectStore } from '../archive/open-object-store.ts'
import { collect } from '../archive/read-ahead.ts'
import { findUnknownRun, listArchivedTenants, listBoxes } from '../books/holdings.ts'
import { createSigningKeys } from '../books/signing-keys.ts'
import type { Database } from '../database/database.ts'
import type { Clock } from '../domain/clock.ts'
import { VaultError } from '../domain/vault-error.ts'
import type { MasterKey } from '../secrets/keys.ts'
import { type MasterKeyPlace, openMasterKey } from '../secrets/open-master-key.ts'
import { boxKeyIds, envelopeSealer } from '../secrets/sealer.ts'
import { catchUpWithNotes } from './metering/restore-usage.ts'

export type VaultPlaces = {
  readonly database: Pick<Database, 'kysely'>
  readonly archive: Omit<ObjectStoreOptions, 'readOnly'>
  readonly masterKey: MasterKeyPlace
  readonly clock: Clock
}

export type Vault = { readonly masterKey: MasterKey; readonly archive: Archive }

/** Throws `archive-missing`, `key-missing`, `key-other` or `books-behind` before anything was written. */
export async function openVault(places: VaultPlaces): Promise<Vault> {
  const { database, clock } = places
  const archivedTenants = await listArchivedTenants(database.kysely)
  if (archivedTenants.length > 0) await checkArchiveIsThere(places.archive)
  const store = await openObjectStore(places.archive)
  const archiveKeyIds = await masterKeyIds(store)
  const bookKeyIds = await keyIdsOfBooks(database)
  const sealed = archiveKeyIds.size > 0 ? archiveKeyIds : bookKeyIds

  const masterKey = await openKey(places.masterKey, sealed, store.place)
  if (sealed.size > 0 && !sealed.has(masterKey.id)) throw otherKey(masterKey.id, sealed, store.place)
  const archive = await openArchive({ store, masterKey, clock })
  await checkTenantsAreThere(archive, archivedTenants, store.place)
  await checkBooksKnow(database, archive)
  await catchUp(places, archive)
  await keepProof(database, masterKey, archiveKeyIds)
  return { masterKey, archive }
}

async function checkArchiveIsThere(place: VaultPlaces['archive']): Promise<void> {
  const store = await openObjectStore({ ...place, readOnly: true }).catch((thrown: unknown) => {
    throw isPlaceMissing(thrown) ? archiveGone(place.url) : thrown
  })
  if (!(await isArchive(store))) throw archiveGone(place.url)
}

async function keyIdsOfBooks({ kysely }: VaultPlaces['database']): Promise<Set<string>> {
  return new Set((await listBoxes(kysely)).flatMap(boxKeyIds))
}

async function openKey(
  place: MasterKeyPlace,
  sealed: ReadonlySet<string>,
  archive: string,
): Promise<MasterKey> {
  try {
    return await openMasterKey(place, { create: sealed.size === 0 })
  } catch (thrown) {
    if (!(thrown instanceof VaultError) || thrown.code !== 'key-missing') throw thrown
    throw keyGone(thrown, sealed, archive)
  }
}

async function checkTenantsAreThere(
  archive: Archive,
  archived: readonly string[],
  place: string,
): Promise<void> {
  const there = new Set(await collect(archive.tenants()))
  const gone = archived.find((id) => !there.has(id))
  if (gone !== undefined) throw archiveGone(`${place}, tenant ${gone}`)
}

/** Books that are new, or older than the archive, would pay again for what is archived, and forget what was paid. */
async function checkBooksKnow({ kysely }: VaultPlaces['database'], archive: Archive): Promise<void> {
  for await (const tenantId of archive.tenants()) {
    const unknown = await findUnknownRun(kysely, tenantId, await archivedRunIds(archive, tenantId))
    if (unknown !== undefined) throw booksBehind(tenantId, unknown)
  }
}

/**
 * Of the last run document and of all segments: a run is in the books before its first segment is sealed, and may have read
 * much before its document is written. What cannot be read of one tenant stops no one else: `verify` names it.
 */
async function archivedRunIds(archive: Archive, tenantId: string): Promise<ReadonlySet<string>> {
  const ids = new Set<string>()
  try {
    const tenant = await archive.find(tenantId)
    if (tenant === undefined) return ids
    for await (const name of tenant.listSegments()) ids.add(parseSegmentName(name)?.runId ?? name)
    const last = await tenant.lastRun()
    if (last !== undefined) ids.add(last.document.runId)
  } catch (thrown) {
    if (damageOf(thrown, tenantId) === undefined) throw thrown
  }
  return ids
}

/** What was paid for after the copy was made that this database was put back from. */
async function catchUp(places: VaultPlaces, archive: Archive): Promise<void> {
  for await (const tenantId of archive.tenants()) {
    try {
      const tenant = await archive.find(tenantId)
      if (tenant !== undefined) await catchUpWithNotes(places, tenant)
    } catch (thrown) {
      if (damageOf(thrown, tenantId) === undefined) throw thrown
    }
  }
}

const PROOF = 'master-key'

/**
 * From the first start on the books hold a box of the key in use: of two machines that start for the first time with a key
 * file each, the second is refused. A box of another key gives way only to the key that opens the archive.
 */
async function keepProof(
  database: VaultPlaces['database'],
  masterKey: MasterKey,
  archiveKeyIds: ReadonlySet<string>,
): Promise<void> {
  const signingKeys = createSigningKeys(database)
  const kept = await signingKeys.find(PROOF)
  if (kept !== undefined && boxKeyIds(kept).includes(masterKey.id)) return
  const proof = await envelopeSealer(masterKey).seal(PROOF, new Uint8Array())
  if (kept !== undefined && archiveKeyIds.has(masterKey.id))
    return void (await signingKeys.replace(PROOF, kept, proof))
  const first = boxKeyIds(await signingKeys.keep(PROOF, proof))
  if (first.length > 0 && !first.includes(masterKey.id))
    throw otherKey(masterKey.id, new Set(first), 'the database')
}

// ── What is said ─────────────────────────────────────────────────────────────────────────────────────────────────

function archiveGone(place: string): VaultError {
  return new VaultError({
    code: 'archive-missing',
    notice: null,
    attempted: `open the archive in ${place}`,
    why: 'the database lists messages archived there, but there is no such archive',
    hint: 'Mount its disk or volume, or correct ARCHIVE_URL, then start again. Nothing was created, and nothing is lost by waiting. If the archive is really gone, its messages are too: restore a copy of it, or begin with a new database.',
  })
}

function keyGone(cause: VaultError, sealed: ReadonlySet<string>, place: string): VaultError {
  return new VaultError({
    code: 'key-missing',
    notice: null,
    attempted: cause.attempted,
    why: `${cause.why}, but the archive in ${place} or the database was sealed with master key ${[...sealed].join(', ')}`,
    hint: 'Mount the volume with the key file, restore your copy of the file, or set MASTER_KEY_FILE to its path. Then start again. No new key was created: it would open nothing. Without this key the archived messages and the saved app secret can never be read again.',
    cause,
  })
}

function otherKey(id: string, sealed: ReadonlySet<string>, place: string): VaultError {
  return new VaultError({
    code: 'key-other',
    notice: null,
    attempted: 'open the vault with the master key that is configured',
    why: `it is key ${id}, but ${place} was sealed with ${[...sealed].join(', ')}`,
    hint: 'Set MASTER_KEY_FILE (or KEY_VAULT_KEY_URL) to the key this vault was created with, or restore that file, then start again. All machines of one vault use the same key. Nothing was changed.',
  })
}

function booksBehind(tenantId: string, runId: string): VaultError {
  return new VaultError({
    code: 'books-behind',
    notice: null,
    attempted: 'start over this database',
    why: `the archive has backup ${runId} of tenant ${tenantId}, which the database doesn’t know: it is new, or older than the archive`,
    hint: 'If this is the wrong database, correct DATABASE_URL or DATA_DIR. If the database was lost, run `npm run catalog:rebuild`: it restores what the archive has, including this month’s charges. Then start again and connect the tenant.',
  })
}
