/** The parts of this machine and of its vault, one check each. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { isPlaceMissing } from '../archive/object-faults.ts'
import type { ObjectStore } from '../archive/object-store.ts'
import { isArchive, masterKeyIds } from '../archive/open-archive.ts'
import { openObjectStore } from '../archive/open-object-store.ts'
import type { Config } from '../config.ts'
import { networkKindOf } from '../database/network-folder.ts'
import { openDatabase } from '../database/open-database.ts'
import { freeBytesOf } from '../disk-room.ts'
import type { Clock } from '../domain/clock.ts'
import { DAY_MS } from '../domain/day.ts'
import { VaultError } from '../domain/vault-error.ts'
import { azureOf, foldersWrittenTo } from '../places.ts'
import { askProduct } from '../process/control.ts'
import type { MasterKey } from '../secrets/keys.ts'
import { openMasterKey } from '../secrets/open-master-key.ts'
import { findRecoveryProof } from '../secrets/recovery-proof.ts'
import { type Finding, fine, look, skipped, wrong } from './check.ts'
import { describeVault, type VaultDescription } from './describe-vault.ts'

const MEGABYTE = 1024 * 1024

/** Room on the disks that backups write to, and whether one is another machine's. */
export async function examineDisks(config: Config): Promise<Finding> {
  const folders = await Promise.all(
    foldersWrittenTo(config).map(async (folder) => ({
      folder,
      leftMb: Math.floor((await freeBytesOf(folder)) / MEGABYTE),
      network: networkKindOf(folder),
    })),
  )
  if (folders.length === 0) return fine('Backups write to no disk of this machine.')
  const found = folders
    .map(({ folder, leftMb, network }) => `${folder}: ${leftMb} MB free${network ? `, on ${network}` : ''}`)
    .join('; ')
  const least = Math.min(...folders.map(({ leftMb }) => leftMb))
  if (least < config.diskReserveMb)
    return wrong(`${found}. Backups wait below ${config.diskReserveMb} MB.`, FREE)
  if (least < 3 * config.diskReserveMb)
    return look(`${found}. Backups wait below ${config.diskReserveMb} MB.`, FREE)
  return fine(found)
}

const FREE = 'Free up space, or move DATA_DIR or ARCHIVE_URL to a larger disk.'

export type Keyed = { readonly finding: Finding; readonly masterKey: MasterKey | undefined }

/** That it can be read by this account alone, and opens what it wraps. */
export async function examineKey(config: Config): Promise<Keyed> {
  const place = config.masterKey.kind === 'file' ? config.masterKey.path : config.masterKey.url
  const masterKey = await openMasterKey(config.masterKey, { create: false }).catch((thrown: unknown) => {
    if (thrown instanceof VaultError && thrown.code === 'key-missing') return thrown
    throw thrown
  })
  if (masterKey instanceof VaultError) {
    const isFirst = !existsSync(join(config.dataDir, 'db')) && config.databaseUrl === undefined
    const finding = isFirst
      ? look(
          `There is no key in ${place} yet.`,
          'The first start creates one. If this vault already exists, set MASTER_KEY_FILE to its key first.',
        )
      : wrong(masterKey.message, masterKey.hint)
    return { finding, masterKey: undefined }
  }
  const probe = Buffer.alloc(32, 7)
  const opened = await masterKey.unwrap(await masterKey.wrap(probe))
  const finding = probe.equals(opened)
    ? fine(`${place} wraps and unwraps; its ID is ${masterKey.id}.`)
    : wrong(`${place} doesn’t unwrap what it wrapped.`, 'Restore the key from your copy.')
  return { finding, masterKey }
}

/** That someone could bring the key file back. */
export async function examineRecovery(
  { dataDir, masterKey: place }: Config,
  masterKey: MasterKey | undefined,
): Promise<Finding> {
  if (place.kind === 'key-vault') return skipped('The key is in a Key Vault, which keeps its own backups.')
  if (masterKey === undefined) return skipped('There is no key yet.')
  const proof = await findRecoveryProof(dataDir)
  if (proof?.keyId === masterKey.id)
    return fine(`Someone proved on ${proof.provenAt.slice(0, 10)} to have the code of this key.`)
  return look(
    'No one has proven to have the recovery code of this key. If its file is lost, so is every message.',
    'Run npm run keys -- recovery-code, and keep the paper apart from the server.',
  )
}

/** That it can be written to, and that the key in use opens it. */
export async function examineArchive(config: Config, masterKey: MasterKey | undefined): Promise<Finding> {
  const place = { url: config.archive.url, azure: azureOf(config) }
  const reading = await openObjectStore({ ...place, readOnly: true }).catch((thrown: unknown) => {
    if (isPlaceMissing(thrown)) return undefined
    throw thrown
  })
  if (reading === undefined || !(await isArchive(reading)))
    return look(
      `There is no archive in ${config.archive.url} yet.`,
      'The first start creates it. If there should be one, mount its disk or correct ARCHIVE_URL.',
    )
  const store = await openObjectStore(place)
  await store.put(PROBE, Buffer.from('chatvault\n'))
  const keyIds = await masterKeyIds(store)
  if (masterKey !== undefined && keyIds.size > 0 && !keyIds.has(masterKey.id))
    return wrong(
      `${store.place} was sealed with ${[...keyIds].join(', ')}, not with the key in use, ${masterKey.id}.`,
      'Set MASTER_KEY_FILE (or KEY_VAULT_KEY_URL) to the key this vault was created with.',
    )
  return await takenAway(store)
}

/** Readers of an archive pass over names that aren't its own (FORMAT.md). */
const PROBE = 'doctor-probe'

async function takenAway(store: ObjectStore): Promise<Finding> {
  try {
    await store.remove(PROBE)
  } catch {
    return look(
      `${store.place} can be read and written to, but nothing can be removed there.`,
      'If it has an immutability policy, that’s on purpose: erasures and retention then wait for it. Otherwise allow deleting.',
    )
  }
  return fine(`${store.place} can be read, written to, and opened with the key.`)
}

/** The running product has the embedded database open, so it's asked; otherwise it's opened here, but never created. */
export async function describeDatabase(config: Config, clock: Clock): Promise<VaultDescription | undefined> {
  const databaseUrl = config.databaseUrl?.reveal()
  if (databaseUrl === undefined) {
    const described = await askProduct<VaultDescription>(config.dataDir, 'describe-vault')
    if (described !== undefined) return described
    if (!existsSync(join(config.dataDir, 'db'))) return undefined
  }
  const database = await openDatabase({ ...config, databaseUrl, clock })
  try {
    return await describeVault(database, clock)
  } finally {
    await database.close()
  }
}

export function judgeDatabase(described: VaultDescription | undefined): Finding {
  if (described === undefined)
    return skipped('There is no embedded database yet: the first start creates it.')
  const { kind, version, encoding, ctype, bytes } = described.database
  const name = `${kind === 'embedded' ? 'Embedded PostgreSQL' : 'PostgreSQL'} ${version}, ${encoding}, ${ctype}, ${Math.ceil(bytes / MEGABYTE)} MB`
  const { applied, missing, unknown } = described.migrations
  if (unknown.length > 0)
    return wrong(
      `${name}. A newer Chatvault has changed its schema (${unknown.join(', ')}).`,
      'Start the newer version again, or restore the database from before the upgrade.',
    )
  if (missing.length > 0)
    return look(
      `${name}. ${missing.length} of its ${applied.length + missing.length} migrations are missing.`,
      'The next start applies them. Make a backup of the books first.',
    )
  return fine(`${name}, ${applied.length} migrations`)
}

const SOON_DAYS = 30

/** The credentials of the backup apps, as the last check found them. */
export function judgeConnections(described: VaultDescription | undefined, clock: Clock): Finding {
  if (described?.work === undefined) return skipped('The database wasn’t read.')
  const { connections } = described.work
  if (connections.length === 0) return skipped('No organization is connected yet.')
  const failing = connections.filter(({ status }) => status !== 'active').map(({ tenant }) => tenant)
  if (failing.length > 0)
    return wrong(
      `The last check of ${failing.join(', ')} failed.`,
      'Open Connection in the tab: it shows the failed check and what to do.',
    )
  const soon = clock.now().getTime() + SOON_DAYS * DAY_MS
  const ending = connections.filter(({ credentialExpiresAt: at }) => at !== null && Date.parse(at) < soon)
  if (ending.length > 0)
    return look(
      ending
        .map(
          ({ tenant, credentialExpiresAt }) =>
            `The credential of ${tenant} expires on ${credentialExpiresAt?.slice(0, 10)}.`,
        )
        .join(' '),
      'Replace it in the tab, under Connection.',
    )
  return fine(`Connected: ${connections.map(({ tenant }) => tenant).join(', ')}`)
}
