import { mkdir, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createDiskRoom } from './disk-room.ts'
import { createFakeClock } from './testing/fake-clock.ts'
import { createTempDir } from './testing/temp-dir.ts'

const clock = createFakeClock('2026-11-10T12:00:00.000Z')

it('asks to wait a minute while less than the reserve is free, naming the folder and what is left', async () => {
  await using dir = await createTempDir()
  const { bavail, bsize } = await statfs(dir.path)
  const reserve = Math.ceil((bavail * bsize) / 2 ** 20) + 100_000
  await expect(createDiskRoom([dir.path], reserve, clock).demand()).rejects.toMatchObject({
    code: 'disk-low',
    retry: 'later',
    status: 503,
    wakeAt: new Date('2026-11-10T12:01:00.000Z'),
    why: expect.stringMatching(`${dir.path} has \\d+ MB left, and Chatvault keeps ${reserve} MB free`),
  })
  await createDiskRoom([dir.path], 0, clock).demand()
})

it('looks at the disk a folder will be made on', async () => {
  await using dir = await createTempDir()
  const room = createDiskRoom([join(dir.path, 'not', 'yet')], 1_000_000_000, clock)
  await expect(room.demand()).rejects.toMatchObject({ why: expect.stringContaining(`of ${dir.path} has`) })
})

it('says which disk is filling up while there is time: below three times the reserve', async () => {
  await using dir = await createTempDir()
  const { bavail, bsize } = await statfs(dir.path)
  const free = (bavail * bsize) / 2 ** 20
  const reserve = Math.ceil(free / 2)
  const room = createDiskRoom([dir.path], reserve, clock)
  await room.demand()
  expect(await room.filling()).toMatchObject({ folder: dir.path, reserveMb: reserve })
  expect(await createDiskRoom([dir.path], Math.floor(free / 4), clock).filling()).toBeUndefined()
})

it('looks once a second, however many ask', async () => {
  await using dir = await createTempDir()
  const folder = join(dir.path, 'later')
  const time = createFakeClock('2026-11-10T12:00:00.000Z')
  const room = createDiskRoom([folder], 1_000_000_000, time)
  const lowOn = (place: string) =>
    expect(room.demand()).rejects.toMatchObject({ why: expect.stringContaining(`of ${place} has`) })
  await lowOn(dir.path)
  await mkdir(folder)
  time.advance(1000)
  await lowOn(dir.path)
  time.advance(1)
  await lowOn(folder)
})
