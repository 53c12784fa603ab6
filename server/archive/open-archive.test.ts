import { chmod, cp, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openKeyFile } from '../secrets/key-file.ts'
import { openLocalObjectStore } from './local-object-store.ts'
import { openArchive } from './open-archive.ts'
import { collect } from './read-ahead.ts'
import {
  clockAt,
  FETCHED_AT,
  frameOf,
  messageOf,
  recordOf,
  runOf,
  TENANT,
  temporaryArchive,
} from './testing.ts'

const OTHER = '99999999-2222-4333-8444-555555555555'
const clock = clockAt(FETCHED_AT)

describe('an archive', () => {
  it('has a data key per tenant, made once though many open it at once', async () => {
    const { archive, store, masterKey, remove } = await temporaryArchive()
    const archives = await Promise.all(
      Array.from({ length: 6 }, () => openArchive({ store, masterKey, clock })),
    )
    const tenants = await Promise.all(archives.map((archive) => archive.open(OTHER)))
    const segment = await tenants[0]?.seal('run', 1, [frameOf([recordOf(messageOf('1'))])])
    for (const tenant of tenants)
      expect((await tenant.readSegment(segment?.name ?? '')).frames).toHaveLength(1)
    expect(await collect(archive.tenants())).toEqual([TENANT, OTHER])
    await remove()
  })

  it('finds a tenant only where there is one, also after it was missed', async () => {
    const { archive, remove } = await temporaryArchive()
    expect(await archive.find(OTHER)).toBeUndefined()
    await archive.open(OTHER)
    expect((await archive.find(OTHER))?.tenantId).toBe(OTHER)
    await remove()
  })

  it('does not open with another master key, and names both', async () => {
    const { folder, store, masterKey, remove } = await temporaryArchive()
    const other = await openKeyFile({ path: join(folder, 'other.key'), create: true })
    const archive = await openArchive({ store, masterKey: other, clock })
    await expect(archive.find(TENANT)).rejects.toMatchObject({ code: 'seal-broken' })
    await expect(archive.find(TENANT)).rejects.toThrow(masterKey.id)
    await remove()
  })

  it('does not open one tenant with the key of another', async () => {
    const { archive, root, store, masterKey, remove } = await temporaryArchive()
    await archive.open(OTHER)
    await rm(join(root, 'tenants', OTHER, 'key.json'))
    await cp(join(root, 'tenants', TENANT, 'key.json'), join(root, 'tenants', OTHER, 'key.json'))
    await expect((await openArchive({ store, masterKey, clock })).open(OTHER)).rejects.toMatchObject({
      code: 'archive-damaged',
    })
    await remove()
  })

  it('writes nothing when opened for reading, and says where no archive is', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'chatvault-none-'))
    const masterKey = await openKeyFile({ path: join(folder, 'k', 'master.key'), create: true })
    await writeFile(join(folder, 'stray'), '')
    const store = await openLocalObjectStore(folder, { readOnly: true })
    await expect(openArchive({ store, masterKey, clock, readOnly: true })).rejects.toMatchObject({
      code: 'archive-missing',
    })
    expect(await readdir(folder)).toEqual(['k', 'stray'])
    await rm(folder, { recursive: true })
  })
})

describe('the fixture of format version 1', () => {
  it('is opened, verified and continued by this program', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'chatvault-fixture-'))
    await cp(join(import.meta.dirname, 'fixtures', 'v1'), folder, { recursive: true })
    await chmod(join(folder, 'master.key'), 0o600)
    const masterKey = await openKeyFile({ path: join(folder, 'master.key'), create: false })
    const store = await openLocalObjectStore(join(folder, 'archive'))
    const tenant = await (await openArchive({ store, masterKey, clock })).open(TENANT)
    expect(await tenant.verify()).toEqual({
      segments: 2,
      messages: 2,
      media: 1,
      runs: 2,
      removals: 0,
      removedMessages: 0,
      unclosed: 0,
      unnamedMedia: 0,
      damaged: [],
      strangers: [],
    })
    const last = await tenant.lastRun()
    await tenant.closeRun(runOf('run-3', 3, last?.digest ?? null, []))
    expect((await tenant.verify()).damaged).toEqual([])
    await rm(folder, { recursive: true })
  })
})
