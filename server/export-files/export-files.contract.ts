/** What every place for export files promises: see the port's comments. */
import { buffer, text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import type { ExportFiles } from './export-files.ts'

const never = new AbortController().signal
const SECOND_MS = 1000

/** `open` gives a fresh, empty place at each call; `leaveHalf` leaves what a crash in the middle of a write leaves. */
export function exportFilesContract(
  kind: string,
  open: () => Promise<{ files: ExportFiles; leaveHalf: (id: string) => Promise<void> }>,
): void {
  describe(`export files (${kind})`, () => {
    it('give back what was written, whole and in parts', async () => {
      const { files } = await open()
      expect(await files.find('one')).toBeUndefined()
      await files.write('one', chunksOf('first ', 'second'), never)
      expect(await files.find('one')).toEqual({ bytes: 12 })
      expect(await text(files.read('one'))).toBe('first second')
      expect(await text(files.read('one', { start: 6, end: 8 }))).toBe('sec')
    })

    it('show nothing of a file that is still being written', async () => {
      const { files } = await open()
      await files.write('one', watched(), never)
      expect(await text(files.read('one'))).toBe('ab')

      async function* watched() {
        yield Buffer.from('a')
        expect(await files.find('one')).toBeUndefined()
        yield Buffer.from('b')
      }
    })

    it('leave nothing when the content fails or the writing is interrupted, and say which', async () => {
      const { files } = await open()
      const broken = new Error('the archive is damaged')
      const failing = async function* () {
        yield Buffer.from('half')
        throw broken
      }
      await expect(files.write('one', failing(), never)).rejects.toBe(broken)
      const stopping = new AbortController()
      const stopped = async function* () {
        yield Buffer.from('half')
        stopping.abort(new Error('shutdown'))
        yield Buffer.from('rest')
      }
      await expect(files.write('one', stopped(), stopping.signal)).rejects.toThrow()
      expect(await files.find('one')).toBeUndefined()
      expect(await files.list()).toEqual([])
    })

    it('keep the earlier file until the new one is whole', async () => {
      const { files } = await open()
      await files.write('one', chunksOf('old'), never)
      const failing = async function* () {
        yield Buffer.from('new')
        throw new Error('no')
      }
      await expect(files.write('one', failing(), never)).rejects.toThrow('no')
      expect(await text(files.read('one'))).toBe('old')
      await files.write('one', chunksOf('new'), never)
      expect(await text(files.read('one'))).toBe('new')
    })

    it('are listed with the time of their last change, the halves a crash left included', async () => {
      const { files, leaveHalf } = await open()
      await files.write('whole', chunksOf('x'), never)
      await leaveHalf('half')
      const listed = await files.list()
      expect(listed.map(({ id }) => id).sort()).toEqual(['half', 'whole'])
      for (const { changedAt } of listed)
        expect(Math.abs(changedAt.getTime() - Date.now())).toBeLessThan(60 * SECOND_MS)
    })

    it('lose what a crash left when the export is written again, or removed', async () => {
      const { files, leaveHalf } = await open()
      await leaveHalf('one')
      await leaveHalf('two')
      await files.write('one', chunksOf('x'), never)
      await files.remove('one')
      expect((await files.list()).map(({ id }) => id)).toEqual(['two'])
      await files.remove('two')
      await files.remove('two')
      expect(await files.list()).toEqual([])
    })

    it('fail a reader of a file that is gone', async () => {
      const { files } = await open()
      await expect(buffer(files.read('none'))).rejects.toThrow()
    })

    it('know how much room is left', async () => {
      const { files } = await open()
      expect(await files.freeBytes()).toBeGreaterThan(0)
    })
  })
}

async function* chunksOf(...parts: string[]): AsyncIterable<Uint8Array> {
  for (const part of parts) yield Buffer.from(part)
}
