import { BlobServiceClient } from '@azure/storage-blob'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ACCOUNT_KEY, type Azurite, startAzurite } from '../testing/azurite.ts'
import { openAzureObjectStore } from './azure-object-store.ts'
import { objectStoreContract } from './object-store.contract.ts'
import { openArchive } from './open-archive.ts'
import { collect } from './read-ahead.ts'
import { clockAt, FETCHED_AT, framesOf, runOf, TENANT, temporaryArchive } from './testing.ts'

let azurite: Azurite
let containers = 0

beforeAll(async () => {
  azurite = await startAzurite()
})
afterAll(() => azurite.stop())

function fresh() {
  containers += 1
  return openAzureObjectStore(`vault-${containers}`, { connectionString: azurite.connectionString })
}

/** As storage with a hierarchical namespace lists folders. */
let marks = 0
objectStoreContract('Azure Blob, by Azurite', fresh, async ({ place }, name) => {
  const container = place.slice(place.lastIndexOf('/') + 1)
  const service = BlobServiceClient.fromConnectionString(azurite.connectionString)
  const blob = service.getContainerClient(container).getBlockBlobClient(name.replace(/\/$/, ''))
  marks += 1
  const mark = marks % 2 === 0 ? { hdi_isfolder: 'true' } : { Hdi_isFolder: 'True' }
  if (name.endsWith('/')) await blob.upload('', 0, { metadata: mark })
  else await blob.upload('not ours', 8)
})

describe('an Azure object store', () => {
  it('holds a whole archive, and verify finds what was changed in it', async () => {
    const store = await fresh()
    const { masterKey, remove } = await temporaryArchive()
    const tenant = await (await openArchive({ store, masterKey, clock: clockAt(FETCHED_AT) })).open(TENANT)
    const segment = await tenant.seal('run', 1, framesOf(120))
    await tenant.putMedia(Buffer.from('picture'))
    await tenant.closeRun(runOf('run', 1, null, [segment]))
    const address = segment.frames[2]
    expect(address && (await tenant.readFrame(segment, address)).records).toHaveLength(20)
    expect(await tenant.verify()).toEqual({
      segments: 1,
      messages: 120,
      media: 1,
      runs: 1,
      unclosed: 0,
      unnamedMedia: 1,
      removals: 0,
      removedMessages: 0,
      damaged: [],
      strangers: [],
    })
    await expect(tenant.seal('run', 1, framesOf(1))).rejects.toMatchObject({ code: 'segment-exists' })
    await store.remove(`tenants/${TENANT}/${segment.name}`)
    expect((await tenant.verify()).damaged).toMatchObject([{ file: `tenants/${TENANT}/${segment.name}` }])
    await remove()
  })

  it('lists more names than one page holds', async () => {
    const store = await fresh()
    const names = Array.from({ length: 5100 }, (_, n) => `many/${String(n).padStart(5, '0')}`)
    for (let at = 0; at < names.length; at += 100) {
      await Promise.all(names.slice(at, at + 100).map((name) => store.put(name, Buffer.from('x'))))
    }
    expect(await collect(store.list('many/'))).toEqual(names)
  })

  it('opens a container for reading only when it is there', async () => {
    const opening = openAzureObjectStore(
      'absent',
      { connectionString: azurite.connectionString },
      { readOnly: true },
    )
    await expect(opening).rejects.toMatchObject({ code: 'store-failed' })
  })

  it('says which key it lacks when the account refuses, without showing it', async () => {
    const wrong = azurite.connectionString.replace(ACCOUNT_KEY, Buffer.from('not the key').toString('base64'))
    const thrown: unknown = await openAzureObjectStore('vault-1', { connectionString: wrong }).catch(
      (error: unknown) => error,
    )
    expect(thrown).toMatchObject({ code: 'store-failed' })
    expect(`${thrown} ${JSON.stringify(thrown)}`).not.toContain(Buffer.from('not the key').toString('base64'))
  })
})
