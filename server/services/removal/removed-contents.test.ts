/** What a removal takes along besides text: pictures, and exports that hold any of it; on a disk and in Azure. */
import { buffer } from 'node:stream/consumers'
import { BlobServiceClient } from '@azure/storage-blob'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openAzureObjectStore } from '../../archive/azure-object-store.ts'
import { beginExport, failExport } from '../../books/exports.ts'
import { createSigningKeys } from '../../books/signing-keys.ts'
import {
  archivePages,
  FETCHED_AT,
  messageAt,
  messageRecord,
  openTestVault,
  TENANT_A,
  type TestVault,
} from '../../testing/archived-chats.ts'
import { type Azurite, startAzurite } from '../../testing/azurite.ts'
import { forEachDatabase } from '../../testing/databases.ts'
import { openEmbeddedCopy } from '../../testing/embedded-template.ts'
import { filesOf } from '../../testing/exported.ts'
import { MIA, openRemoving, type Removing } from '../../testing/removing.ts'
import { createTempDir } from '../../testing/temp-dir.ts'
import { createBrowseService } from '../archive/browse.ts'
import { runExport } from '../exports/export-job.ts'
import { createExportSigner } from '../exports/export-signer.ts'
import { createExportService } from '../exports/exports.ts'

const PLAN = '19:plan@thread.v2'
const LUNCH = '19:lunch@thread.v2'

const source = (chatId: string, minute: number) =>
  `https://graph.microsoft.com/v1.0/chats/${chatId}/messages/${messageAt(chatId, minute).id}/hostedContents/pic/$value`
const withPicture = (chatId: string, minute: number, text: string) =>
  messageAt(chatId, minute, {
    body: { contentType: 'html', content: `<p>${text}</p><img src="${source(chatId, minute)}">` },
  })

/** The first byte is what a PNG begins with: an export shows nothing else as a picture. */
const png = (text: string) =>
  Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.from(text)])
const OWN = png('of the erased message alone')
const SHARED = png('of both messages')

const ERASED = withPicture(PLAN, 0, 'to be erased')
const ALSO = withPicture(PLAN, 1, 'with the shared picture')
const KEPT = withPicture(LUNCH, 2, 'kept')

/** PLAN has a picture of its own and one that LUNCH has as well. Answers the names of their files. */
async function archivePictures(vault: TestVault): Promise<{ own: string; shared: string }> {
  const archive = await vault.archive.open(TENANT_A)
  const record = async ({ chatId, id }: typeof ERASED, bytes: Buffer) => ({
    kind: 'media' as const,
    fetchedAt: FETCHED_AT,
    media: {
      ...{ chatId, messageId: id, contentId: 'pic', contentType: 'image/png', bytes: bytes.length },
      ...(await archive.putMedia(bytes)),
    },
  })
  const media = [await record(ERASED, OWN), await record(ALSO, SHARED), await record(KEPT, SHARED)]
  await archivePages(vault, TENANT_A, 'run-1', [
    { subjectId: 'ann', records: [ERASED, ALSO, KEPT].map(messageRecord) },
    { subjectId: 'ann', records: media },
  ])
  const [own, shared] = media.map((one) => one.media.name)
  return { own: own ?? '', shared: shared ?? '' }
}

function exporting({ vault, files, queue }: Removing) {
  const signer = createExportSigner({
    signingKeys: createSigningKeys(vault.database),
    sealer: vault.sealer,
  })
  const exports = createExportService({ ...vault, signer, files, queue })
  const finish = (id: string) =>
    runExport({ ...vault, signer, files }, { tenantId: TENANT_A, id }, new AbortController().signal)
  return {
    exports,
    finish,
    async write(selection: object): Promise<string> {
      const { id } = await exports.start(MIA, { format: 'html', selection })
      await finish(id)
      return id
    },
    /** Everything in it, unpacked, one file after the other. */
    async contents(id: string): Promise<string> {
      const entries = await filesOf(await buffer((await exports.file(MIA, id)).open()))
      return [...entries.values()].map((bytes) => bytes.toString('latin1')).join('\n')
    },
  }
}

forEachDatabase('removed messages', (open) => {
  it('take their pictures along, out of archive and exports, but none that another message has', async () => {
    const removing = await openRemoving(await open())
    const { vault } = removing
    const { own, shared } = await archivePictures(vault)
    const { write, contents } = exporting(removing)
    const text = (bytes: Buffer) => bytes.toString('latin1')
    const before = await contents(await write({}))
    expect(before).toContain(text(OWN))

    vault.clock.advance(60_000)
    expect(await removing.erase({ conversationIds: [PLAN] })).toMatchObject({ state: 'completed', erased: 2 })
    const tenant = await removing.tenant()
    await expect(tenant.readMedia(own)).rejects.toThrow()
    expect(Buffer.from(await tenant.readMedia(shared))).toEqual(SHARED)
    expect(await tenant.verify()).toMatchObject({ damaged: [], media: 1, unnamedMedia: 0 })
    const after = await contents(await write({}))
    expect(after).not.toContain(text(OWN))
    expect(after).toContain(text(SHARED))
    const browse = createBrowseService(vault)
    await expect(browse.hostedContent(MIA, PLAN, ERASED.id, 'pic')).rejects.toMatchObject({ status: 404 })
    expect(await browse.hostedContent(MIA, LUNCH, KEPT.id, 'pic')).toMatchObject({ bytes: SHARED })
  })

  it('take along every export that holds any of them, which says so, and leave the others', async () => {
    const removing = await openRemoving(await open())
    await archivePictures(removing.vault)
    const { exports, write } = exporting(removing)
    const whole = await write({})
    const lunch = await write({ conversationIds: [LUNCH] })
    // One that ended as the removal was decided would be written again.
    removing.vault.clock.advance(60_000)
    const erasure = await removing.erase({ conversationIds: [PLAN] })
    expect(erasure).toMatchObject({ exportsDeleted: 1 })
    await expect(exports.file(MIA, whole)).rejects.toMatchObject({ code: 'export-erased', status: 410 })
    expect(await exports.get(MIA, whole)).toMatchObject({ state: 'completed', erased: true })
    expect(await removing.files.find(whole)).toBeUndefined()
    expect(await exports.file(MIA, lunch)).toMatchObject({ bytes: expect.any(Number) })
    expect(await exports.get(MIA, lunch)).toMatchObject({ erased: false, fileMissing: false })
  })

  it('have every export written again that was being written meanwhile, without them', async () => {
    const removing = await openRemoving(await open())
    await archivePictures(removing.vault)
    const { exports, finish, contents } = exporting(removing)
    const { id } = await exports.start(MIA, { format: 'html', selection: {} })
    await beginExport(removing.vault.database.kysely, TENANT_A, id)
    const failed = await exports.start(MIA, { format: 'html', selection: { conversationIds: [LUNCH] } })
    await failExport(removing.vault.database.kysely, TENANT_A, failed.id, {
      ...{ reason: 'segment not found', notice: null, endedAt: new Date('2027-01-01T00:00:00Z') },
    })
    await removing.erase({ conversationIds: [PLAN] })
    for (const one of [id, failed.id]) expect((await exports.get(MIA, one)).state).toBe('queued')
    await finish(id)
    const whole = await contents(id)
    expect(whole).toContain('kept')
    expect(whole).not.toContain('to be erased')
  })
})

describe('a removal from Azure Blob, by Azurite', () => {
  let azurite: Azurite
  beforeAll(async () => {
    azurite = await startAzurite()
  })
  afterAll(() => azurite.stop())

  it('leaves no blob of what it removed, and an archive that is whole', async () => {
    const { connectionString } = azurite
    const dir = await createTempDir()
    const database = await openEmbeddedCopy(dir.path)
    const vault = await openTestVault(database, () => openAzureObjectStore('vault', { connectionString }))
    const removing = await openRemoving(database, vault)
    const { own, shared } = await archivePictures(vault)
    const [before] = await removing.segments()
    const erasure = await removing.erase({ conversationIds: [PLAN] })
    expect(erasure).toMatchObject({ state: 'completed', erased: 2, segmentsRewritten: 1 })
    const container = BlobServiceClient.fromConnectionString(connectionString).getContainerClient('vault')
    const blobs: string[] = []
    for await (const { name } of container.listBlobsFlat()) blobs.push(name)
    const has = (file: string) => blobs.some((name) => name.endsWith(file))
    expect([own, shared, before ?? ''].map(has)).toEqual([false, true, false])
    expect(await removing.archived()).toEqual([JSON.stringify(KEPT)])
    expect(await removing.catalogued()).toEqual(await removing.archived())
    expect(await (await removing.tenant()).verify()).toMatchObject({ damaged: [], removals: 1, media: 1 })
    await database.close()
    await dir.remove()
  })
})
