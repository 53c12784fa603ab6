import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openKeyFile } from '../secrets/key-file.ts'
import { openLocalObjectStore } from './local-object-store.ts'
import { openArchive } from './open-archive.ts'
import { collect } from './read-ahead.ts'
import { clockAt, FETCHED_AT, TENANT } from './testing.ts'

const SEALER = `
  const [folder, round] = process.argv.slice(1)
  const { openArchive } = await import('${import.meta.dirname}/open-archive.ts')
  const { openLocalObjectStore } = await import('${import.meta.dirname}/local-object-store.ts')
  const { openKeyFile } = await import('${import.meta.dirname}/../secrets/key-file.ts')
  const { clockAt, framesOf, TENANT } = await import('${import.meta.dirname}/testing.ts')
  const masterKey = await openKeyFile({ path: folder + '/master.key', create: true })
  const store = await openLocalObjectStore(folder + '/archive')
  const tenant = await (await openArchive({ store, masterKey, clock: clockAt('${FETCHED_AT}') })).open(TENANT)
  const frames = framesOf(200)
  for (let sequence = 0; ; sequence += 4) {
    const sealed = await Promise.all([0, 1, 2, 3].map((n) => tenant.seal('round' + round, sequence + n, frames)))
    process.stdout.write(sealed.map(({ name }) => name + '\\n').join(''))
  }
`

/** Names whose seal had resolved before the process was killed. */
async function sealUntilKilled(folder: string, round: number): Promise<string[]> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', SEALER, folder, String(round)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  child.stdout.on('data', (chunk) => {
    if (said === '') setTimeout(() => child.kill('SIGKILL'), round * 2)
    said += String(chunk)
  })
  await once(child, 'close')
  return said
    .slice(0, said.lastIndexOf('\n') + 1)
    .split('\n')
    .filter((name) => name !== '')
}

it('leaves only whole segments, and all that were promised, when killed twenty times in the middle of sealing', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'chatvault-crash-'))
  const promised: string[] = []
  for (let round = 0; round < 20; round += 1) promised.push(...(await sealUntilKilled(folder, round)))
  const store = await openLocalObjectStore(join(folder, 'archive'))
  const masterKey = await openKeyFile({ path: join(folder, 'master.key'), create: false })
  const tenant = await (await openArchive({ store, masterKey, clock: clockAt(FETCHED_AT) })).open(TENANT)

  const listed = await collect(tenant.listSegments())
  expect(promised.length).toBeGreaterThanOrEqual(80)
  expect(listed).toEqual(expect.arrayContaining(promised))
  const { segments, damaged } = await tenant.verify()
  expect({ segments, damaged }).toEqual({ segments: listed.length, damaged: [] })
  expect(await readdir(join(folder, 'archive', '.tmp'))).toEqual([])
  await rm(folder, { recursive: true })
})
