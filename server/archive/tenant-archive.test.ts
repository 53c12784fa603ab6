import { readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ChatMessage } from '../domain/message.ts'
import type { ArchiveRecord, TenantArchive } from './archive.ts'
import { cacheFrames } from './frame-cache.ts'
import { openArchive } from './open-archive.ts'
import { collect } from './read-ahead.ts'
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

let made: Awaited<ReturnType<typeof temporaryArchive>>
beforeAll(async () => {
  made = await temporaryArchive()
})
afterAll(() => made.remove())

/** Rows as JSON can hold them: any text, lone surrogates included, any nesting, odd member names. */
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 12 })
    .map((units) => String.fromCharCode(...units)),
  fc.constantFrom('\ud800', 'a\nb\r\u2028c', '__proto__', '\u0000', '👋🏽', 'x'.repeat(300_000)),
)
const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    text,
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0 || 0),
    fc.constantFrom(null, true, false),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(text, tie('value'), { maxKeys: 4 }),
  ),
})).value
const row = fc
  .tuple(text, text, fc.dictionary(text, json, { maxKeys: 5 }))
  .map(
    ([id, content, more]) =>
      messageOf(id, { ...more, id, body: { contentType: 'html', content } }) as ChatMessage,
  )

describe('a sealed segment', () => {
  it('gives back every row as it was, whole and frame by frame', async () => {
    let sequence = 0
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(row, { maxLength: 4 }), { minLength: 1, maxLength: 4 }),
        async (pages) => {
          sequence += 1
          const frames = pages.map((rows, n) => frameOf(rows.map(recordOf), n % 2 === 0 ? `s${n}` : null))
          const segment = await made.tenant.seal('property', sequence, frames)
          const read = await made.tenant.readSegment(segment.name)
          expect(read.segment).toEqual(segment)
          expect(JSON.stringify(read.frames)).toBe(JSON.stringify(frames))
          for (const address of segment.frames.toReversed()) {
            const frame = await made.tenant.readFrame(segment, address)
            expect(JSON.stringify(frame)).toBe(JSON.stringify(frames[address.index]))
          }
        },
      ),
      { numRuns: 40 },
    )
  })

  it('leaves out records of kinds it does not know', async () => {
    const newer = { kind: 'hologram', fetchedAt: FETCHED_AT } as unknown as ArchiveRecord
    const { name } = await made.tenant.seal('newer', 1, [frameOf([newer, recordOf(messageOf('1'))])])
    expect((await made.tenant.readSegment(name)).frames[0]?.records).toEqual([recordOf(messageOf('1'))])
  })

  it('shows nothing of its messages', async () => {
    const { name } = await made.tenant.seal('opaque', 1, [
      frameOf([recordOf(messageOf('1', { subject: 'very secret' }))]),
    ])
    const bytes = Buffer.from(await made.store.get(`tenants/${TENANT}/${name}`))
    expect(bytes.includes('secret') || bytes.includes('chatId')).toBe(false)
  })

  it('is found broken by any single bit flipped, anywhere in it', async () => {
    const segment = await made.tenant.seal('flip', 1, framesOf(3))
    const name = `tenants/${TENANT}/${segment.name}`
    const bytes = Buffer.from(await made.store.get(name))
    for (let bit = 0; bit < bytes.length * 8; bit += 7) {
      const flipped = Buffer.from(bytes)
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      await writeFile(join(made.root, name), flipped)
      const reading = made.tenant.readSegment(segment.name)
      await expect(reading, `bit ${bit}`).rejects.toMatchObject({
        code: 'archive-damaged',
        members: { damage: { file: name } },
      })
    }
    await writeFile(join(made.root, name), bytes)
  })

  it('is found broken when a frame was moved, repeated, or comes from another segment', async () => {
    const one = await made.tenant.seal('moved', 1, framesOf(150))
    const two = await made.tenant.seal('moved', 2, framesOf(150))
    const [a, b] = one.frames
    if (a === undefined || b === undefined) throw new Error('two frames')
    await expect(made.tenant.readFrame(one, { ...a, index: 1 })).rejects.toMatchObject({
      code: 'archive-damaged',
    })
    await expect(made.tenant.readFrame({ ...one, id: two.id }, a)).rejects.toMatchObject({
      code: 'archive-damaged',
    })
    await expect(made.tenant.readFrame(one, { ...b, offset: a.offset })).rejects.toMatchObject({
      code: 'archive-damaged',
    })
    await expect(made.tenant.readFrame(one, { ...a, length: a.length - 1 })).rejects.toMatchObject({
      code: 'archive-damaged',
    })
  })

  it('still gives its good frames when one of them, the footer or the end is lost', async () => {
    const segment = await made.tenant.seal('salvage', 1, framesOf(200))
    const name = `tenants/${TENANT}/${segment.name}`
    const bytes = Buffer.from(await made.store.get(name))
    const second = segment.frames[1]?.offset ?? 0
    bytes.fill(0, second + 4, second + 40)
    await writeFile(join(made.root, name), bytes.subarray(0, bytes.length - 60))
    const { frames, lost } = await made.tenant.salvageSegment(segment.name)
    expect(frames.map(({ records }) => records.length)).toEqual([50, 50, 50])
    expect(lost).toEqual([`a frame at byte ${second}`])
    await rm(join(made.root, name))
  })

  it('is sealed once only, even in another month or by another process', async () => {
    await made.tenant.seal('once', 1, framesOf(1))
    await expect(made.tenant.seal('once', 1, framesOf(1))).rejects.toMatchObject({ code: 'segment-exists' })
    const later = await openArchive({ ...made, clock: clockAt('2026-12-01T00:00:00.000Z') })
    const tenant = await later.open(TENANT)
    await expect(tenant.seal('once', 1, framesOf(1))).rejects.toMatchObject({ code: 'segment-exists' })
    expect((await tenant.seal('once', 2, framesOf(1))).name).toBe('segments/2026-12/once-00000002.cvs')
    await tenant.seal('once-00000001', 1, framesOf(1))
    const names = ['segments/2026-11/once-00000001.cvs', 'segments/2026-12/once-00000002.cvs']
    expect(await collect(made.tenant.listSegments('once'))).toEqual(names)
  })
})

describe('media', () => {
  it('are stored once per content, read back, and named without telling the content', async () => {
    const content = Buffer.from('the same picture')
    const first = await made.tenant.putMedia(content)
    expect(await made.tenant.putMedia(content)).toEqual(first)
    expect(await made.tenant.readMedia(first.name)).toEqual(content)
    expect(first.name).not.toContain(first.sha256)
    const other = await (await made.archive.open('another-tenant')).putMedia(content)
    expect(other.name).not.toBe(first.name)
    expect(other.sha256).toBe(first.sha256)
  })

  it('do not open under another name or with a bit flipped', async () => {
    const one = await made.tenant.putMedia(Buffer.from('one'))
    const two = await made.tenant.putMedia(Buffer.from('two'))
    const [fileOne, fileTwo] = [one, two].map(({ name }) => join(made.root, 'tenants', TENANT, name))
    const bytes = Buffer.from(await made.store.get(`tenants/${TENANT}/${one.name}`))
    await writeFile(fileTwo ?? '', bytes)
    await expect(made.tenant.readMedia(two.name)).rejects.toMatchObject({ code: 'archive-damaged' })
    for (let byte = 0; byte < bytes.length; byte += 1) {
      const flipped = Buffer.from(bytes)
      flipped[byte] = (flipped[byte] ?? 0) ^ 1
      await writeFile(fileOne ?? '', flipped)
      await expect(made.tenant.readMedia(one.name), `byte ${byte}`).rejects.toMatchObject({
        code: 'archive-damaged',
      })
    }
    await Promise.all([rm(fileOne ?? ''), rm(fileTwo ?? '')])
  })
})

describe('run documents', () => {
  it('form a chain that only its next link continues', async () => {
    const { tenant, remove } = await temporaryArchive()
    expect(await tenant.lastRun()).toBeUndefined()
    const first = await tenant.closeRun(runOf('a', 1, null, []))
    expect(await tenant.closeRun(runOf('a', 1, null, []))).toEqual(first)
    const changed = { ...runOf('a', 1, null, []), state: 'failed' as const }
    await expect(tenant.closeRun(changed)).rejects.toMatchObject({ code: 'run-closed' })
    await expect(tenant.closeRun(runOf('b', 3, first.digest, []))).rejects.toMatchObject({
      code: 'chain-broken',
    })
    await expect(tenant.closeRun(runOf('b', 2, null, []))).rejects.toMatchObject({ code: 'chain-broken' })
    const second = await tenant.closeRun(runOf('b', 2, first.digest, []))
    expect(await collect(tenant.runs())).toEqual([first, second])
    expect(await tenant.lastRun()).toEqual(second)
    await remove()
  })
})

describe('cached frames', () => {
  it('are read once while they fit, and again after they were pushed out or damaged', async () => {
    const segment = await made.tenant.seal('cache', 1, framesOf(150))
    let reads = 0
    const readFrame: TenantArchive['readFrame'] = (...read) => {
      reads += 1
      return made.tenant.readFrame(...read)
    }
    const [a, b, c] = segment.frames
    if (!a || !b || !c) throw new Error('three frames')
    const cached = cacheFrames({ ...made.tenant, readFrame }, 25 * Math.max(a.length, b.length, c.length))
    for (const address of [a, b, a, b, a]) await cached.readFrame(segment, address)
    expect(reads).toBe(2)
    await cached.readFrame(segment, c)
    await cached.readFrame(segment, a)
    expect(reads).toBe(3)
    await cached.readFrame(segment, b)
    expect(reads).toBe(4)
    const wrong = { ...b, index: 9 }
    await expect(cached.readFrame(segment, { ...wrong, length: b.length - 1 })).rejects.toThrow()
    await expect(cached.readFrame(segment, { ...wrong, length: b.length - 1 })).rejects.toThrow()
    expect(reads).toBe(6)
  })
})

describe('the folder', () => {
  it('holds no temporary files after all this', async () => {
    expect(await readdir(join(made.root, '.tmp'))).toEqual([])
  })
})
