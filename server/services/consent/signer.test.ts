import { expect, it } from 'vitest'
import { createSigningKeys } from '../../books/signing-keys.ts'
import { openTestVault } from '../../testing/archived-chats.ts'
import { forEachDatabase } from '../../testing/databases.ts'
import { createSigner } from './signer.ts'

forEachDatabase('a signer', (open) => {
  it('gives back what any process over the same books has signed, and nothing else', async () => {
    const { database, sealer } = await openTestVault(await open())
    const signingKeys = createSigningKeys(database)
    const [one, other] = [createSigner({ signingKeys, sealer }), createSigner({ signingKeys, sealer })]
    const [signed] = await Promise.all([one.sign('a', 'täxt'), other.sign('a', 'at the same moment')])
    expect(await other.verify('a', signed)).toBe('täxt')
    expect(signed).toMatch(/^[\w-]+\.[\w-]{43}$/)
    const [body, signature = ''] = signed.split('.')
    const changed = `${Buffer.from('text').toString('base64url')}.${signature}`
    const bent = `${body}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`
    for (const wrong of [changed, bent, `${body}.`, `${body}`, '', '.', 'x.y', `${signed.slice(0, -3)}`])
      expect([wrong, await other.verify('a', wrong)]).toEqual([wrong, undefined])
    expect(await other.verify('b', signed)).toBeUndefined()
    // Anyone who sends thousands of them has the first few looked at.
    const decoys = (count: number) => `aaaa.${'b'.repeat(43)},`.repeat(count)
    expect(await other.verify('a', decoys(3) + signed)).toBe('täxt')
    expect(await other.verify('a', decoys(4) + signed)).toBeUndefined()
  })

  it('keeps its key where only the master key opens it', async () => {
    const { database, sealer } = await openTestVault(await open())
    const signingKeys = createSigningKeys(database)
    const randomness = (bytes: number) => new Uint8Array(bytes).fill(0xab)
    await createSigner({ signingKeys, sealer, randomness }).sign('a', 'text')
    const box = Buffer.from((await signingKeys.find('states')) ?? '')
    expect(box.length).toBeGreaterThan(60)
    expect(box.includes(Buffer.from(randomness(32)))).toBe(false)
  })

  it('begins again under another master key: what was signed before is not ours any more', async () => {
    const database = await open()
    const [before, after] = [await openTestVault(database), await openTestVault(database)]
    const signingKeys = createSigningKeys(database)
    const signed = await createSigner({ signingKeys, sealer: before.sealer }).sign('a', 'text')
    const [one, other] = [after, after].map(({ sealer }) => createSigner({ signingKeys, sealer }))
    expect(await one?.verify('a', signed)).toBeUndefined()
    expect(await other?.verify('a', (await one?.sign('a', 'new')) ?? '')).toBe('new')
  })
})
