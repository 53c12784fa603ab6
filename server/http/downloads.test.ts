import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdir, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { sql } from 'kysely'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { insertExport } from '../books/exports.ts'
import { createTickets } from '../books/tickets.ts'
import { localExportFiles } from '../export-files/local-export-files.ts'
import { createExportService } from '../services/exports/exports.ts'
import { createTicketService } from '../services/exports/tickets.ts'
import { openTestVault, operatorOf, TENANT_A } from '../testing/archived-chats.ts'
import { openEmbeddedCopy } from '../testing/embedded-template.ts'
import { createTempDir } from '../testing/temp-dir.ts'
import { openDoor } from './testing/door.ts'

const A = operatorOf(TENANT_A)
/** More than the buffers between two programs of one machine take. */
const FILE = randomBytes(24 * 1024 * 1024)

/** A finished export behind the real door, and its address. */
async function openDownloads(content = FILE) {
  const folder = await createTempDir()
  onTestFinished(folder.remove)
  const database = await openEmbeddedCopy(folder.path)
  onTestFinished(() => database.close())
  const vault = await openTestVault(database)
  const dir = join(vault.dir, 'exports')
  await mkdir(dir)
  await writeFile(join(dir, 'export-1.zip'), content)
  const row = {
    id: 'export-1',
    tenantId: TENANT_A,
    format: 'jsonl' as const,
    selection: {},
    requestedBy: A.id,
    operatorName: A.name,
    purpose: null,
  }
  await insertExport(database.kysely, { ...row, createdAt: vault.clock.now() })
  await sql`update export set state = 'completed', sha256 = 'ab', bytes = ${content.length}`.execute(
    database.kysely,
  )
  const unused = async () => {
    throw new Error('not part of this test')
  }
  const queue = { enqueue: unused, work: unused, isWaiting: unused, stop: unused }
  const exports = createExportService({
    ...vault,
    files: localExportFiles(dir),
    queue,
    signer: { sign: unused, publicKey: unused },
  })
  const tickets = createTicketService({ tickets: createTickets(database), exports, clock: vault.clock })
  const door = await openDoor({ services: { exports, tickets } })
  onTestFinished(() => door.close())
  const { url } = await tickets.issue(A, 'export-1')
  const get = (headers: Record<string, string> = {}) => door.ask(url, { as: null, headers })
  const code = async (response: Response) => [
    response.status,
    ((await response.json()) as { code: string }).code,
  ]
  return { door, url, get, code }
}

async function bytesOf(response: Response): Promise<Buffer> {
  return Buffer.from(await response.arrayBuffer())
}

describe('a download by ticket', () => {
  it('that breaks off after its headers is asked for again; after one whole file the address is used up', async () => {
    const { door, url, get, code } = await openDownloads()
    const socket = connect(Number(new URL(door.url).port), '127.0.0.1')
    socket.write(`GET ${url} HTTP/1.1\r\nHost: localhost\r\n\r\n`)
    expect(String(await once(socket, 'data'))).toContain('200 OK')
    socket.destroy()
    const whole = await get()
    expect(whole.status).toBe(200)
    expect((await bytesOf(whole)).equals(FILE)).toBe(true)
    await vi.waitFor(async () => expect(await code(await get())).toEqual([410, 'ticket-used']))
    const expected = { operator: expect.objectContaining({ id: A.id }), target: 'export-1', detail: 'ticket' }
    expect(door.recorded).toMatchObject([
      { action: 'export.download', outcome: 'succeeded', ...expected },
      { action: 'export.download', outcome: 'succeeded', ...expected },
    ])
  })

  it('tells what GET would answer to HEAD, as often as it is asked, and is not used up, begun or recorded', async () => {
    const { door, url, get, code } = await openDownloads(FILE.subarray(0, 1000))
    const ask = () => door.ask(url, { as: null, method: 'HEAD' })
    const headers = (response: Response) =>
      ['Content-Type', 'Content-Length', 'Content-Disposition', 'ETag', 'Accept-Ranges', 'Cache-Control'].map(
        (name) => [name, response.headers.get(name)],
      )
    const [told] = [await ask(), await ask()]
    expect([told.status, (await bytesOf(told)).length, door.recorded]).toEqual([200, 0, []])
    const whole = await get()
    expect([whole.status, headers(told)]).toEqual([200, headers(whole)])
    expect((await bytesOf(whole)).length).toBe(1000)
    expect(door.recorded).toHaveLength(1)
    await vi.waitFor(async () => expect((await ask()).status).toBe(410))
    expect(await code(await get())).toEqual([410, 'ticket-used'])
    expect((await door.ask(`${url}x`, { as: null, method: 'HEAD' })).status).toBe(404)
    expect((await door.ask(url, { as: null, method: 'DELETE' })).headers.get('Allow')).toBe('GET, HEAD')
  })

  it('whose caller hung up on an end it had not read is asked for again', async () => {
    const { door, url, get, code } = await openDownloads(FILE.subarray(0, 100_000))
    const socket = connect(Number(new URL(door.url).port), '127.0.0.1')
    onTestFinished(() => void socket.destroy())
    socket.write(`GET ${url} HTTP/1.1\r\nHost: localhost\r\n\r\n`)
    await vi.waitFor(async () =>
      expect(await code(await get({ Range: 'bytes=100000-' }))).toEqual([410, 'ticket-used']),
    )
    socket.resetAndDestroy()
    await vi.waitFor(async () => expect((await get({ Range: 'bytes=0-9' })).status).toBe(206))
  })

  it('continues from where it broke off, audited once, and is complete with its last byte', async () => {
    const { door, get, code } = await openDownloads()
    const first = await get()
    const etag = first.headers.get('ETag') ?? ''
    expect(first.headers.get('Accept-Ranges')).toBe('bytes')
    const reader = first.body?.getReader()
    const got: Uint8Array[] = []
    for (let bytes = 0; bytes < 1_000_000; ) {
      const { value } = (await reader?.read()) ?? {}
      if (value === undefined) throw new Error('The file ended too early.')
      got.push(value)
      bytes += value.length
    }
    await reader?.cancel()
    const begun = Buffer.concat(got)
    const rest = await get({ Range: `bytes=${begun.length}-`, 'If-Range': etag })
    expect([rest.status, rest.headers.get('Content-Range')]).toEqual([
      206,
      `bytes ${begun.length}-${FILE.length - 1}/${FILE.length}`,
    ])
    expect(Buffer.concat([begun, await bytesOf(rest)]).equals(FILE)).toBe(true)
    // Asked too early, a whole file would be another download.
    const again = () => get({ Range: 'bytes=1-' })
    await vi.waitFor(async () => expect(await code(await again())).toEqual([410, 'ticket-used']))
    expect(door.recorded).toHaveLength(1)
  })

  it('answers a part, the whole for another file or several parts, and 416 beyond the end', async () => {
    const { get, code } = await openDownloads()
    const middle = await get({ Range: 'bytes=10-19' })
    expect([middle.status, (await bytesOf(middle)).equals(FILE.subarray(10, 20))]).toEqual([206, true])
    const beyond = await get({ Range: `bytes=${FILE.length}-` })
    expect(beyond.headers.get('Content-Range')).toBe(`bytes */${FILE.length}`)
    expect(await code(beyond)).toEqual([416, 'range-not-satisfiable'])
    for (const headers of [{ Range: 'bytes=10-', 'If-Range': '"another"' }, { Range: 'bytes=0-1,5-6' }]) {
      const whole = await get(headers)
      expect([whole.status, whole.headers.get('Content-Length')]).toEqual([200, String(FILE.length)])
      await whole.body?.cancel()
    }
  })

  it('is hung up when a minute brought next to nothing, and five at once are too many', async () => {
    const { get, code } = await openDownloads()
    const timers = vi.spyOn(globalThis, 'setInterval')
    onTestFinished(() => timers.mockRestore())
    const slow = await Promise.all([get(), get(), get(), get()])
    const fifth = await get()
    expect(fifth.headers.get('Retry-After')).toBe('10')
    expect(await code(fifth)).toEqual([429, 'too-many-at-once'])
    const looks = timers.mock.calls.flatMap(([look, ms]) => (ms === 60_000 ? [look as () => void] : []))
    expect(looks).toHaveLength(4)
    // The first minute brought something, the second nothing.
    for (const look of [...looks, ...looks]) look()
    for (const response of slow) await expect(bytesOf(response)).rejects.toThrow()
    const again = await get()
    expect(again.status).toBe(200)
    await again.body?.cancel()
  })
})
