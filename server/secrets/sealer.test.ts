import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openKeyFile } from './key-file.ts'
import type { MasterKey, Sealer } from './keys.ts'
import { envelopeSealer } from './sealer.ts'

let folder = ''
let masterKey: MasterKey
let sealer: Sealer

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chatvault-sealer-'))
  masterKey = await openKeyFile({ path: join(folder, 'a.key'), create: true })
  sealer = envelopeSealer(masterKey)
})
afterAll(() => rm(folder, { recursive: true }))

const SECRET = Buffer.from('client-secret-Zq8~very.secret_value')

describe('a sealed box', () => {
  it('opens with its key and context, whatever is in it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'binary' }),
        fc.uint8Array({ maxLength: 2000 }),
        async (context, plain) => {
          const opened = await sealer.open(context, await sealer.seal(context, plain))
          expect(Buffer.from(opened).equals(plain)).toBe(true)
        },
      ),
      { numRuns: 50 },
    )
  })

  it('is another one each time', async () => {
    const boxes = await Promise.all([sealer.seal('c', SECRET), sealer.seal('c', SECRET)])
    expect(Buffer.from(boxes[0]).equals(boxes[1])).toBe(false)
  })

  it('does not open after any single bit flipped, anywhere', async () => {
    const box = Buffer.from(await sealer.seal('tenant/credential', SECRET))
    for (let bit = 0; bit < box.length * 8; bit += 1) {
      const flipped = Buffer.from(box)
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      await expectBroken(sealer.open('tenant/credential', flipped))
    }
  })

  it('does not open cut off at any length', async () => {
    const box = await sealer.seal('c', SECRET)
    for (let length = 0; length < box.length; length += 1)
      await expectBroken(sealer.open('c', box.subarray(0, length)))
  })

  it('does not open in another context', async () => {
    const box = await sealer.seal('tenant a/credential', SECRET)
    for (const other of ['tenant b/credential', 'tenant a/credential\n', ''])
      await expectBroken(sealer.open(other, box))
  })

  it('names both keys when it was sealed with another one', async () => {
    const other = await openKeyFile({ path: join(folder, 'b.key'), create: true })
    const opening = envelopeSealer(other).open('c', await sealer.seal('c', SECRET))
    await expectBroken(opening)
    await expect(opening).rejects.toThrow(new RegExp(`${masterKey.id}.*${other.id}`))
  })

  it('does not open with a key that only claims the same id', async () => {
    const other = await openKeyFile({ path: join(folder, 'b.key'), create: true })
    await expectBroken(
      envelopeSealer({ ...other, id: masterKey.id }).open('c', await sealer.seal('c', SECRET)),
    )
  })
})

async function expectBroken(opening: Promise<Uint8Array>): Promise<void> {
  const thrown: unknown = await opening.then(
    () => 'opened',
    (error: unknown) => error,
  )
  expect(thrown).toMatchObject({ code: 'seal-broken' })
  const told = inspect(thrown, { depth: 9 })
  expect(told).not.toContain(SECRET.toString())
  expect(told).not.toContain(SECRET.toString('base64'))
  expect(told).not.toContain(SECRET.toString('hex'))
}
