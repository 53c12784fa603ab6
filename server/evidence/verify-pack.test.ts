import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import fc from 'fast-check'
import { describe, expect, it, onTestFinished } from 'vitest'
import { filesOf } from '../testing/exported.ts'
import { createTempDir } from '../testing/temp-dir.ts'
import { type ListedFile, MANIFEST, type Manifest, manifestBytes, SIGNATURE } from './manifest.ts'
import { packZip } from './pack.ts'
import { fingerprintOf, privateKeyOf, publicPem, readPublicPem, signBytes } from './signature.ts'
import { Unreadable, verifyPack } from './verify-pack.ts'

const KEY = privateKeyOf(Buffer.alloc(32, 1))
const OTHER = privateKeyOf(Buffer.alloc(32, 2))
const publicKey = (key = KEY) => readPublicPem(publicPem(key)) ?? expect.fail('a public key')
const AT = new Date('2026-11-29T09:00:00Z')

type Contents = Record<string, string>
const FILES: Contents = {
  'messages.jsonl': '{"a":1}\n'.repeat(500),
  'media/1.png': 'picture',
  'cover.html': '<p>',
}

function manifestOf(files: ListedFile[]): Manifest {
  return {
    version: 'chatvault-export/1',
    exportId: 'export-1',
    tenantId: 'tenant-1',
    format: 'jsonl',
    createdAt: AT.toISOString(),
    createdBy: { id: 'mia', name: 'Mia Berg' },
    reason: null,
    selection: {},
    counts: { conversations: 1, messages: 400, versions: 500 },
    runs: { ids: ['run-1'], head: null },
    notCovered: [],
    signature: {
      algorithm: 'Ed25519',
      file: SIGNATURE,
      publicKey: publicPem(KEY),
      fingerprint: fingerprintOf(publicKey()),
    },
    files,
  }
}

/** `then` may add, leave out or change what was listed. */
async function pack(then: (contents: Contents) => Contents = (same) => same): Promise<string> {
  const listed = await listedOf(FILES)
  const manifest = manifestBytes(manifestOf(listed)).toString('latin1')
  const signature = signBytes(KEY, Buffer.from(manifest, 'latin1')).toString('latin1')
  return save(await zipOf(then({ ...FILES, [MANIFEST]: manifest, [SIGNATURE]: signature })))
}

function zipOf(contents: Contents): Promise<Buffer> {
  return buffer(
    packZip(async (add) => {
      for (const [name, text] of Object.entries(contents)) await add(name, [Buffer.from(text, 'latin1')])
    }, AT),
  )
}

async function listedOf(contents: Contents): Promise<ListedFile[]> {
  const listed: ListedFile[] = []
  const zip = packZip(async (add) => {
    for (const [name, text] of Object.entries(contents))
      listed.push(await add(name, [Buffer.from(text, 'latin1')]))
  }, AT)
  await buffer(zip)
  return listed
}

async function save(bytes: Uint8Array): Promise<string> {
  const dir = await createTempDir()
  onTestFinished(dir.remove)
  const path = join(dir.path, 'export.zip')
  await writeFile(path, bytes)
  return path
}

const damagedOf = async (path: string, key = publicKey()) =>
  (await verifyPack(path, key)).damaged.map(({ file }) => file)

function without(name: string) {
  return ({ [name]: _gone, ...rest }: Contents): Contents => rest
}

describe('verifying an export', () => {
  it('finds a whole one whole, with the vault’s key and with the key it names itself', async () => {
    const path = await pack()
    const whole = { damaged: [], files: 3, fingerprint: fingerprintOf(publicKey()) }
    expect(await verifyPack(path, publicKey())).toMatchObject(whole)
    expect(await verifyPack(path)).toMatchObject(whole)
  })

  it('names a file that was changed, is missing, or was added', async () => {
    expect(await damagedOf(await pack((all) => ({ ...all, 'media/1.png': 'Picture' })))).toEqual([
      'media/1.png',
    ])
    expect(await damagedOf(await pack((all) => ({ ...all, 'media/1.png': 'longer picture' })))).toEqual([
      'media/1.png',
    ])
    expect(await damagedOf(await pack(without('messages.jsonl')))).toEqual(['messages.jsonl'])
    expect(await damagedOf(await pack((all) => ({ ...all, 'more.txt': 'x' })))).toEqual(['more.txt'])
  })

  it('doesn’t believe a manifest that was changed with the file, nor one without its signature', async () => {
    const forged = (all: Contents) => ({ ...all, [MANIFEST]: String(all[MANIFEST]).replace('Mia', 'Eve') })
    expect(await damagedOf(await pack(forged))).toEqual([MANIFEST])
    expect(await damagedOf(await pack(without(MANIFEST)))).toEqual([MANIFEST])
    expect(await damagedOf(await pack(without(SIGNATURE)))).toEqual([SIGNATURE])
    const cut = (all: Contents) => ({ ...all, [SIGNATURE]: String(all[SIGNATURE]).slice(1) })
    expect(await damagedOf(await pack(cut))).toEqual([MANIFEST])
  })

  it('says that another key signed it', async () => {
    const { damaged } = await verifyPack(await pack(), publicKey(OTHER))
    expect(damaged).toEqual([{ file: SIGNATURE, what: expect.stringContaining('signed with another key') }])
  })

  it('can’t read what is cut off, no zip, or no export', async () => {
    const bytes = await readFile(await pack())
    for (const broken of [bytes.subarray(0, -30), bytes.subarray(0, bytes.length / 2), Buffer.from('no zip')])
      await expect(verifyPack(await save(broken))).rejects.toThrow(Unreadable)
    await expect(verifyPack(await save(await zipOf({ 'a.txt': 'a' })))).rejects.toThrow(
      'isn’t a signed export',
    )
    await expect(verifyPack('/nowhere/export.zip')).rejects.toThrow(Unreadable)
  })

  it('finds any flipped bit that changes a file; the few bits that no reader reads change none', async () => {
    const bytes = await readFile(await pack())
    const start = bytes.indexOf('messages.jsonl') + 'messages.jsonl'.length + 9
    const end = bytes.indexOf(Buffer.from([0x50, 0x4b, 1, 2]))
    const spans = contentSpans(bytes, start, end)
    const place = fc.integer({ min: 0, max: spans.length - 1 })
    await fc.assert(
      fc.asyncProperty(place, fc.integer({ min: 0, max: 7 }), async (at, bit) => {
        const flipped = Buffer.from(bytes)
        const offset = spans[at] ?? 0
        flipped.writeUInt8(flipped.readUInt8(offset) ^ (1 << bit), offset)
        const damaged = await damagedOf(await save(flipped))
        // A compressed file ends within a byte: the rest of that byte is nothing.
        if (damaged.length === 0) expect(await filesOf(flipped)).toEqual(await filesOf(bytes))
      }),
      { numRuns: 60 },
    )
  })
})

/** Offsets of compressed bytes: between a local header and the descriptor after the content. */
function contentSpans(bytes: Buffer, from: number, to: number): number[] {
  const offsets: number[] = []
  let at = bytes.lastIndexOf(Buffer.from('PK\x03\x04'), from)
  while (at >= 0 && at < to) {
    const start = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28)
    const end = bytes.indexOf(Buffer.from('PK\x07\x08'), start)
    for (let offset = start; offset < end; offset++) offsets.push(offset)
    at = bytes.indexOf(Buffer.from('PK\x03\x04'), end)
  }
  return offsets
}

describe('the zip of an export', () => {
  it.each([
    '../evil.txt',
    '/etc/passwd',
    'a\\b.txt',
    'CON',
    'nul.txt',
    'ünï.txt',
    'a.',
    '.hidden',
    'a/b/c/d.txt',
    '',
  ])('takes no name that some reader takes for something else: %s', async (name) => {
    await expect(zipOf({ [name]: 'x' })).rejects.toThrow('can’t have a file of this name')
  })

  it('takes no two names that are one where case doesn’t count', async () => {
    await expect(zipOf({ 'a.txt': 'x', 'A.TXT': 'y' })).rejects.toThrow('A.TXT')
  })

  it('ends with the error of what fills it', async () => {
    const broken = packZip(async (add) => {
      await add('a.txt', [Buffer.from('x')])
      throw new Error('unreadable')
    }, AT)
    await expect(buffer(broken)).rejects.toThrow('unreadable')
    const inside = packZip(async (add) => {
      await add(
        'a.txt',
        (async function* () {
          yield Buffer.from('x')
          throw new Error('half way')
        })(),
      )
    }, AT)
    await expect(buffer(inside)).rejects.toThrow('half way')
  })
})
