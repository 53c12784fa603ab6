/**
 * A second reader, written from FORMAT.md alone: it shares no code with the archive. If this breaks, either the format
 * changed or FORMAT.md is wrong, and both matter to people whose only copy is an archive.
 */
import { createDecipheriv, createHash, createHmac, hkdfSync } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { zstdDecompressSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { openArchive } from './open-archive.ts'
import { addDataKeys } from './rewrap-keys.ts'
import {
  clockAt,
  FETCHED_AT,
  frameOf,
  framesOf,
  messageOf,
  recordOf,
  runOf,
  TENANT,
  temporaryArchive,
} from './testing.ts'

// ── The reader ───────────────────────────────────────────────────────────────────────────────────────────────────

function unseal(key: Buffer, sealed: Buffer, additional: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12))
  decipher.setAAD(additional).setAuthTag(sealed.subarray(-16))
  return Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()])
}

function derive(dataKey: Buffer, info: string): Buffer {
  return Buffer.from(hkdfSync('sha256', dataKey, '', info, 32))
}

function hmac(key: Buffer, bytes: Buffer | string): string {
  return createHmac('sha256', key).update(bytes).digest('hex')
}

function readMasterKey(file: string): { id: string; key: Buffer } {
  const { id, key } = JSON.parse(readFileSync(file, 'utf8')) as { id: string; key: string }
  expect(hmac(Buffer.from(key, 'base64'), 'chatvault/master-key-id/1').slice(0, 16)).toBe(id)
  return { id, key: Buffer.from(key, 'base64') }
}

function openBox(box: Buffer, context: string, master: { id: string; key: Buffer }): Buffer {
  expect(box.toString('latin1', 0, 5)).toBe('CVBX1')
  const idEnd = 6 + box.readUInt8(5)
  expect(box.toString('latin1', 6, idEnd)).toBe(master.id)
  const sealedAt = idEnd + 2 + box.readUInt16BE(idEnd)
  const key = unseal(master.key, box.subarray(idEnd + 2, sealedAt), Buffer.from('chatvault/wrap/1'))
  return unseal(
    key,
    box.subarray(sealedAt),
    Buffer.concat([Buffer.from(`chatvault/box/1\n${context}\n`), box.subarray(0, sealedAt)]),
  )
}

function readDataKey(tenantFolder: string, number: number, master: { id: string; key: Buffer }): Buffer {
  const text = readFileSync(join(tenantFolder, number === 1 ? 'key.json' : `key.${number}.json`), 'utf8')
  const document = JSON.parse(text) as { tenantId: string; number?: number; createdAt: string; box: string }
  expect(document.number ?? 1).toBe(number)
  const { tenantId, createdAt, box } = document
  const mark = number === 1 ? '' : `\n${number}`
  return openBox(
    Buffer.from(box, 'base64'),
    `chatvault/tenant-key/1\n${tenantId}\n${createdAt}${mark}`,
    master,
  )
}

/** Of a segment's id, or of a medium's file name without its ending. */
function dataKeyNumber(id: string): number {
  return Number(/\.k(\d+)(?:\.\d{8})?$/.exec(id)?.[1] ?? 1)
}

type Lines = { header: unknown; records: unknown[] }

function readFrame(key: Buffer, tenant: string, segment: string, frame: Buffer): string {
  const head = frame.subarray(0, 16)
  const additional = Buffer.concat([Buffer.from(`chatvault/frame/1\n${tenant}\n${segment}\n`), head])
  const plain = zstdDecompressSync(unseal(key, frame.subarray(16), additional))
  expect(plain.length).toBe(head.readUInt32BE(8))
  return plain.toString()
}

function readSegment(
  dataKey: Buffer,
  tenant: string,
  segment: string,
  bytes: Buffer,
): { frames: Lines[]; footer: unknown } {
  const key = derive(dataKey, `chatvault/segment/1\n${tenant}\n${segment}`)
  expect(bytes.toString('latin1', 0, 8)).toBe('CVSEGM1\n')
  const frames: Lines[] = []
  let at = 8
  for (; bytes.toString('latin1', at, at + 4) === 'CVFR'; at += 16 + bytes.readUInt32BE(at + 12)) {
    expect(bytes.readUInt32BE(at + 4)).toBe(frames.length)
    const text = readFrame(key, tenant, segment, bytes.subarray(at, at + 16 + bytes.readUInt32BE(at + 12)))
    const [header, ...records] = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown)
    frames.push({ header, records })
  }
  const locator = bytes.subarray(-24)
  expect(locator.toString('latin1', 16)).toBe('CVSEGE1\n')
  expect(Number(locator.readBigUInt64BE(0))).toBe(at)
  const footer = bytes.subarray(at, at + Number(locator.readBigUInt64BE(8)))
  expect(footer.toString('latin1', 0, 4)).toBe('CVFT')
  expect(footer.readUInt32BE(4)).toBe(frames.length)
  return { frames, footer: JSON.parse(readFrame(key, tenant, segment, footer)) }
}

function readMedium(first: Buffer, dataKey: Buffer, tenant: string, hex: string, bytes: Buffer): Buffer {
  const key = derive(dataKey, `chatvault/media/1\n${tenant}\n${hex}`)
  const content = unseal(key, bytes.subarray(8), Buffer.from(`chatvault/media/1\n${tenant}\n${hex}\n`))
  expect(hmac(derive(first, `chatvault/media-name/1\n${tenant}`), content)).toBe(hex)
  return content
}

function readRun(
  dataKey: Buffer,
  tenant: string,
  bytes: Buffer,
): { previous: string | null; digest: string; usage?: object } {
  const tail = bytes.subarray(-80).toString()
  expect(tail).toBe(
    `,\n  "mac": "${hmac(derive(dataKey, `chatvault/run/1\n${tenant}`), bytes.subarray(0, -80))}"\n}\n`,
  )
  return { ...JSON.parse(bytes.toString()), digest: createHash('sha256').update(bytes).digest('hex') }
}

function readUsageNote(dataKey: Buffer, tenant: string, bytes: Buffer): object {
  const mac = hmac(derive(dataKey, `chatvault/usage/1\n${tenant}`), bytes.subarray(0, -80))
  expect(bytes.subarray(-80).toString()).toBe(`,\n  "mac": "${mac}"\n}\n`)
  return JSON.parse(bytes.toString())
}

function readTenant(root: string, tenant: string, keyFile: string) {
  expect(JSON.parse(readFileSync(join(root, 'vault.json'), 'utf8'))).toEqual({
    format: 'chatvault-archive/1',
  })
  const folder = join(root, 'tenants', tenant)
  const keyOf = (id: string) => readDataKey(folder, dataKeyNumber(id), readMasterKey(keyFile))
  const dataKey = keyOf('')
  const files = (name: string) =>
    readdirSync(join(folder, name), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => ({
        id: entry.name.replace(/\.\w+$/, ''),
        bytes: readFileSync(join(entry.parentPath, entry.name)),
      }))
      .sort((a, b) => (a.id < b.id ? -1 : 1))
  return {
    segments: files('segments').map(({ id, bytes }) => ({
      id,
      ...readSegment(keyOf(id), tenant, id, bytes),
    })),
    media: files('media').map(({ id, bytes }) =>
      readMedium(dataKey, keyOf(id), tenant, id.slice(0, 64), bytes),
    ),
    usage: existsSync(join(folder, 'usage'))
      ? files('usage').map(({ bytes }) => readUsageNote(dataKey, tenant, bytes))
      : [],
    runs: files('runs').map(({ bytes }) => readRun(dataKey, tenant, bytes)),
  }
}

// ── What it proves ───────────────────────────────────────────────────────────────────────────────────────────────

describe('a reader written from FORMAT.md', () => {
  it('decodes what the writer wrote', async () => {
    const { root, folder, tenant, remove } = await temporaryArchive()
    const frames = [
      ...framesOf(120),
      frameOf([recordOf(messageOf('7', { subject: 'lone \ud800, 👋' }))], null),
    ]
    const segment = await tenant.seal('run', 3, frames)
    await tenant.putMedia(Buffer.from('an image'))
    const first = await tenant.closeRun(runOf('run', 1, null, [segment]))
    const usage = { month: '2026-11', used: 120, noted: 1000 }
    await tenant.noteUsage(usage.month, 400)
    await tenant.noteUsage(usage.month, 600)
    await tenant.closeRun({ ...runOf('next', 2, first.digest, []), usage })
    const read = readTenant(root, TENANT, join(folder, 'master.key'))
    expect(read.segments.map(({ frames: lines }) => lines)).toEqual([frames])
    expect(read.segments[0]?.footer).toEqual({
      format: 'chatvault-segment/1',
      id: 'run-00000003',
      tenantId: TENANT,
      runId: 'run',
      sealedAt: segment.sealedAt,
      records: 121,
      frames: segment.frames.map(({ offset, length }, n) => [offset, length, frames[n]?.records.length]),
    })
    expect(read.media).toEqual([Buffer.from('an image')])
    expect(read.runs.map(({ previous }) => previous)).toEqual([null, first.digest])
    expect(read.runs[0]?.digest).toBe(first.digest)
    expect(read.runs[1]?.usage).toEqual(usage)
    expect(read.usage).toMatchObject([
      { format: 'chatvault-usage/1', sequence: 1, messages: 400 },
      { month: '2026-11', sequence: 2, messages: 1000 },
    ])
    await remove()
  })

  it('decodes what was sealed with a second data key, next to the first', async () => {
    const { root, folder, store, masterKey, tenant, remove } = await temporaryArchive()
    const clock = clockAt(FETCHED_AT)
    await tenant.seal('run', 1, framesOf(60))
    await tenant.putMedia(Buffer.from('an image'))
    await addDataKeys({ store, masterKey, clock })
    const later = await (await openArchive({ store, masterKey, clock })).open(TENANT)
    const segment = await later.seal('run', 2, framesOf(60, 100))
    await later.putMedia(Buffer.from('another image'))
    await later.closeRun(runOf('run', 1, null, [segment]))
    const read = readTenant(root, TENANT, join(folder, 'master.key'))
    expect(read.segments.map(({ id }) => id)).toEqual(['run-00000001', 'run-00000002.k2'])
    expect(read.segments.map(({ frames }) => frames)).toEqual([framesOf(60), framesOf(60, 100)])
    expect(read.media.map(String).sort()).toEqual(['an image', 'another image'])
    expect(read.runs).toHaveLength(1)
    await remove()
  })

  it('decodes the fixture of version 1, for ever', () => {
    const fixture = join(import.meta.dirname, 'fixtures', 'v1')
    const { segments, media, runs } = readTenant(
      join(fixture, 'archive'),
      TENANT,
      join(fixture, 'master.key'),
    )
    expect(segments.map(({ id }) => id)).toEqual(['run-1-00000001', 'run-2-00000001'])
    expect(segments[0]?.frames[0]?.records).toMatchObject([
      {
        kind: 'message',
        message: { id: '1762000000001', body: { content: '<p>Grüße, 你好, 👋 \ud800</p>' } },
      },
    ])
    expect(segments[0]?.frames[1]).toMatchObject({
      header: { subjectId: 'subject-2' },
      records: [{ kind: 'sighting' }],
    })
    expect(media.map(String)).toEqual(['not really an image'])
    expect(runs[1]?.previous).toBe(runs[0]?.digest)
  })
})
