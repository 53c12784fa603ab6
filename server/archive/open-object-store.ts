import { fileURLToPath } from 'node:url'
import { notice } from '../domain/notice.ts'
import { VaultError } from '../domain/vault-error.ts'
import type { AzureAccess } from './azure-object-store.ts'
import { openLocalObjectStore } from './local-object-store.ts'
import type { ObjectStore } from './object-store.ts'

export type ObjectStoreOptions = {
  /** `file:PATH` (relative paths are allowed), `azblob://container`. */
  readonly url: string
  readonly azure?: AzureAccess
  /** Nothing is made and nothing swept: for reading an archive that may belong to a running Chatvault. */
  readonly readOnly?: boolean
}

/** The store ARCHIVE_URL names. Throws `archive-url` when it names none. */
export async function openObjectStore(options: ObjectStoreOptions): Promise<ObjectStore> {
  const { url, azure = {}, readOnly = false } = options
  const [, container] = /^azblob:\/\/([a-z0-9](?:-?[a-z0-9]){2,62})\/?$/.exec(url) ?? []
  if (container !== undefined) {
    const { openAzureObjectStore } = await import('./azure-object-store.ts') // the SDK loads only where it is used
    return await openAzureObjectStore(container, azure, { readOnly })
  }
  return await openLocalObjectStore(archiveFolder(url), { readOnly })
}

/** The folder a `file:` URL names. */
export function archiveFolder(url: string): string {
  if (url.startsWith('file://')) return fileURLToPath(url)
  const path = url.startsWith('file:') ? url.slice('file:'.length) : ''
  if (path !== '') return path
  throw new VaultError({
    notice: notice('archive-url', { quoted: url }),
    attempted: `open the archive ${url}`,
    why: 'it is neither file:PATH nor azblob://container',
    hint: 'Set ARCHIVE_URL to file:./data/archive, or to azblob://chatvault, and name the storage account too.',
  })
}
