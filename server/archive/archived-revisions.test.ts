import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { openPromise } from 'yauzl'
import { type ArchivedRevision, archivedRevisions } from './archived-revisions.ts'
import { jsonlZip } from './jsonl-export.ts'
import { collect } from './read-ahead.ts'
import { FETCHED_AT, frameOf, messageOf, recordOf, TENANT, temporaryArchive } from './testing.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chatvault-export-'))
})
afterAll(() => rm(folder, { recursive: true }))

const at = (hour: number) => `2026-11-01T${String(hour).padStart(2, '0')}:00:00Z`

describe('archived revisions', () => {
  it('come once each, numbered by time, with everyone who had them', async () => {
    const { tenant, remove } = await temporaryArchive()
    const newest = messageOf('1', { etag: '30', lastModifiedDateTime: at(3) })
    const oldest = messageOf('1', { etag: '10', lastModifiedDateTime: at(1) })
    const middle = messageOf('1', { etag: '20', lastModifiedDateTime: at(2), unknown: { kept: true } })
    const sighting = { kind: 'sighting', chatId: oldest.chatId, id: '1', fetchedAt: FETCHED_AT } as const
    await tenant.seal('a', 1, [
      frameOf([recordOf(newest), recordOf(messageOf('2', { chatId: 'other' }))], 'b'),
      frameOf([recordOf(oldest), { ...sighting, etag: '30' }, { ...sighting, etag: 'never archived' }], 'a'),
    ])
    await tenant.seal('b', 1, [
      frameOf([recordOf(middle), recordOf(oldest)], 'c'),
      frameOf([recordOf(middle)], null),
    ])
    const revisions = await collect(archivedRevisions(tenant))
    expect(revisions).toEqual([
      {
        tenantId: TENANT,
        subjectIds: ['a', 'b'],
        fetchedAt: FETCHED_AT,
        runId: 'a',
        revision: 3,
        message: newest,
      },
      expect.objectContaining({
        subjectIds: ['b'],
        revision: 1,
        message: messageOf('2', { chatId: 'other' }),
      }),
      expect.objectContaining({ subjectIds: ['a', 'c'], runId: 'a', revision: 1, message: oldest }),
      expect.objectContaining({ subjectIds: ['c'], runId: 'b', revision: 2, message: middle }),
    ])
    expect(await collect(archivedRevisions(tenant, { conversationId: 'other' }))).toEqual([revisions[1]])
    await remove()
  })
})

async function* revisionsOf(count: number): AsyncIterable<ArchivedRevision> {
  for (let n = 0; n < count; n += 1) {
    const message = messageOf(String(n), { subject: '👋 \n \ud800' })
    yield { tenantId: TENANT, subjectIds: ['a'], fetchedAt: FETCHED_AT, runId: 'r', revision: 1, message }
  }
}

async function zipped(revisions: AsyncIterable<ArchivedRevision>): Promise<string> {
  const path = join(folder, `${crypto.randomUUID()}.zip`)
  await pipeline(jsonlZip(revisions, new Date(FETCHED_AT)), createWriteStream(path))
  return path
}

describe('a JSONL export', () => {
  it('is a zip with one line per revision, every member kept', async () => {
    const zip = await openPromise(await zipped(revisionsOf(2000)))
    const names: string[] = []
    let lines = ''
    for await (const entry of zip.eachEntry()) {
      names.push(entry.fileName)
      lines += await text(await zip.openReadStreamPromise(entry))
    }
    expect(names).toEqual(['messages.jsonl'])
    const parsed = lines
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as ArchivedRevision)
    expect(parsed).toEqual(await collect(revisionsOf(2000)))
  })

  it('is a zip with an empty file when there is nothing', async () => {
    const zip = await openPromise(await zipped(revisionsOf(0)))
    for await (const entry of zip.eachEntry())
      expect(entry).toMatchObject({ fileName: 'messages.jsonl', uncompressedSize: 0 })
  })

  it('fails when reading fails, instead of ending early', async () => {
    async function* broken() {
      yield* revisionsOf(500)
      throw new Error('segment 7 is damaged')
    }
    await expect(zipped(broken())).rejects.toThrow('segment 7 is damaged')
  })

  it('stops reading when its reader goes away', async () => {
    let given = 0
    let stopped = false
    async function* endless() {
      try {
        for await (const revision of revisionsOf(Number.MAX_SAFE_INTEGER)) {
          given += 1
          yield revision
        }
      } finally {
        stopped = true
      }
    }
    const stream = jsonlZip(endless(), new Date(FETCHED_AT))
    await once(stream, 'data')
    stream.destroy()
    await vi.waitFor(() => expect(stopped).toBe(true))
    expect(given).toBeLessThan(100_000)
  })
})
