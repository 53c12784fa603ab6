/**
 * An Azure Blob container as object store. `If-None-Match: *` keeps a put from replacing anything; an upload becomes
 * visible as a whole and is durable when it is answered (Learn: Put Blob). The SDK retries passing failures.
 */

import {
  type BlobItem,
  BlobServiceClient,
  type ContainerClient,
  RestError,
  type StoragePipelineOptions,
} from '@azure/storage-blob'
import { notice } from '../domain/notice.ts'
import { VaultError } from '../domain/vault-error.ts'
import { objectExists, objectMissing, objectShort, storeFailure, tellingBy } from './object-faults.ts'
import { checkObjectName, isHidden, isObjectName } from './object-name.ts'
import type { ObjectStore, OnStranger } from './object-store.ts'

/** A connection string, or an account reached by the managed identity of the machine (@azure/identity). */
export type AzureAccess = {
  readonly connectionString?: string | undefined
  /** Account name, or the whole blob endpoint in other clouds: `https://name.blob.core.chinacloudapi.cn`. */
  readonly account?: string | undefined
}

const told = tellingBy(codeOf)

const RETRIES: StoragePipelineOptions = {
  retryOptions: { maxTries: 4, tryTimeoutInMs: 60_000, maxRetryDelayInMs: 8_000 },
}

/** Opens, and unless `readOnly` makes, the container. */
export async function openAzureObjectStore(
  container: string,
  access: AzureAccess,
  options: { readOnly?: boolean } = {},
): Promise<ObjectStore> {
  const service = await serviceClient(access)
  const client = service.getContainerClient(container)
  const place = `${new URL(service.url).host}/${container}`
  await told(`open the container ${container}`, place, async () => {
    if (!options.readOnly) await client.createIfNotExists()
    else await client.getProperties()
  })
  return azureObjectStore(client, place)
}

async function serviceClient({ connectionString, account }: AzureAccess): Promise<BlobServiceClient> {
  if (connectionString !== undefined) return fromConnectionString(connectionString)
  if (account === undefined)
    throw accessMissing('neither AZURE_STORAGE_CONNECTION_STRING nor AZURE_STORAGE_ACCOUNT is set')
  const { DefaultAzureCredential } = await import('@azure/identity')
  const endpoint = account.startsWith('https://') ? account : `https://${account}.blob.core.windows.net`
  return new BlobServiceClient(endpoint, new DefaultAzureCredential(), RETRIES)
}

function fromConnectionString(connectionString: string): BlobServiceClient {
  try {
    return BlobServiceClient.fromConnectionString(connectionString, RETRIES)
  } catch {
    throw accessMissing('AZURE_STORAGE_CONNECTION_STRING isn’t a connection string') // the SDK's words may quote it
  }
}

function accessMissing(why: string): VaultError {
  return new VaultError({
    notice: notice('store-access', { quoted: why }),
    attempted: 'reach the Azure Blob archive',
    why,
    hint: 'Set AZURE_STORAGE_CONNECTION_STRING, or AZURE_STORAGE_ACCOUNT where a managed identity can use the container.',
  })
}

function azureObjectStore(client: ContainerClient, place: string): ObjectStore {
  const blob = (name: string) => client.getBlockBlobClient(checkObjectName(name))

  async function put(name: string, bytes: Uint8Array): Promise<void> {
    const written = await uploadOnce(client, checkObjectName(name), bytes)
    if (!written && !Buffer.from(bytes).equals(await get(name))) throw objectExists(name, place)
  }

  async function get(name: string): Promise<Buffer> {
    return await collectBody((await blob(name).download()).readableStreamBody)
  }

  async function getRange(name: string, offset: number, length: number): Promise<Buffer> {
    const bytes = await collectBody((await blob(name).download(offset, length)).readableStreamBody)
    if (bytes.length < length) throw objectShort(name, place)
    return bytes
  }

  async function find(name: string): Promise<{ bytes: number } | undefined> {
    return await unlessMissing(async () => ({ bytes: (await blob(name).getProperties()).contentLength ?? 0 }))
  }

  return {
    place,
    put: (name, bytes) => told(`write ${name}`, place, () => put(name, bytes)),
    get: (name) => reading(name, place, () => get(name)),
    getRange: (name, offset, length) => reading(name, place, () => getRange(name, offset, length)),
    find: (name) => told(`look for ${name}`, place, () => find(name)),
    list: (prefix, stranger = () => undefined) => listBlobs(client, prefix, place, stranger),
    listFolders: (folder) => listFolders(client, folder, place),
    remove: (name) => told(`remove ${name}`, place, async () => void (await blob(name).deleteIfExists())),
  }
}

/** False when the name is taken, also by an earlier try of ours whose answer was lost. */
async function uploadOnce(client: ContainerClient, name: string, bytes: Uint8Array): Promise<boolean> {
  try {
    const conditions = { ifNoneMatch: '*' }
    await client.getBlockBlobClient(name).upload(Buffer.from(bytes), bytes.length, { conditions })
    return true
  } catch (thrown) {
    if (TAKEN.has(codeOf(thrown))) return false
    throw thrown
  }
}

const TAKEN = new Set([
  'BlobAlreadyExists',
  'ConditionNotMet',
  'UnauthorizedBlobOverwrite',
  'BlobImmutableDueToPolicy',
])

async function collectBody(body: NodeJS.ReadableStream | undefined): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of body ?? []) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks)
}

const PAGE = { maxPageSize: 5000 }

async function* listBlobs(
  client: ContainerClient,
  prefix: string,
  place: string,
  stranger: OnStranger,
): AsyncIterable<string> {
  try {
    for await (const page of client.listBlobsFlat({ prefix, includeMetadata: true }).byPage(PAGE)) {
      for (const item of page.segment.blobItems) {
        if (isFolder(item) || isHidden(item.name)) continue
        if (isObjectName(item.name)) yield item.name
        else stranger(item.name)
      }
    }
  } catch (thrown) {
    throw storeFailure(`list ${prefix || 'the archive'}`, place, codeOf(thrown))
  }
}

/**
 * Storage with a hierarchical namespace lists each folder as an empty blob with this metadata (Learn: Known issues with
 * Azure Data Lake Storage); tools that know no folders make blobs whose names end with a slash.
 */
function isFolder({ name, metadata = {} }: BlobItem): boolean {
  const marked = Object.entries(metadata).find(([key]) => key.toLowerCase() === 'hdi_isfolder')
  return name.endsWith('/') || marked?.[1].toLowerCase() === 'true'
}

async function* listFolders(client: ContainerClient, folder: string, place: string): AsyncIterable<string> {
  try {
    for await (const page of client.listBlobsByHierarchy('/', { prefix: folder }).byPage(PAGE)) {
      for (const { name } of page.segment.blobPrefixes ?? []) {
        if (isObjectName(name.slice(0, -1))) yield name
      }
    }
  } catch (thrown) {
    throw storeFailure(`list ${folder || 'the archive'}`, place, codeOf(thrown))
  }
}

async function unlessMissing<T>(act: () => Promise<T>): Promise<T | undefined> {
  try {
    return await act()
  } catch (thrown) {
    if (codeOf(thrown) === 'BlobNotFound') return undefined
    throw thrown
  }
}

async function reading<T>(name: string, place: string, act: () => Promise<T>): Promise<T> {
  return await told(`read ${name}`, place, async () => {
    try {
      return await act()
    } catch (thrown) {
      if (codeOf(thrown) === 'BlobNotFound') throw objectMissing(name, place)
      throw codeOf(thrown) === 'InvalidRange' ? objectShort(name, place) : thrown
    }
  })
}

/**
 * The service's short code only: request and headers of an SDK error stay out of ours. An answer to HEAD has no body, its
 * code travels in a header.
 */
function codeOf(thrown: unknown): string {
  if (!(thrown instanceof RestError)) return thrown instanceof Error ? thrown.name : 'something unknown'
  return (
    thrown.code ?? thrown.response?.headers.get('x-ms-error-code') ?? `HTTP ${thrown.statusCode ?? 'nothing'}`
  )
}
