import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openKeyFile } from './key-file.ts'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chatvault-key-'))
})
afterAll(() => rm(folder, { recursive: true }))

describe('the master key file', () => {
  it('is made on first start for its owner only, with the folder it lies in', async () => {
    const path = join(folder, 'new', 'master.key')
    await openKeyFile({ path, create: true })
    expect((await stat(path)).mode & 0o777).toBe(0o600)
    expect(Buffer.from(JSON.parse(await readFile(path, 'utf8')).key, 'base64')).toHaveLength(32)
    expect(await readdir(join(folder, 'new'))).toEqual(['master.key'])
  })

  it('is one key, though many start at once', async () => {
    const path = join(folder, 'race.key')
    const keys = await Promise.all(Array.from({ length: 12 }, () => openKeyFile({ path, create: true })))
    expect(new Set(keys.map((key) => key.id)).size).toBe(1)
    const [first, last] = [keys[0], keys[11]]
    const wrapped = await first?.wrap(Buffer.from('data key'))
    expect(await last?.unwrap(wrapped ?? Buffer.alloc(0))).toEqual(Buffer.from('data key'))
  })

  it('is refused when others may read it, with the command that mends it', async () => {
    const path = join(folder, 'open.key')
    await openKeyFile({ path, create: true })
    for (const mode of [0o640, 0o604, 0o660]) {
      await chmod(path, mode)
      const opening = openKeyFile({ path, create: true })
      await expect(opening).rejects.toMatchObject({ code: 'key-exposed', hint: `Run: chmod 600 ${path}` })
    }
  })

  it('is not created again where one is expected', async () => {
    const path = join(folder, 'absent.key')
    await expect(openKeyFile({ path, create: false })).rejects.toMatchObject({ code: 'key-missing' })
    await expect(stat(path)).rejects.toMatchObject({ code: 'ENOENT' })
  })

  it('is refused when it was mistyped or cut off, without showing what is in it', async () => {
    const path = join(folder, 'typo.key')
    await openKeyFile({ path, create: true })
    const text = await readFile(path, 'utf8')
    const { key } = JSON.parse(text) as { key: string }
    const typos = [
      text.slice(0, 60),
      '',
      '[]',
      text.replace(key, (key.startsWith('A') ? 'B' : 'A') + key.slice(1)),
    ]
    for (const typo of typos) {
      await writeFile(path, typo)
      const thrown: unknown = await openKeyFile({ path, create: true }).catch((error: unknown) => error)
      expect(thrown).toMatchObject({ code: 'key-invalid' })
      expect(JSON.stringify(thrown) + String(thrown)).not.toContain(key.slice(1, 20))
    }
  })
})
