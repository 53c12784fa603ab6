/** Export files in a folder: `{id}.zip`, and `{id}.zip.{random}.part` while one is written. */
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { freeBytesOf } from '../disk-room.ts'
import { newUuid } from '../secrets/randomness.ts'
import type { ExportFiles } from './export-files.ts'

const NAME = /^([\w-]+)\.zip(\.[\w-]+\.part)?$/

/** `folder` is absolute; the first write creates it. */
export function localExportFiles(folder: string): ExportFiles {
  const pathOf = (id: string) => join(folder, `${id}.zip`)

  async function list(): Promise<{ id: string; path: string; isWhole: boolean }[]> {
    const names = await readdir(folder).catch(() => [])
    return names.flatMap((name) => {
      const [, id, part] = name.match(NAME) ?? []
      return id === undefined ? [] : [{ id, path: join(folder, name), isWhole: part === undefined }]
    })
  }

  async function removeUnfinished(id: string): Promise<void> {
    for (const file of await list()) if (file.id === id && !file.isWhole) await rm(file.path, { force: true })
  }

  return {
    freeBytes: () => freeBytesOf(folder),

    async write(id, content, signal) {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      await removeUnfinished(id)
      const draft = `${pathOf(id)}.${newUuid()}.part`
      try {
        const file = createWriteStream(draft, { flags: 'wx', mode: 0o600, flush: true })
        await pipeline(content, file, { signal })
        await rename(draft, pathOf(id))
        await syncDirectory(folder)
      } catch (thrown) {
        await rm(draft, { force: true })
        throw thrown
      }
    },

    async find(id) {
      const found = await stat(pathOf(id)).catch(() => undefined)
      return found && { bytes: found.size }
    },

    read: (id, part) => createReadStream(pathOf(id), part),

    async remove(id) {
      await rm(pathOf(id), { force: true })
      await removeUnfinished(id)
    },

    async list() {
      const changes = new Map<string, Date>()
      for (const { id, path } of await list()) {
        const found = await stat(path).catch(() => undefined)
        const before = changes.get(id)
        if (found && (before === undefined || before < found.mtime)) changes.set(id, found.mtime)
      }
      return [...changes].map(([id, changedAt]) => ({ id, changedAt }))
    },
  }
}

async function syncDirectory(folder: string): Promise<void> {
  await using handle = await open(folder, 'r')
  await handle.sync()
}
