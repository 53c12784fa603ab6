import { randomInt } from 'node:crypto'
import { cp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DAY_MS } from '../domain/day.ts'
import type { ArchiveRecord, TenantArchive } from './archive.ts'
import { openLocalObjectStore } from './local-object-store.ts'
import type { ObjectStore } from './object-store.ts'
import { openArchive } from './open-archive.ts'
import { clockAt, FETCHED_AT, frameOf, framesOf, runOf, TENANT, temporaryArchive } from './testing.ts'

const OTHER_TENANT = 'ffffffff-0000-4000-8000-00000000000f'

/** A whole archive with two runs, a medium, and a segment whose run is still open; each test damages a copy of it. */
let made: Awaited<ReturnType<typeof temporaryArchive>>
let mediumName = ''

beforeAll(async () => {
  made = await temporaryArchive()
  const { tenant } = made
  const medium = await tenant.putMedia(Buffer.from('picture'))
  mediumName = medium.name
  const media = { chatId: 'c', messageId: 'm', contentId: 'i', contentType: 'image/png', bytes: 7, ...medium }
  const record: ArchiveRecord = { kind: 'media', media, fetchedAt: FETCHED_AT }
  const one = await tenant.seal('a', 1, [...framesOf(60), frameOf([record])])
  const two = await tenant.seal('a', 2, framesOf(40, 60))
  const first = await tenant.closeRun(runOf('a', 1, null, [one, two]))
  const second = await tenant.closeRun(
    runOf('b', 2, first.digest, [await tenant.seal('b', 1, framesOf(10, 100))]),
  )
  await tenant.closeRun(runOf('c', 3, second.digest, []))
  await tenant.seal('open', 1, framesOf(5, 200))
  for (const messages of [400, 600]) await tenant.noteUsage('2026-11', messages)
})
afterAll(() => made.remove())

let copies = 0
async function copy(): Promise<{ folder: string; tenant: () => Promise<TenantArchive> }> {
  copies += 1
  const root = join(made.folder, `copy-${copies}`)
  await cp(made.root, root, { recursive: true })
  const tenant = async () => {
    const store = await openLocalObjectStore(root)
    return await (await openArchive({ store, masterKey: made.masterKey, clock: clockAt(FETCHED_AT) })).open(
      TENANT,
    )
  }
  return { folder: join(root, 'tenants', TENANT), tenant }
}

async function damagedAfter(damage: (folder: string) => Promise<unknown>) {
  const { folder, tenant } = await copy()
  await damage(folder)
  const { damaged } = await (await tenant()).verify()
  return damaged.map(({ file, what }) => ({ file: file.replace(`tenants/${TENANT}/`, ''), what }))
}

describe('verify', () => {
  it('finds a whole archive whole, an open run included, and counts what it read', async () => {
    const progress: string[] = []
    const report = await made.tenant.verify({
      onProgress: ({ segmentsDone, segments }) => progress.push(`${segmentsDone}/${segments}`),
    })
    expect(report).toEqual({
      segments: 4,
      messages: 115,
      media: 1,
      runs: 3,
      removals: 0,
      removedMessages: 0,
      unclosed: 1,
      unnamedMedia: 0,
      damaged: [],
      strangers: [],
    })
    expect(progress).toEqual(['1/4', '2/4', '3/4', '4/4'])
  })

  it('counts media that no message names, which a crash leaves and the next run takes: no damage', async () => {
    const { tenant } = await copy()
    await (await tenant()).putMedia(Buffer.from('of a run that was cut off'))
    expect(await (await tenant()).verify()).toMatchObject({ media: 2, unnamedMedia: 1, damaged: [] })
    expect(await (await tenant()).verify({ every: 2 })).toMatchObject({ unnamedMedia: 0, damaged: [] })
  })

  it('finds one flipped bit in any file, and names that file', async () => {
    const { folder, tenant } = await copy()
    const opened = await tenant()
    const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) =>
      entry.isFile(),
    )
    expect(files).toHaveLength(11)
    for (const file of files) {
      const path = join(file.parentPath, file.name)
      const bytes = await readFile(path)
      for (let round = 0; round < 12; round += 1) {
        const bit = randomInt(bytes.length * 8)
        const flipped = Buffer.from(bytes)
        flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
        await writeFile(path, flipped)
        const { damaged } = await opened.verify()
        const names = damaged.map((damage) => damage.file)
        expect(names, `${path} bit ${bit}`).toContain(`tenants/${TENANT}/${path.slice(folder.length + 1)}`)
      }
      await writeFile(path, bytes)
    }
    expect((await opened.verify()).damaged).toEqual([])
  })

  it('reports files that are missing, with who names them', async () => {
    const damaged = await damagedAfter(async (folder) => {
      await rm(join(folder, 'segments/2026-11/a-00000002.cvs'))
      await rm(join(folder, mediumName))
    })
    expect(damaged).toEqual([
      { file: 'segments/2026-11/a-00000002.cvs', what: 'it is missing; runs/00000001-a.json names it' },
      { file: mediumName, what: 'it is missing; a record in segments/2026-11/a-00000001.cvs names it' },
    ])
  })

  it('reports a missing link of the chain', async () => {
    const damaged = await damagedAfter((folder) => rm(join(folder, 'runs/00000002-b.json')))
    expect(damaged).toEqual([
      { file: 'runs/00000003-c.json', what: 'the run document 2 before it is missing' },
    ])
  })

  it('reports a chain that was forked, and the segment no document of its closed run names', async () => {
    const forked = await copy()
    await rm(join(forked.folder, 'runs/00000003-c.json'))
    await rm(join(forked.folder, 'runs/00000002-b.json'))
    const first = await (await forked.tenant()).lastRun()
    await (await forked.tenant()).closeRun({ ...runOf('b', 2, first?.digest ?? null, []), state: 'failed' })
    const damaged = await damagedAfter((folder) =>
      cp(join(forked.folder, 'runs/00000002-b.json'), join(folder, 'runs/00000002-b.json')),
    )
    expect(damaged).toEqual([
      { file: 'runs/00000003-c.json', what: expect.stringContaining('chain is broken') },
      {
        file: 'segments/2026-11/b-00000001.cvs',
        what: expect.stringContaining('no run document names it'),
      },
    ])
  })

  it('reports a usage note that is missing before another', async () => {
    const damaged = await damagedAfter((folder) => rm(join(folder, 'usage/2026-11/00000001.json')))
    expect(damaged).toEqual([
      { file: 'usage/2026-11/00000002.json', what: 'the usage note 1 before it is missing' },
    ])
  })

  it('reports segments that changed places', async () => {
    const damaged = await damagedAfter(async (folder) => {
      const [one, two] = ['a-00000001', 'a-00000002'].map((id) => join(folder, `segments/2026-11/${id}.cvs`))
      await rename(one ?? '', `${one}.x`)
      await rename(two ?? '', one ?? '')
      await rename(`${one}.x`, two ?? '')
    })
    expect(damaged.map(({ file }) => file)).toEqual([
      'segments/2026-11/a-00000001.cvs',
      'segments/2026-11/a-00000002.cvs',
    ])
  })

  it('reads every n-th segment when asked, but still misses none', async () => {
    const { folder, tenant } = await copy()
    await rm(join(folder, 'segments/2026-11/b-00000001.cvs'))
    const { segments, damaged } = await (await tenant()).verify({ every: 3 })
    expect(segments).toBe(1)
    expect(damaged).toHaveLength(1)
  })

  it('reads no more than so many segments and media of a large archive, another part each day', async () => {
    const { folder } = await copy()
    const store = await openLocalObjectStore(join(folder, '../..'))
    const read = new Set<string>()
    const get = async (name: string) => {
      if (/segments\//.test(name)) read.add(name)
      return await store.get(name)
    }
    for (const day of [0, 1, 2, 3]) {
      const clock = clockAt(new Date(Date.parse(FETCHED_AT) + day * DAY_MS).toISOString())
      const watched: ObjectStore = Object.assign(Object.create(store), { get })
      const opened = await openArchive({ store: watched, masterKey: made.masterKey, clock })
      const { segments } = await (await opened.open(TENANT)).verify({ atMost: 1 })
      expect(segments).toBe(1)
    }
    expect(read.size).toBe(4)
  })

  it('finds a file that was swapped with that of another tenant, and reads the rest', async () => {
    const { folder, tenant } = await copy()
    const name = 'segments/2026-11/a-00000001.cvs'
    const store = await openLocalObjectStore(join(folder, '../..'))
    const archive = await openArchive({ store, masterKey: made.masterKey, clock: clockAt(FETCHED_AT) })
    await (await archive.open(OTHER_TENANT)).seal('a', 1, framesOf(60))
    await cp(join(folder, '..', OTHER_TENANT, name), join(folder, name))
    const report = await (await tenant()).verify()
    expect(report.damaged).toEqual([
      { file: `tenants/${TENANT}/${name}`, kind: 'changed', what: expect.any(String) },
    ])
    expect(report.messages).toBe(55)
  })

  it('finds that the end of the chain was cut off, by the digest that someone kept of it', async () => {
    const { folder, tenant } = await copy()
    const cut = await (await tenant()).lastRun()
    const known = { runs: [{ digest: cut?.digest ?? '', runId: 'c' }] }
    expect((await (await tenant()).verify({ known })).damaged).toEqual([])
    await rm(join(folder, 'runs/00000003-c.json'))
    expect((await (await tenant()).verify()).damaged).toEqual([])
    expect((await (await tenant()).verify({ known })).damaged).toEqual([
      { file: `tenants/${TENANT}/runs/*-c.json`, kind: 'missing', what: expect.stringContaining('SHA-256') },
    ])
  })

  it('names a known run document that was changed once, as what it is', async () => {
    const { folder, tenant } = await copy()
    const known = { runs: [{ digest: (await (await tenant()).lastRun())?.digest ?? '', runId: 'c' }] }
    await writeFile(join(folder, 'runs/00000003-c.json'), '{}')
    const { damaged } = await (await tenant()).verify({ known })
    expect(damaged.map(({ file, kind }) => [file, kind])).toEqual([
      [`tenants/${TENANT}/runs/00000003-c.json`, 'changed'],
    ])
  })

  it('misses a segment that only the catalog knows, unless a removal has taken it meanwhile', async () => {
    const { tenant } = await copy()
    const gone = 'segments/2026-11/open-00000002.cvs'
    const segments = async () => new Set([gone, 'segments/2026-11/open-00000001.cvs'])
    expect((await (await tenant()).verify({ known: { runs: [], segments } })).damaged).toEqual([
      { file: `tenants/${TENANT}/${gone}`, kind: 'missing', what: expect.stringContaining('database') },
    ])
    const answers = [new Set([gone]), new Set<string>()]
    const removed = async () => answers.shift() ?? new Set<string>()
    expect((await (await tenant()).verify({ known: { runs: [], segments: removed } })).damaged).toEqual([])
  })

  it('stops when told', async () => {
    const stop = new AbortController()
    const verifying = made.tenant.verify({
      signal: stop.signal,
      onProgress: () => stop.abort(new Error('enough')),
    })
    await expect(verifying).rejects.toThrow('enough')
  })
})
