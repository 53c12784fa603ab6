import { readFileSync } from 'node:fs'
import tls from 'node:tls'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type KeyVault, type Sandbox, startKeyVault, startSandbox } from '../../sandbox/index.ts'
import { openKeyVaultKey } from './key-vault-key.ts'
import { envelopeSealer } from './sealer.ts'

let sandbox: Sandbox
let vault: KeyVault
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, users: 1, messages: 0 })
  vault = await startKeyVault(sandbox.caFile)
  vault.addVersion('master')
  // What a process of its own would have in its environment from the start.
  Object.assign(process.env, vault.environment)
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), readFileSync(sandbox.caFile, 'utf8')])
})
afterAll(() => Promise.all([vault.close(), sandbox.close()]))

function open(url = vault.keyUrl('master')) {
  return openKeyVaultKey({ url, client: { retryOptions: { maxRetries: 0 } } })
}

describe('a master key in Key Vault', () => {
  it('seals and opens boxes without the key leaving the vault', async () => {
    const sealer = envelopeSealer(await open())
    const box = await sealer.seal('tenant', Buffer.from('secret'))
    expect(await sealer.open('tenant', box)).toEqual(Buffer.from('secret'))
  })

  it('still opens what an older version sealed, after the key was replaced', async () => {
    const before = await open()
    const box = await envelopeSealer(before).seal('tenant', Buffer.from('secret'))
    const version = vault.addVersion('master')
    const after = await open()
    expect(after.id).toBe(before.id)
    expect(await envelopeSealer(after).open('tenant', box)).toEqual(Buffer.from('secret'))
    expect(Buffer.from(await after.wrap(Buffer.alloc(32))).toString('latin1', 1, 33)).toBe(version)
  })

  it('tells a flipped bit from a vault that does not answer', async () => {
    const sealer = envelopeSealer(await open())
    const box = Buffer.from(await sealer.seal('tenant', Buffer.from('secret')))
    box[200] = (box[200] ?? 0) ^ 1
    await expect(sealer.open('tenant', box)).rejects.toMatchObject({ code: 'seal-broken' })
  })

  it('names the role that is missing when the vault forbids', async () => {
    vault.setAllowed(false)
    const opening = open()
    await expect(opening).rejects.toMatchObject({ code: 'key-vault', retry: 'later' })
    await expect(opening).rejects.toMatchObject({ hint: expect.stringContaining('Key Vault Crypto User') })
    vault.setAllowed(true)
  })

  it('refuses a URL that names no key', async () => {
    await expect(open('https://vault.vault.azure.net/secrets/x')).rejects.toMatchObject({ code: 'key-url' })
  })
})
