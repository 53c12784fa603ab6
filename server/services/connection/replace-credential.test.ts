import { describe, expect, it, onTestFinished } from 'vitest'
import { appCertificate } from '../../../sandbox/entra/applications.ts'
import type { CredentialCheck } from '../../contract/index.ts'
import { VaultError } from '../../domain/vault-error.ts'
import { openTestVault, operatorOf, TENANT_B } from '../../testing/archived-chats.ts'
import { openEmbeddedCopy } from '../../testing/embedded-template.ts'
import { createFakeClock } from '../../testing/fake-clock.ts'
import { reachSandbox, useSandbox } from '../../testing/sandbox-reach.ts'
import { createTempDir } from '../../testing/temp-dir.ts'
import { createCredentialService } from './replace-credential.ts'

const NEEDED = ['Chat.Read.All', 'User.Read.All']

describe('replacing a credential', () => {
  const sandbox = useSandbox()
  const me = () => operatorOf(sandbox().tenantId)

  async function connected() {
    const dir = await createTempDir()
    const database = await openEmbeddedCopy(dir.path)
    onTestFinished(() => database.close().then(dir.remove))
    const vault = await openTestVault(database)
    sandbox().control.forgetFaults()
    const app = sandbox().control.registerApp({ roles: NEEDED })
    const opened = await reachSandbox(vault, sandbox())
    const testMailbox =
      sandbox().tenant.people.members.find(({ mailbox }) => mailbox)?.userPrincipalName ?? ''
    await opened.connect.save(me(), {
      applicationId: app.clientId,
      clientSecret: app.clientSecret,
      testMailbox,
      monthlyMessageLimit: 50,
      costAcknowledged: true,
    })
    return { ...opened, vault, ...app, testMailbox }
  }

  /** As the admin does in the portal. */
  function upload(clientId: string, pem: string): void {
    const app = sandbox()
      .control.applications()
      .find((each) => each.clientId === clientId)
    app?.certificates.push(appCertificate(pem))
  }

  const stored = async ({ connections }: Awaited<ReturnType<typeof connected>>) =>
    connections.find(me().tenantId)

  it('stores the new secret when a token shows that it works, and names the old one for removal', async () => {
    const opened = await connected()
    const { credential, clientSecret, clientId, connect, testMailbox, quota } = opened
    const before = (await quota.get(me())).used
    const fresh = sandbox().control.addSecret(undefined, clientId)
    const told: CredentialCheck[] = []
    const expiresAt = '2028-11-03T00:00:00.000Z'
    const replaced = await credential.replace(
      me(),
      { clientSecret: fresh, keyId: 'key-2', expiresAt, waitSeconds: 0 },
      (check) => told.push(check),
    )
    expect(replaced).toMatchObject({
      connection: { status: 'active', credential: { hint: fresh.slice(0, 3), keyId: 'key-2', expiresAt } },
      previous: { kind: 'secret', keyId: null, hint: clientSecret.slice(0, 3) },
    })
    expect(told.map(({ name, ok, waiting }) => [name, ok, waiting])).toEqual([
      ['token', true, false],
      ['permissions', true, false],
    ])
    expect(JSON.stringify(replaced)).not.toContain(fresh)
    sandbox().control.replaceSecret(fresh, clientId)
    expect(await connect.test(me(), { applicationId: clientId, testMailbox })).toMatchObject({ ok: true })
    expect((await quota.get(me())).used - before).toBeLessThanOrEqual(1)
  })

  it('keeps the old one when the new one is refused, and says why', async () => {
    const opened = await connected()
    const before = await stored(opened)
    const replacing = opened.credential.replace(me(), { clientSecret: 'wrong', waitSeconds: 0 })
    await expect(replacing).rejects.toMatchObject({
      code: 'new-credential-refused',
      status: 422,
      members: { checks: [{ name: 'token', ok: false, code: 'AADSTS7000215' }] },
    })
    expect(await stored(opened)).toEqual(before)
  })

  it('keeps the old one when the new one gets fewer permissions', async () => {
    const opened = await connected()
    const before = await stored(opened)
    const roles = [[...NEEDED, 'GroupMember.Read.All'], NEEDED]
    const life = createCredentialService({
      ...opened,
      ...opened.vault,
      fetchRoles: async () => roles.shift() ?? NEEDED,
    })
    await expect(life.replace(me(), { clientSecret: 'new', waitSeconds: 0 })).rejects.toMatchObject({
      members: {
        checks: [{ ok: true }, { code: 'permission-lost', detail: expect.stringContaining('GroupMember') }],
      },
    })
    expect(await stored(opened)).toEqual(before)
  })

  it('waits until Microsoft knows the new one, and says so meanwhile', async () => {
    const opened = await connected()
    const clock = createFakeClock()
    const { credential } = await reachSandbox(opened.vault, sandbox(), clock)
    const fresh = 'Zz1~the-next-secret-of-this-application'
    const told: CredentialCheck[] = []
    const replacing = credential.replace(me(), { clientSecret: fresh, waitSeconds: 60 }, (check) =>
      told.push(check),
    )
    await expect.poll(() => told.length).toBe(1)
    sandbox().control.addSecret(fresh, opened.clientId)
    await expect.poll(() => clock.waiting).toBe(1)
    clock.advance(1000)
    expect(await replacing).toMatchObject({ connection: { credential: { hint: 'Zz1' } } })
    expect(told.map(({ name, ok, waiting, waitedSeconds }) => [name, ok, waiting, waitedSeconds])).toEqual([
      ['token', false, true, 0],
      ['token', true, false, 1],
      ['permissions', true, false, 1],
    ])
  })

  it('takes the certificate that was made here, once', async () => {
    const opened = await connected()
    const { setup, credential } = opened
    await expect(credential.replace(me(), { certificateFromDraft: true })).rejects.toMatchObject({
      code: 'no-certificate-made',
      status: 409,
    })
    const { replacementCertificate: certificate } = await setup.makeCertificate(me(), {
      months: 12,
      purpose: 'replacement',
    })
    upload(opened.clientId, certificate?.pem ?? '')
    const replaced = await credential.replace(me(), { certificateFromDraft: true, keyId: 'key-3' })
    expect(replaced.connection.credential).toMatchObject({
      kind: 'certificate',
      hint: certificate?.thumbprint,
      expiresAt: certificate?.expiresAt,
      keyId: 'key-3',
    })
    expect(replaced.previous).toMatchObject({ kind: 'secret' })
    expect(await setup.get(me())).toMatchObject({ credential: null, replacementCertificate: null })
    await expect(credential.replace(me(), { certificateFromDraft: true })).rejects.toMatchObject({
      code: 'no-certificate-made',
    })
  })

  it('heals a connection whose secret had expired', async () => {
    const opened = await connected()
    const { credential, connect, health, clientId } = opened
    sandbox().control.expireSecrets(clientId)
    await health.examine(me())
    expect(await connect.get(me())).toMatchObject({ status: 'failing', checks: [{ code: 'AADSTS7000222' }] })
    const fresh = sandbox().control.addSecret(undefined, clientId)
    const { connection } = await credential.replace(me(), { clientSecret: fresh, waitSeconds: 0 })
    expect(connection).toMatchObject({ status: 'active', checks: [{ ok: true }, { ok: true }] })
  })

  it('is one at a time: anyone who comes second is told that the connection changed', async () => {
    const opened = await connected()
    const replace = (keyId: string) =>
      opened.credential.replace(me(), {
        clientSecret: sandbox().control.addSecret(undefined, opened.clientId),
        keyId,
        waitSeconds: 0,
      })
    const ends = await Promise.allSettled(['key-2', 'key-3'].map(replace))
    const [won] = ends.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : []))
    const [lost] = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason] : []))
    expect(lost).toMatchObject({ code: 'connection-changed', status: 409 })
    expect((await stored(opened))?.credentialKeyId).toBe(won?.connection.credential?.keyId)
  })

  it('replaces nothing while Microsoft is away, neither for the old one nor for the new one', async () => {
    const opened = await connected()
    const before = await stored(opened)
    const { certificate: _, ...made } = await opened.setup.makeCertificate(me(), {
      months: 1,
      purpose: 'replacement',
    })
    upload(opened.clientId, made.replacementCertificate?.pem ?? '')
    const away = new VaultError({
      code: 'http-503',
      notice: null,
      attempted: 'sign in',
      why: 'Entra is away',
      hint: 'Wait.',
      retry: 'later',
    })
    for (const answers of [[away], [NEEDED, away]]) {
      const life = createCredentialService({
        ...opened,
        ...opened.vault,
        fetchRoles: async () => {
          const answer = answers.shift()
          if (answer instanceof VaultError || answer === undefined) throw away
          return answer
        },
      })
      const replacing = life.replace(me(), { certificateFromDraft: true, waitSeconds: 0 })
      await expect(replacing).rejects.toMatchObject({ retry: 'later' })
      expect(await stored(opened)).toEqual(before)
    }
    const replaced = await opened.credential.replace(me(), { certificateFromDraft: true })
    expect(replaced.connection.credential).toMatchObject({ kind: 'certificate' })
  })

  it('destroys a certificate that was refused for good', async () => {
    const opened = await connected()
    await opened.setup.makeCertificate(me(), { months: 1, purpose: 'replacement' })
    const refused = (code: string) =>
      createCredentialService({
        ...opened,
        ...opened.vault,
        fetchRoles: async () => {
          throw new VaultError({
            code,
            notice: null,
            attempted: 'sign in',
            why: 'it was refused',
            hint: 'Do this.',
          })
        },
      }).replace(me(), { certificateFromDraft: true, waitSeconds: 0 })
    const left = async () => (await opened.setup.get(me())).replacementCertificate
    await expect(refused('AADSTS700027')).rejects.toMatchObject({ code: 'new-credential-refused' })
    expect(await left()).not.toBeNull()
    await expect(refused('AADSTS7000222')).rejects.toMatchObject({ code: 'new-credential-refused' })
    expect(await left()).toBeNull()
  })

  it('refuses the ID of a secret, both kinds at once, and neither', async () => {
    const { credential, clientId } = await connected()
    await expect(credential.replace(me(), { clientSecret: clientId })).rejects.toMatchObject({
      code: 'secret-id-pasted',
      status: 422,
    })
    const both = { clientSecret: 'x', certificateFromDraft: true } as const
    await expect(credential.replace(me(), both)).rejects.toMatchObject({ code: 'credential-ambiguous' })
    await expect(credential.replace(me(), {})).rejects.toMatchObject({ code: 'credential-missing' })
  })

  it('does nothing for a tenant that is not connected', async () => {
    const { credential } = await connected()
    await expect(credential.replace(operatorOf(TENANT_B), { clientSecret: 'x' })).rejects.toMatchObject({
      code: 'not-connected',
      status: 409,
    })
  })
})
