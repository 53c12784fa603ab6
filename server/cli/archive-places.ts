/**
 * Finds the archive and its key for the command line: from the arguments and the environment, for reading only.
 */
import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { Archive } from '../archive/archive.ts'
import type { ObjectStore } from '../archive/object-store.ts'
import { openArchive } from '../archive/open-archive.ts'
import { archiveFolder, openObjectStore } from '../archive/open-object-store.ts'
import type { Clock } from '../domain/clock.ts'
import { openKeyFile } from '../secrets/key-file.ts'
import type { MasterKey } from '../secrets/keys.ts'

export type Environment = Readonly<Record<string, string | undefined>>

export type OpenedArchive = { readonly archive: Archive; readonly store: ObjectStore }

export async function openForReading(url: string, env: Environment, clock: Clock): Promise<OpenedArchive> {
  const azure = { connectionString: env.AZURE_STORAGE_CONNECTION_STRING, account: env.AZURE_STORAGE_ACCOUNT }
  const store = await openObjectStore({ url, azure, readOnly: true })
  const masterKey = await openMasterKey(url, env)
  return { store, archive: await openArchive({ store, masterKey, clock, readOnly: true }) }
}

async function openMasterKey(url: string, env: Environment): Promise<MasterKey> {
  if (env.KEY_VAULT_KEY_URL !== undefined) {
    const { openKeyVaultKey } = await import('../secrets/key-vault-key.ts')
    return await openKeyVaultKey({ url: env.KEY_VAULT_KEY_URL })
  }
  return await openKeyFile({ path: env.MASTER_KEY_FILE ?? keyFileBeside(url, env.DATA_DIR), create: false })
}

/** The first that exists: `$DATA_DIR/master.key`, the file beside the archive's folder, `./data/master.key`. */
function keyFileBeside(url: string, dataDir: string | undefined): string {
  const beside = url.startsWith('file:') ? [join(dirname(resolve(archiveFolder(url))), 'master.key')] : []
  const own = dataDir === undefined ? [] : [join(dataDir, 'master.key')]
  const candidates = [...own, ...beside, join('data', 'master.key')]
  return candidates.find((path) => existsSync(path)) ?? candidates[0] ?? ''
}
