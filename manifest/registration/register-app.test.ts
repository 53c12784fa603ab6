import { readFileSync } from 'node:fs'
import { Agent, fetch as fetchOver } from 'undici'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Sandbox, startSandbox } from '../../sandbox/index.ts'
import { readRegistrationSettings } from '../settings.ts'
import { openDirectory } from './directory.ts'
import { type RegisterOptions, registerSignInApp } from './register-app.ts'

let sandbox: Sandbox
let agent: Agent
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, users: 5, messages: 0 })
  agent = new Agent({ connect: { ca: readFileSync(sandbox.caFile, 'utf8') } })
})
afterAll(async () => {
  await agent.close()
  await sandbox.close()
})

/** A host of its own for each test: its app is a new one. */
let host = ''
let count = 0
beforeEach(() => {
  host = `chatvault-${++count}.contoso.com`
  calls.length = 0
})

const APPS = ['Application.ReadWrite.All']
const ALL = [...APPS, 'AppRoleAssignment.ReadWrite.All', 'User.Read']
const PLAIN: RegisterOptions = { assignAdmin: false, multiTenant: false, localhostPort: undefined }

/** Every call on the wire. */
const calls: string[] = []

type Run = { who?: string; scopes?: readonly string[]; options?: Partial<RegisterOptions>; says?: boolean }

function directoryOf({ who = 'Mia', scopes = ALL }: Run) {
  return openDirectory({
    graphUrl: sandbox.url,
    token: sandbox.delegatedToken(who, scopes),
    // undici's fetch and the global one have the same shape and different declarations.
    fetch: ((url: string, init: object) => {
      calls.push(`${(init as { method: string }).method} ${url.slice(`${sandbox.url}/v1.0`.length)}`)
      return fetchOver(url, { ...init, dispatcher: agent })
    }) as unknown as typeof fetch,
    sleep: async (ms) => void sandbox.control.set({ replicationMs: Math.max(0, left(ms)) }),
  })
}

/** Pretended waiting: what is left of the replication delay. */
let replication = 0
function left(ms: number): number {
  replication -= ms
  return replication
}

async function run(given: Run = {}, environment: Record<string, string> = {}) {
  const settings = readRegistrationSettings({ PUBLIC_URL: `https://${host}`, ...environment })
  const lines: string[] = []
  const talk = { say: (line: string) => void lines.push(line), agree: async () => given.says ?? true }
  const options = { ...PLAIN, ...given.options }
  const end = await registerSignInApp(settings, options, directoryOf(given), talk).catch(
    (error: Error) => error,
  )
  return { end, said: lines.join('\n') }
}

function changesOnTheWire(): string[] {
  return calls.filter((call) => !call.startsWith('GET'))
}

type AppRow = Record<string, never> & { id: string; appId: string }

async function appRow(): Promise<AppRow> {
  return directoryOf({}).call({
    method: 'GET',
    path: `/applications(uniqueName='chatvault-sign-in-${host}')`,
  })
}

async function patch(id: string, body: object): Promise<void> {
  await directoryOf({}).call({ method: 'PATCH', path: `/applications/${id}`, body })
}

describe('a fresh registration', () => {
  it('makes the app, its Application ID URI and the enterprise application, and says what to set', async () => {
    const { end, said } = await run()
    const app = await appRow()
    expect(end).toEqual({ clientId: app.appId, tenantId: sandbox.tenantId, changes: 3 })
    expect(app).toMatchObject({
      displayName: 'Chatvault',
      signInAudience: 'AzureADMyOrg',
      identifierUris: [`api://${host}/${app.appId}`],
      spa: { redirectUris: [`https://${host}/auth/redirect.html`, `brk-multihub://${host}`] },
      groupMembershipClaims: 'DirectoryRole',
      api: { requestedAccessTokenVersion: 2 },
    })
    expect(said).toContain("Will do:\n  1. PATCH /applications(uniqueName='chatvault-sign-in-")
    expect(said).not.toMatch(/eyJ/)
  })

  it('holds no secret and asks for no permission to read anything', async () => {
    await run()
    const app = await appRow()
    expect(app).toMatchObject({ passwordCredentials: [], keyCredentials: [] })
    expect(JSON.stringify(app.requiredResourceAccess)).not.toContain('"Role"')
  })

  it('gives the role of an admin to the person who runs the command, when asked', async () => {
    await run({ options: { assignAdmin: true } })
    const { appId } = await appRow()
    const held = await directoryOf({}).call<{ value: { principalDisplayName: string }[] }>({
      method: 'GET',
      path: `/servicePrincipals(appId='${appId}')/appRoleAssignedTo`,
    })
    expect(held.value.map((one) => one.principalDisplayName)).toEqual(['Mia Berg'])
  })

  it('lists every change before it makes one, and makes none when the answer is no', async () => {
    const { end, said } = await run({ says: false, options: { assignAdmin: true } })
    expect(end).toBeUndefined()
    expect(changesOnTheWire()).toEqual([])
    expect(said.match(/^ {2}\d\. /gm)).toHaveLength(4)
  })

  it('waits until a new app has been copied', async () => {
    replication = 10_000
    sandbox.control.set({ replicationMs: replication })
    const { end } = await run({ options: { assignAdmin: true } })
    sandbox.control.set({ replicationMs: 0 })
    expect(end).toMatchObject({ changes: 4 })
    expect(changesOnTheWire().length).toBeGreaterThan(4)
  })

  it('takes a busy Graph as busy, and a second is what it asked for', async () => {
    sandbox.control.failNext({ kind: '429', path: 'applications', count: 2 })
    expect((await run()).end).toMatchObject({ changes: 3 })
  })

  it('adds this machine and other organizations when asked, and only then', async () => {
    await run({ options: { multiTenant: true, localhostPort: 3978 } })
    const app = await appRow()
    expect(app).toMatchObject({ signInAudience: 'AzureADMultipleOrgs' })
    expect(JSON.stringify(app.spa)).toContain('http://localhost:3978/auth/redirect.html')
  })

  it('can be made by an ordinary member, who cannot give the role', async () => {
    expect((await run({ who: 'Lea', scopes: APPS })).end).toMatchObject({ changes: 3 })
    const { end } = await run({ who: 'Lea', options: { assignAdmin: true } })
    expect(String(end)).toMatch(/403 Authorization_RequestDenied[\s\S]*docs\/DEPLOY\.md, step 2/)
  })
})

describe('a repeated registration', () => {
  it('changes nothing', async () => {
    await run({ options: { assignAdmin: true } })
    const before = await appRow()
    calls.length = 0
    const { end, said } = await run({ options: { assignAdmin: true }, says: false })
    expect(end).toMatchObject({ clientId: before.appId, changes: 0 })
    expect(said).toContain('Everything is already set up: no change.')
    expect(changesOnTheWire()).toEqual([])
    expect(await appRow()).toEqual(before)
  })

  it('puts right what someone changed, and only that', async () => {
    await run()
    const { id, appId } = await appRow()
    await patch(id, {
      groupMembershipClaims: null,
      spa: { redirectUris: [`https://${host}/auth/redirect.html`] },
    })
    calls.length = 0
    const { end, said } = await run()
    expect(end).toMatchObject({ changes: 1 })
    expect(said).toMatch(/corrects: groupMembershipClaims, spa$/m)
    expect(changesOnTheWire()).toEqual([`PATCH /applications/${id}`])
    expect(await appRow()).toMatchObject({ appId, groupMembershipClaims: 'DirectoryRole' })
  })

  it('keeps what others added and names it', async () => {
    await run()
    const app = await appRow()
    const role = { ...(app.appRoles as unknown as object[])[0], id: crypto.randomUUID(), value: 'Own.Role' }
    await patch(app.id, {
      displayName: 'Chat backup',
      appRoles: [...(app.appRoles as unknown as object[]), role],
      web: { redirectUris: ['https://other.contoso.com/'] },
    })
    const { end, said } = await run()
    expect(end).toMatchObject({ changes: 0 })
    expect(said).toContain('and kept:\n  redirect address https://other.contoso.com/')
    expect(await appRow()).toMatchObject({ displayName: 'Chat backup' })
  })

  it('leaves an app open to other organizations as it is', async () => {
    await run({ options: { multiTenant: true } })
    expect((await run()).end).toMatchObject({ changes: 0 })
  })
})

describe('an app created manually', () => {
  it('is completed under the ids it has, found by its client id', async () => {
    const scope = { id: crypto.randomUUID(), value: 'access_as_user', type: 'User', isEnabled: true }
    const role = {
      id: crypto.randomUUID(),
      value: 'Vault.Admin',
      isEnabled: true,
      allowedMemberTypes: ['User'],
    }
    const made = await directoryOf({}).call<AppRow>({
      method: 'POST',
      path: '/applications',
      body: {
        displayName: 'By hand',
        api: { oauth2PermissionScopes: [scope] },
        appRoles: [role],
        optionalClaims: { accessToken: [{ name: 'email' }] },
      },
    })
    const { end } = await run({ options: { assignAdmin: true } }, { TAB_CLIENT_ID: made.appId })
    expect(end).toMatchObject({ clientId: made.appId, changes: 4 })
    const app = await directoryOf({}).call<Record<string, never>>({
      method: 'GET',
      path: `/applications/${made.id}`,
    })
    const { oauth2PermissionScopes, preAuthorizedApplications } = app.api as unknown as Record<
      string,
      object[]
    >
    expect(oauth2PermissionScopes).toMatchObject([{ id: scope.id, isEnabled: true }])
    expect(preAuthorizedApplications).toHaveLength(7)
    for (const client of preAuthorizedApplications ?? [])
      expect(client).toMatchObject({ delegatedPermissionIds: [scope.id] })
    expect((app.appRoles as unknown as { value: string; id: string }[]).map(({ value }) => value)).toEqual([
      ...['Vault.Admin', 'Vault.Operator', 'Vault.Reviewer', 'Vault.Auditor'],
    ])
    expect(app.optionalClaims).toMatchObject({
      accessToken: [{ name: 'email' }, { name: 'acrs' }, { name: 'idtyp' }],
    })
    const again = await run({ options: { assignAdmin: true } }, { TAB_CLIENT_ID: made.appId })
    expect(again.end).toMatchObject({ changes: 0 })
  })

  it('that is not there is said, not made', async () => {
    const { end } = await run({}, { TAB_CLIENT_ID: '0f3e1c52-5b1d-4a7e-9a55-3f2d1c0b9a88' })
    expect(String(end)).toContain('leave TAB_CLIENT_ID out')
    expect(changesOnTheWire()).toEqual([])
  })
})

describe('a registration that fails on the way', () => {
  it('says what is there already, and continues from there the next time', async () => {
    const first = await run({ scopes: [...APPS, 'User.Read'], options: { assignAdmin: true } })
    const { appId, id } = await appRow()
    expect(String(first.end)).toContain('403 Authorization_RequestDenied')
    expect(first.said).toContain(
      `Done before that: 3 of the steps above.\n  registration: client id ${appId}, object id ${id}`,
    )
    expect(first.said).toContain('enterprise application: object id')
    calls.length = 0
    expect((await run({ options: { assignAdmin: true } })).end).toMatchObject({ clientId: appId, changes: 1 })
    expect(changesOnTheWire()).toHaveLength(1)
  })

  it('between the first and the second body never makes a second app', async () => {
    sandbox.control.failNext({ kind: '503', path: 'applications/', count: 5 })
    const first = await run()
    expect(String(first.end)).toContain('503')
    const { appId } = await appRow()
    expect((await run()).end).toMatchObject({ clientId: appId, changes: 2 })
    const all = await directoryOf({}).call<{ value: { uniqueName: string }[] }>({
      method: 'GET',
      path: '/applications',
    })
    expect(all.value.filter((one) => one.uniqueName === `chatvault-sign-in-${host}`)).toHaveLength(1)
  })

  it('ends at a token that is no longer valid, with what to do', async () => {
    const settings = readRegistrationSettings({ PUBLIC_URL: `https://${host}` })
    const directory = directoryOf({})
    sandbox.control.invalidateTokens()
    const talk = { say: () => undefined, agree: async () => true }
    await expect(registerSignInApp(settings, PLAIN, directory, talk)).rejects.toThrow(
      /401[\s\S]*run the command again/,
    )
  })
})
