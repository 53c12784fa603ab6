import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { type ListedFile, MANIFEST, manifestBytes, SIGNATURE } from '../evidence/manifest.ts'
import { packZip } from '../evidence/pack.ts'
import { fingerprintOf, privateKeyOf, publicPem, signBytes } from '../evidence/signature.ts'
import { createTempDir } from '../testing/temp-dir.ts'
import { archiveCommand } from './archive-command.ts'

const KEY = privateKeyOf(Buffer.alloc(32, 1))
const AT = new Date('2026-11-29T09:00:00Z')
let dir: string
let file: string

beforeEach(async () => {
  const temporary = await createTempDir()
  onTestFinished(temporary.remove)
  dir = temporary.path
  file = await save('export.zip', await packOf('{"a":1}\n'))
  await save('key.pem', publicPem(KEY))
  await save('other.pem', publicPem(privateKeyOf(Buffer.alloc(32, 2))))
})

async function save(name: string, bytes: Uint8Array | string): Promise<string> {
  await writeFile(join(dir, name), bytes)
  return join(dir, name)
}

/** An export of one line; `written` is what gets into the zip after it was signed. */
async function packOf(line: string, written = line): Promise<Buffer> {
  const files: ListedFile[] = []
  await buffer(packZip(async (add) => void files.push(await add('messages.jsonl', [Buffer.from(line)])), AT))
  const manifest = manifestBytes({
    version: 'chatvault-export/1',
    exportId: 'export-1',
    tenantId: 'tenant-1',
    format: 'jsonl',
    createdAt: AT.toISOString(),
    createdBy: { id: 'mia', name: 'Mia Berg' },
    reason: null,
    selection: {},
    counts: { conversations: 1, messages: 1, versions: 1 },
    runs: { ids: ['run-1'], head: null },
    notCovered: [],
    signature: {
      algorithm: 'Ed25519',
      file: SIGNATURE,
      publicKey: publicPem(KEY),
      fingerprint: fingerprintOf(KEY),
    },
    files,
  })
  const zip = packZip(async (add) => {
    await add('messages.jsonl', [Buffer.from(written)])
    await add(MANIFEST, [manifest])
    await add(SIGNATURE, [signBytes(KEY, manifest)])
  }, AT)
  return buffer(zip)
}

async function verify(...argv: string[]) {
  const said = { out: '', err: '' }
  const terminal = {
    out: async (more: string) => {
      said.out += more
    },
    err: (more: string) => {
      said.err += more
    },
    progress: () => undefined,
  }
  const clock = { now: () => AT } as never
  const code = await archiveCommand(['verify-export', ...argv], {}, terminal, clock)
  return { code, ...said }
}

describe('npm run archive -- verify-export', () => {
  it('says that an export is whole, and with whose key: exit code 0', async () => {
    const { code, out } = await verify(file, '--key', join(dir, 'key.pem'))
    expect(code).toBe(0)
    expect(out).toContain('whole (1 file, 8 bytes; 1 messages, 1 versions as jsonl')
    expect(out).toContain(`signed with the key given, ${fingerprintOf(KEY)}`)
    expect(await verify(file)).toMatchObject({
      code: 0,
      out: expect.stringContaining('compare this fingerprint'),
    })
  })

  it('names what is damaged, and another key: exit code 1', async () => {
    const changed = await save('changed.zip', await packOf('{"a":1}\n', '{"a":2}\n'))
    expect(await verify(changed)).toMatchObject({
      code: 1,
      out: expect.stringContaining('DAMAGED messages.jsonl: '),
    })
    expect(await verify(file, '--key', join(dir, 'other.pem'))).toMatchObject({
      code: 1,
      out: expect.stringContaining('DAMAGED manifest.sig: it was signed with another key'),
    })
  })

  it('can’t read what isn’t an export or is cut off, and takes no other arguments: exit code 2', async () => {
    const cut = await save('cut.zip', (await packOf('{"a":1}\n')).subarray(0, -10))
    for (const unreadable of [cut, join(dir, 'key.pem'), join(dir, 'nothing.zip')])
      expect(await verify(unreadable), unreadable).toMatchObject({
        code: 2,
        err: expect.stringMatching(/^UNREADABLE /),
      })
    const misuses = [
      [],
      [file, 'more'],
      [file, '--fast'],
      [file, '--key', file],
      [file, '--key', 'nowhere.pem'],
    ]
    for (const argv of misuses) expect(await verify(...argv), argv.join(' ')).toMatchObject({ code: 2 })
  })
})
