import { randomInt } from 'node:crypto'
import { cp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ArchiveRecord, TenantArchive } from './archive.ts'
import { openLocalObjectStore } from './local-object-store.ts'
import { openArchive } from './open-archive.ts'
import { clockAt, FETCHED_AT, frameOf, framesOf, runOf, TENANT, temporaryArchive } from './testing.ts'

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

  it('stops when told', async () => {
    const stop = new AbortController()
    const verifying = made.tenant.verify({
      signal: stop.signal,
      onProgress: () => stop.abort(new Error('enough')),
    })
    await expect(verifying).rejects.toThrow('enough')
  })
})
