import fs from 'node:fs'
import { type FileHandle, open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { NodeFS } from '@electric-sql/pglite/nodefs'

/** The part of PGlite's Emscripten module that is touched: how a file or folder it has open is synced. */
type NodeFsModule = { NODEFS: { stream_ops: { fsync?: (stream: { readonly nfd: number }) => number } } }
type InitParameters = Parameters<NodeFS['init']>

/**
 * PGlite's folder with real syncs. As shipped, PGlite forgets every fsync Postgres asks for; here a commit is one
 * `fdatasync` of the write-ahead log, and a new or renamed file one of its folder.
 */
export class DurableFiles extends NodeFS {
  readonly #onFailure: (cause: unknown) => never

  /** `onFailure` is called within the sync that failed: what was written since the last one may be lost, and no one must rely on it. */
  constructor(directory: string, onFailure: (cause: unknown) => never) {
    super(directory)
    this.#onFailure = onFailure
  }

  override async init(...[pglite, options]: InitParameters): ReturnType<NodeFS['init']> {
    const { emscriptenOpts } = await super.init(pglite, options)
    const syncing = (module: unknown) => letSync(module as NodeFsModule, this.#onFailure)
    const preRun = [emscriptenOpts.preRun ?? []].flat()
    return { emscriptenOpts: { ...emscriptenOpts, preRun: [...preRun, syncing] } }
  }
}

function letSync(module: NodeFsModule, onFailure: (cause: unknown) => never): void {
  module.NODEFS.stream_ops.fsync = (stream) => {
    try {
      fs.fdatasyncSync(stream.nfd)
      return 0
    } catch (thrown) {
      return onFailure(thrown)
    }
  }
}

/** Makes every file and folder below `directory`, and itself, survive a power cut. */
export async function syncTree(directory: string): Promise<void> {
  const entries = await readdir(directory, { withFileTypes: true })
  await Promise.all(
    entries.map((entry) => {
      const path = join(directory, entry.name)
      return entry.isDirectory() ? syncTree(path) : syncPath(path)
    }),
  )
  await syncPath(directory)
}

export async function syncPath(path: string): Promise<void> {
  const handle: FileHandle = await open(path, 'r')
  await handle.sync().finally(() => handle.close())
}
