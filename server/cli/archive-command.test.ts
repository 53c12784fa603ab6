import { spawn } from 'node:child_process'
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Segment } from '../archive/archive.ts'
import { clockAt, FETCHED_AT, framesOf, runOf, TENANT, temporaryArchive } from '../archive/testing.ts'
import { archiveCommand } from './archive-command.ts'

let made: Awaited<ReturnType<typeof temporaryArchive>>
let closed: Segment
let open: Segment

beforeAll(async () => {
  made = await temporaryArchive()
  closed = await made.tenant.seal('run-1', 1, framesOf(120))
  open = await made.tenant.seal('run-2', 1, framesOf(30, 110))
  await made.tenant.closeRun(runOf('run-1', 1, null, [closed]))
})
afterAll(() => made.remove())

async function run(...argv: string[]) {
  let out = ''
  let err = ''
  const terminal = {
    out: async (more: string) => {
      out += more
    },
    err: (more: string) => {
      err += more
    },
    progress: () => undefined,
  }
  const code = await archiveCommand(argv, {}, terminal, clockAt(FETCHED_AT))
  return { code, out, err, lines: out.split('\n').filter((line) => line !== '') }
}

describe('npm run archive', () => {
  it('explains itself, and refuses what it does not know with exit code 2', async () => {
    expect(await run('--help')).toMatchObject({ code: 0, out: expect.stringContaining('verify DIR|URL') })
    const misuses = [
      [],
      ['burn', made.root],
      ['verify'],
      ['verify', made.root, '--fast'],
      ['verify', made.root, '--every', '0'],
      ['verify', made.root, 'more'],
      ['verify', made.root, '--head', 'f'.repeat(64)],
      ['verify', made.root, '--head', 'f00', '--tenant', TENANT],
      ['list', made.root, '--every', '2'],
      ['cat', made.root, '--kind', 'secret'],
      ['cat', made.root, closed.name, 'more'],
      ['export', made.root],
    ]
    for (const argv of misuses) expect(await run(...argv), argv.join(' ')).toMatchObject({ code: 2 })
  })

  it('verifies with the archive and its key alone, and changes nothing', async () => {
    const before = await readdir(made.folder, { recursive: true })
    const { code, out } = await run('verify', made.root)
    expect(code).toBe(0)
    expect(out).toBe(
      `${TENANT}: no damage (2 segments, 150 messages, 0 media, 1 run document read; 1 segment is whole but not yet named by a run document)\n`,
    )
    expect(await readdir(made.folder, { recursive: true })).toEqual(before)
  })

  it('names each damaged file and ends with 1', async () => {
    const path = join(made.root, 'tenants', TENANT, closed.name)
    const bytes = await readFile(path)
    await writeFile(path, bytes.subarray(0, bytes.length - 1))
    expect(await run('verify', made.root)).toMatchObject({
      code: 1,
      out: expect.stringContaining(`DAMAGED tenants/${TENANT}/${closed.name}: `),
    })
    const { tenants } = JSON.parse((await run('verify', made.root, '--json')).out) as {
      tenants: { damaged: unknown[] }[]
    }
    expect(tenants[0]?.damaged).toHaveLength(1)
    expect(await run('cat', made.root)).toMatchObject({ code: 1, err: expect.stringContaining(closed.name) })
    const salvaged = await run('cat', made.root, closed.name, '--salvage')
    expect(salvaged.lines).toHaveLength(120)
    await writeFile(path, bytes)
    const keyFile = join(made.root, 'tenants', TENANT, 'key.json')
    const key = await readFile(keyFile, 'utf8')
    await writeFile(keyFile, key.replace('"createdAt": "2026', '"createdAt": "2027'))
    expect(await run('verify', made.root)).toMatchObject({
      code: 1,
      out: expect.stringContaining('key.json'),
    })
    await writeFile(keyFile, key)
  })

  it('finds a chain whose end was cut off, by the digest of a run document seen before', async () => {
    const head = (await made.tenant.lastRun())?.digest ?? ''
    const args = ['verify', made.root, '--tenant', TENANT, '--head'] as const
    expect(await run(...args, head)).toMatchObject({ code: 0 })
    expect(await run(...args, 'f'.repeat(64))).toMatchObject({
      code: 1,
      out: expect.stringContaining(`DAMAGED tenants/${TENANT}/runs/*.json: there is no run document`),
    })
  })

  it('lists tenants, runs and segments, as a table and as JSON', async () => {
    const { out } = await run('list', made.root)
    expect(out).toMatch(/run-1 +completed/)
    expect(out).toMatch(new RegExp(`${closed.name} +120 +${closed.bytes}  closed`))
    expect(out).toMatch(new RegExp(`${open.name} +30 +${open.bytes}  open`))
    const { tenants } = JSON.parse((await run('list', `file:${made.root}`, '--json')).out) as {
      tenants: unknown[]
    }
    expect(tenants).toMatchObject([
      {
        tenantId: TENANT,
        runs: [{ runId: 'run-1', records: 120 }],
        segments: [{ closed: true }, { closed: false }],
      },
    ])
  })

  it('prints records as JSON lines, of all or of one segment', async () => {
    expect((await run('cat', made.root)).lines).toHaveLength(150)
    expect((await run('cat', made.root, open.name)).lines).toHaveLength(30)
    expect((await run('cat', made.root, `tenants/${TENANT}/${open.name}`)).lines).toHaveLength(30)
    expect((await run('cat', made.root, '--conversation', 'none')).lines).toHaveLength(0)
    expect((await run('cat', made.root, '--kind', 'media')).lines).toHaveLength(0)
    expect((await run('cat', made.root, '--tenant', 'no-such')).code).toBe(1)
  })

  it('exports every revision once into a new file', async () => {
    const file = join(made.folder, 'export.zip')
    expect(await run('export', made.root, '--out', file)).toMatchObject({
      code: 0,
      out: `140 revisions in ${file}\n`,
    })
    expect(await run('export', made.root, '--out', file)).toMatchObject({
      code: 1,
      err: expect.stringContaining('a file of that name already exists'),
    })
    await rm(file)
  })

  it('says which key it looked for when there is none', async () => {
    const { code, err } = await run('verify', import.meta.dirname)
    expect(code).toBe(1)
    expect(err).toContain('MASTER_KEY_FILE')
  })

  it('runs as a program, and ends quietly when its reader has seen enough', async () => {
    const program = join(import.meta.dirname, 'archive.ts')
    const child = spawn('sh', ['-c', `"${process.execPath}" "${program}" cat "${made.root}" | head -n 1`])
    const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)])
    expect(JSON.parse(out)).toMatchObject({ kind: 'message' })
    expect(err).toBe('')
  })
})
