import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, mkdtemp, open, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { openLocalObjectStore } from './local-object-store.ts'
import { objectStoreContract } from './object-store.contract.ts'
import { archiveFolder, openObjectStore } from './open-object-store.ts'
import { collect } from './read-ahead.ts'

const folders: string[] = []
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))))

async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'chatvault-store-'))
  folders.push(folder)
  return folder
}

objectStoreContract(
  'local folder',
  async () => await openLocalObjectStore(join(await emptyFolder(), 'archive')),
  async ({ place }, name) => {
    const path = join(place, name)
    await mkdir(name.endsWith('/') ? path : dirname(path), { recursive: true })
    if (name.endsWith('lost+found/')) await chmod(path, 0)
    if (!name.endsWith('/')) await writeFile(path, 'not ours')
  },
)

async function endedProcess(): Promise<number> {
  const child = spawn(process.execPath, ['-e', ''])
  await once(child, 'exit')
  return child.pid ?? 0
}

describe('a local object store', () => {
  it('removes on open what dead processes left half written, and leaves what a living one writes', async () => {
    const root = await emptyFolder()
    const store = await openLocalObjectStore(root)
    const { hostname } = await import('node:os')
    const host = hostname().replace(/[^A-Za-z0-9-]/g, '-')
    const dead = `${host}.${await endedProcess()}.aaaaaaaaaaaa.1`
    const earlierSelf = `${host}.${process.pid}.aaaaaaaaaaaa.1`
    const living = `${host}.${process.ppid}.bbbbbbbbbbbb.7`
    for (const name of [dead, earlierSelf, living]) await writeFile(join(root, '.tmp', name), 'half')
    expect(await collect(store.list(''))).toEqual([])
    await openLocalObjectStore(root, { readOnly: true })
    expect(await readdir(join(root, '.tmp'))).toHaveLength(3)
    await openLocalObjectStore(root)
    expect(await readdir(join(root, '.tmp'))).toEqual([living])
  })

  it('leaves no temporary file behind, whether a put succeeds or is refused', async () => {
    const root = await emptyFolder()
    const store = await openLocalObjectStore(root)
    await store.put('a', Buffer.from('1'))
    await store.put('a', Buffer.from('2')).catch(() => undefined)
    expect(await readdir(join(root, '.tmp'))).toEqual([])
  })

  it('keeps no name whose folder could not be flushed, so that the next put writes it anew', async () => {
    const root = join(await emptyFolder(), 'archive')
    const store = await openLocalObjectStore(root)
    await store.put('a/first', Buffer.from('1'))
    const folder = await open(join(root, 'a'), 'r')
    const flush = vi.spyOn(Object.getPrototypeOf(folder), 'sync').mockRejectedValueOnce({ code: 'EIO' })
    await folder.close()
    await expect(store.put('a/second', Buffer.from('2'))).rejects.toMatchObject({ code: 'store-failed' })
    flush.mockRestore()
    expect(await store.find('a/second')).toBeUndefined()
    await store.put('a/second', Buffer.from('2'))
    expect(await store.find('a/second')).toEqual({ bytes: 1 })
  })

  it('tells what to do when the folder is not there', async () => {
    const missing = join(await emptyFolder(), 'nowhere')
    await expect(openLocalObjectStore(missing, { readOnly: true })).rejects.toMatchObject({
      code: 'store-failed',
    })
  })
})

describe('ARCHIVE_URL', () => {
  it('names a folder, absolute, relative or as a whole URL', () => {
    expect(archiveFolder('file:./data/archive')).toBe('./data/archive')
    expect(archiveFolder('file:/var/x')).toBe('/var/x')
    expect(archiveFolder('file:///var/x%20y')).toBe('/var/x y')
  })

  it('is refused when it names nothing known, or a container without an account', async () => {
    await expect(openObjectStore({ url: 's3://bucket' })).rejects.toMatchObject({ code: 'archive-url' })
    await expect(openObjectStore({ url: 'azblob://UPPER' })).rejects.toMatchObject({ code: 'archive-url' })
    await expect(openObjectStore({ url: 'azblob://vault' })).rejects.toMatchObject({ code: 'store-access' })
  })

  it('never shows a connection string in an error', async () => {
    const connectionString = 'AccountName=x;AccountKey=c2VjcmV0c2VjcmV0'
    const opening = openObjectStore({ url: 'azblob://vault', azure: { connectionString } })
    const thrown: unknown = await opening.catch((error: unknown) => error)
    expect(`${thrown} ${JSON.stringify(thrown)}`).not.toContain('c2VjcmV0c2VjcmV0')
  })
})
