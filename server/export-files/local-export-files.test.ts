import { mkdir, readdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { createTempDir } from '../testing/temp-dir.ts'
import { exportFilesContract } from './export-files.contract.ts'
import { localExportFiles } from './local-export-files.ts'

async function fresh() {
  const dir = await createTempDir()
  onTestFinished(dir.remove)
  const folder = join(dir.path, 'exports')
  const leaveHalf = async (id: string) => {
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, `${id}.zip.killed.part`), 'half')
  }
  return { folder, files: localExportFiles(folder), leaveHalf }
}

exportFilesContract('a folder', fresh)

it('are readable by no one but the account of the server, and strangers in their folder are left alone', async () => {
  const { folder, files, leaveHalf } = await fresh()
  await files.write('one', oneChunk('secret'), new AbortController().signal)
  await leaveHalf('two')
  await writeFile(join(folder, 'notes.txt'), 'mine')
  expect((await stat(folder)).mode & 0o777).toBe(0o700)
  expect((await stat(join(folder, 'one.zip'))).mode & 0o777).toBe(0o600)
  for (const { id } of await files.list()) await files.remove(id)
  expect(await readdir(folder)).toEqual(['notes.txt'])
})

async function* oneChunk(text: string): AsyncIterable<Uint8Array> {
  yield Buffer.from(text)
}
