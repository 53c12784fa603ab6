/**
 * What every object store promises, run against each of them: see the port's comment.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ObjectStore } from './object-store.ts'
import { openArchive } from './open-archive.ts'
import { collect } from './read-ahead.ts'
import { clockAt, FETCHED_AT, framesOf, runOf, TENANT, temporaryArchive } from './testing.ts'

const text = (value: string) => new TextEncoder().encode(value)

/** Puts something into the place as a stranger would, past the store. Ending with a slash: a folder. */
export type PutStranger = (store: ObjectStore, name: string) => Promise<void>

/** `open` gives a fresh, empty store at each call. */
export function objectStoreContract(
  kind: string,
  open: () => Promise<ObjectStore>,
  putStranger: PutStranger,
): void {
  describe(`an object store (${kind})`, () => {
    it('gives back what was put, whole and in ranges', async () => {
      const store = await open()
      const sizes = fc.uint8Array({ minLength: 0, maxLength: 5000 })
      await fc.assert(
        fc.asyncProperty(sizes, fc.nat(), fc.nat(), async (bytes, a, b) => {
          const name = `round/${crypto.randomUUID()}.bin`
          await store.put(name, bytes)
          expect(Buffer.from(await store.get(name)).equals(bytes)).toBe(true)
          expect(await store.find(name)).toEqual({ bytes: bytes.length })
          if (bytes.length === 0) return
          const offset = a % bytes.length
          const length = 1 + (b % (bytes.length - offset))
          const range = Buffer.from(await store.getRange(name, offset, length))
          expect(range.equals(bytes.subarray(offset, offset + length))).toBe(true)
        }),
        { numRuns: 25 },
      )
    })

    it('takes the same bytes again and refuses other bytes under a taken name', async () => {
      const store = await open()
      await store.put('a/b.cvs', text('first'))
      await store.put('a/b.cvs', text('first'))
      await expect(store.put('a/b.cvs', text('other'))).rejects.toMatchObject({ code: 'object-exists' })
      expect(await store.get('a/b.cvs')).toEqual(Buffer.from('first'))
    })

    it('lets one of many writers of a name win, whole', async () => {
      const store = await open()
      const bodies = Array.from({ length: 8 }, (_, n) => text(String(n).repeat(40_000)))
      const results = await Promise.allSettled(bodies.map((body) => store.put('race', body)))
      const won = results.findIndex(({ status }) => status === 'fulfilled')
      expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      expect(Buffer.from(await store.get('race')).equals(Buffer.from(bodies[won] ?? []))).toBe(true)
    })

    it('says that an object is missing, or ends before a range does', async () => {
      const store = await open()
      await store.put('short', text('12345'))
      await expect(store.get('nothing/here')).rejects.toMatchObject({ code: 'object-missing' })
      await expect(store.getRange('nothing/here', 0, 1)).rejects.toMatchObject({ code: 'object-missing' })
      await expect(store.getRange('short', 3, 3)).rejects.toMatchObject({ code: 'object-short' })
      await expect(store.getRange('short', 50, 3)).rejects.toMatchObject({ code: 'object-short' })
      expect(await store.find('nothing/here')).toBeUndefined()
    })

    it('lists names in code-unit order, by any prefix, and folders without their contents', async () => {
      const store = await open()
      const names = ['a/x', 'a-b', 'a.b/c', 'a/Y/z', 'B', 'a/x1', 'ab/c', 'segments/2026-11/r-1.cvs']
      for (const name of names) await store.put(name, text(name))
      expect(await collect(store.list(''))).toEqual([...names].sort())
      expect(await collect(store.list('a/x'))).toEqual(['a/x', 'a/x1'])
      expect(await collect(store.list('segments/2026-11/r-'))).toEqual(['segments/2026-11/r-1.cvs'])
      expect(await collect(store.list('none/'))).toEqual([])
      expect(await collect(store.listFolders(''))).toEqual(['a.b/', 'a/', 'ab/', 'segments/'])
      expect(await collect(store.listFolders('a/'))).toEqual(['a/Y/'])
    })

    it('lists nothing that cannot be an object, and says once what else is there', async () => {
      const store = await open()
      await store.put('a/x', text('x'))
      for (const name of ['a/b c.txt', 'a/~$x', 'a/.DS_Store', 'a/._x', '.nfs0012/x'])
        await putStranger(store, name)
      for (const name of ['a/empty/', 'a/lost+found/']) await putStranger(store, name)
      const strangers: string[] = []
      expect(await collect(store.list('', (name) => strangers.push(name)))).toEqual(['a/x'])
      expect(strangers.filter((name) => name !== 'a/lost+found/').sort()).toEqual(['a/b c.txt', 'a/~$x'])
      expect(await collect(store.listFolders('a/'))).not.toContain('a/lost+found/')
      expect(await collect(store.list('a/x', () => expect.fail('nothing else begins so')))).toEqual(['a/x'])
    })

    it('holds a whole archive whatever others have put into it, and names that once', async () => {
      const store = await open()
      const { masterKey, remove } = await temporaryArchive()
      const archive = await openArchive({ store, masterKey, clock: clockAt(FETCHED_AT) })
      const tenant = await archive.open(TENANT)
      const segment = await tenant.seal('run', 1, framesOf(60))
      const { name: medium } = await tenant.putMedia(text('picture'))
      await tenant.closeRun(runOf('run', 1, null, [segment]))
      const folder = `tenants/${TENANT}`
      const own = ['segments/', 'segments/2026-11/', 'media/', `${medium.slice(0, 9)}`, 'runs/']
      for (const name of ['tenants/', `${folder}/`, ...own.map((part) => `${folder}/${part}`)])
        await putStranger(store, name)
      const strange = [
        'segments/2026-11/Thumbs.db',
        'segments/desktop.ini',
        'media/run~',
        'runs/My notes.txt',
      ]
      for (const name of [...strange, 'segments/2026-11/._run-00000001.cvs', 'runs/.DS_Store'])
        await putStranger(store, `${folder}/${name}`)
      await putStranger(store, 'tenants/Fotos/Thumbs.db')

      const others: string[] = []
      expect(await collect(archive.tenants((name) => others.push(name)))).toEqual([TENANT])
      expect(others).toEqual(['tenants/Fotos/'])
      const whole = await tenant.verify()
      expect(whole).toMatchObject({ segments: 1, messages: 60, media: 1, runs: 1, damaged: [] })
      expect([...whole.strangers].sort()).toEqual(strange.map((name) => `${folder}/${name}`).sort())
      expect(await collect(tenant.listSegments())).toEqual([segment.name])
      expect((await tenant.lastRun())?.document.runId).toBe('run')

      const renamed = ['segments/2026-11/Kopie-von-run-00000001 (1).cvs', 'runs/run.json', 'segments/run.cvs']
      for (const name of renamed) await putStranger(store, `${folder}/${name}`)
      const { damaged } = await tenant.verify()
      expect(damaged.map(({ file }) => file).sort()).toEqual(
        renamed.map((name) => `${folder}/${name}`).sort(),
      )
      expect(await collect(tenant.listSegments())).toEqual([segment.name])
      await remove()
    })

    it('removes an object, and nothing without complaint', async () => {
      const store = await open()
      await store.put('a/gone', text('x'))
      await store.remove('a/gone')
      await store.remove('a/gone')
      await store.remove('never/was')
      expect(await collect(store.list(''))).toEqual([])
      await store.put('a/gone', text('other bytes now'))
    })

    it('refuses names that could leave its root or hide', async () => {
      const store = await open()
      for (const name of [
        '',
        '../x',
        '/x',
        'a//b',
        'a/',
        '.hidden',
        'a/.tmp/b',
        'a b',
        'ü',
        'a\\b',
        'x'.repeat(600),
      ]) {
        await expect(store.put(name, text('x'))).rejects.toMatchObject({ code: 'object-name' })
        await expect(store.get(name)).rejects.toMatchObject({ code: 'object-name' })
      }
    })
  })
}
