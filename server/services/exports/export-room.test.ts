import { describe, expect, it } from 'vitest'
import { demandRoom, roomKeeper } from './export-room.ts'

const GB = 1024 ** 3
const MB = 1024 ** 2
const LIMITS = { days: 7, bytes: 20 * GB, count: 50 }
const NONE = { exports: 0, bytes: 0 }
const full = expect.objectContaining({ status: 409, code: 'exports-full' })

describe('the exports of an organization', () => {
  it('take up no more than its files and bytes', () => {
    expect(demandRoom({ exports: 49, bytes: 20 * GB - 1 }, NONE, LIMITS)).toBeUndefined()
    expect(() => demandRoom({ exports: 50, bytes: 0 }, NONE, LIMITS)).toThrow(full)
    expect(() => demandRoom({ exports: 1, bytes: 20 * GB }, NONE, LIMITS)).toThrow(full)
  })

  it('leave the others room, no matter who makes many or large ones', () => {
    const all = { exports: 30, bytes: 12 * GB }
    expect(demandRoom(all, { exports: 24, bytes: 10 * GB - 1 }, LIMITS)).toBeUndefined()
    const mine = (cause: string) =>
      expect.objectContaining({ notice: expect.objectContaining({ code: cause }) })
    expect(() => demandRoom(all, { exports: 25, bytes: 0 }, LIMITS)).toThrow(mine('exports-too-many-yours'))
    expect(() => demandRoom(all, { exports: 1, bytes: 10 * GB }, LIMITS)).toThrow(mine('exports-full-yours'))
  })

  it('are counted while one more grows, those that are kept included', async () => {
    const kept = { exports: 1, bytes: 19 * GB }
    const keep = roomKeeper({ freeBytes: async () => 100 * GB }, { kept, limits: LIMITS })
    await keep(GB)
    await expect(keep(GB + 1)).rejects.toEqual(full)
  })

  it('leave the disk its reserve while one grows, which is looked at every 64 MB', async () => {
    let looks = 0
    let free = 2 * GB
    const freeBytes = async () => {
      looks += 1
      return free
    }
    const keep = roomKeeper({ freeBytes }, { kept: { exports: 0, bytes: 0 }, limits: LIMITS })
    for (let bytes = 0; bytes <= 130 * MB; bytes += MB) await keep(bytes)
    expect(looks).toBe(2)
    free = GB - 1
    await expect(keep(200 * MB)).rejects.toMatchObject({ status: 503, code: 'export-disk-low' })
  })
})
