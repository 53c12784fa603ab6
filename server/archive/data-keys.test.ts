/** A tenant with several data keys: what is sealed from then on is closed to whoever has the ones before. */
import { cp, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { openKeyFile } from '../secrets/key-file.ts'
import type { MasterKey } from '../secrets/keys.ts'
import { keyNumberOf, parseSegmentName, successorName } from './layout.ts'
import { openLocalObjectStore } from './local-object-store.ts'
import { openArchive } from './open-archive.ts'
import { collect } from './read-ahead.ts'
import { addDataKeys, finishDataKeys, rewrapDataKeys } from './rewrap-keys.ts'
import { clockAt, FETCHED_AT, framesOf, runOf, TENANT, temporaryArchive } from './testing.ts'

const clock = clockAt(FETCHED_AT)
const IMAGE = Buffer.from('an image')

describe('a new data key', () => {
  let vault: Awaited<ReturnType<typeof temporaryArchive>>
  beforeEach(async () => {
    vault = await temporaryArchive()
    await vault.tenant.closeRun(runOf('run-1', 1, null, [await vault.tenant.seal('run-1', 1, framesOf(10))]))
    await vault.tenant.putMedia(IMAGE)
    return () => vault.remove()
  })

  const add = () => addDataKeys({ store: vault.store, masterKey: vault.masterKey, clock })
  const reopened = async (masterKey: MasterKey = vault.masterKey, root = vault.root) =>
    (await openArchive({ store: await openLocalObjectStore(root), masterKey, clock })).open(TENANT)

  /** A second run under the newest key, with an image of its own. */
  async function sealMore(run: number) {
    const tenant = await reopened()
    const segment = await tenant.seal(`run-${run}`, 1, framesOf(10, run * 100))
    const { name } = await tenant.putMedia(Buffer.from(`image of run ${run}`))
    const last = await tenant.lastRun()
    await tenant.closeRun(runOf(`run-${run}`, run, last?.digest ?? null, [segment]))
    return { segment, media: name }
  }

  it('seals new segments and images, and everything from before is still read', async () => {
    expect(await add()).toEqual(new Map([[TENANT, 2]]))
    const { segment, media } = await sealMore(2)
    expect([segment.id, media]).toEqual(['run-2-00000001.k2', expect.stringMatching(/\.k2\.cvm$/)])
    await add()
    expect((await sealMore(3)).segment.id).toBe('run-3-00000001.k3')
    const tenant = await reopened()
    expect(await tenant.verify()).toMatchObject({
      damaged: [],
      segments: 3,
      messages: 30,
      media: 3,
      unclosed: 0,
    })
    const [address] = segment.frames
    if (address === undefined) throw new Error('The segment has no frame')
    expect((await tenant.readFrame(segment, address)).records).toHaveLength(10)
    expect(await tenant.readMedia(media)).toEqual(Buffer.from('image of run 2'))
  })

  it('is closed to whoever has the data keys before it, and opens what they could read anyway', async () => {
    const thief = join(vault.folder, 'thief')
    await add()
    const { segment, media } = await sealMore(2)
    await cp(vault.root, thief, { recursive: true })
    await rm(join(thief, 'tenants', TENANT, 'key.2.json'))
    const tenant = await reopened(vault.masterKey, thief)
    expect((await tenant.readSegment(`segments/2026-11/run-1-00000001.cvs`)).frames).toHaveLength(1)
    await expect(tenant.readSegment(segment.name)).rejects.toMatchObject({ code: 'archive-damaged' })
    await expect(tenant.readMedia(media)).rejects.toMatchObject({ code: 'archive-damaged' })
    const { damaged } = await tenant.verify()
    expect(damaged).toHaveLength(2)
    for (const { what } of damaged) expect(what).toContain('key.2.json')
  })

  it('does not seal an image again that is there, or a sequence that is taken', async () => {
    await add()
    const tenant = await reopened()
    expect((await tenant.putMedia(IMAGE)).name).not.toContain('.k2')
    await expect(tenant.seal('run-1', 1, framesOf(10))).rejects.toMatchObject({ code: 'segment-exists' })
    const successor = await tenant.seal('run-1', 2, framesOf(10, 50))
    expect(await collect(tenant.listSegments('run-1'))).toEqual([
      'segments/2026-11/run-1-00000001.cvs',
      successor.name,
    ])
  })

  it('moves to a new master key with the others, and none is added meanwhile', async () => {
    await add()
    await sealMore(2)
    const fresh = await openKeyFile({ path: join(vault.folder, 'new.key'), create: true })
    expect(await rewrapDataKeys(vault.store, vault.masterKey, fresh)).toBe(2)
    await expect(add()).rejects.toMatchObject({ code: 'key-replacing' })
    for (const masterKey of [vault.masterKey, fresh])
      expect(await (await reopened(masterKey)).verify()).toMatchObject({ damaged: [], messages: 20 })
    await finishDataKeys(vault.store, fresh)
    const names = await readdir(join(vault.root, 'tenants', TENANT))
    expect(names.filter((name) => name.startsWith('key')).sort()).toEqual(['key.2.json', 'key.json'])
    expect(await (await reopened(fresh)).verify()).toMatchObject({ damaged: [], messages: 20 })
    await expect(reopened()).rejects.toMatchObject({ code: 'seal-broken' })
  })

  it('is named by the segment that takes the place of one, too', () => {
    const name = successorName('segments/2026-11/run-1-00000007.k12.cvs', 3)
    expect(name).toBe('segments/2026-11/run-1-00000007.k12.00000003.cvs')
    const found = parseSegmentName(successorName(name, 4))
    expect(found).toMatchObject({ runId: 'run-1', sequence: 7, removal: 4 })
    expect(keyNumberOf(found?.id ?? '')).toBe(12)
    for (const odd of ['run-1-00000007.k1.cvs', 'run-1-00000007.k02.cvs', 'run-1-00000007.00000003.k2.cvs'])
      expect(parseSegmentName(`segments/2026-11/${odd}`)).toBeUndefined()
  })

  it('is not another one’s under its number: documents that changed places do not open', async () => {
    await add()
    await add()
    const folder = join(vault.root, 'tenants', TENANT)
    await cp(join(folder, 'key.2.json'), join(folder, 'key.3.json'))
    await expect(reopened()).rejects.toMatchObject({ code: 'archive-damaged' })
    await rm(join(folder, 'key.2.json'))
    await expect(reopened()).rejects.toMatchObject({ code: 'archive-damaged' })
  })
})
