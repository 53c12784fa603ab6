import { beforeEach, describe, expect, test } from 'vitest'
import type { Sandbox } from '../index.ts'
import { Client, startSmall } from '../testing.ts'

let sandbox: Sandbox
let client: Client
let now = Date.UTC(2025, 2, 10)

beforeEach(async () => {
  now = Date.UTC(2025, 2, 10)
  sandbox = await startSmall({
    messages: 40,
    users: 4,
    clock: () => now,
    registrationMs: 3000,
    accountMs: 2000,
  })
  client = new Client(sandbox)
  return async () => {
    await client.close()
    await sandbox.close()
  }
})

const VERSION = '2023-04-13'

async function azure(who: string, method: string, path: string, body?: object, version = '2022-12-01') {
  const response = await client.fetch(`${sandbox.httpUrl}${path}?api-version=${version}`, {
    method,
    headers: { authorization: `Bearer ${sandbox.azureToken(who)}`, origin: 'http://localhost:3978' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  const text = await response.text()
  return { status: response.status, headers: response.headers, body: text === '' ? {} : JSON.parse(text) }
}

const errorOf = (answer: { status: number; body: { error: { code: string } } }) => [
  ...[answer.status, answer.body.error.code],
]

async function subscriptions(who = 'Mia'): Promise<{ subscriptionId: string; displayName: string }[]> {
  return (await azure(who, 'GET', '/subscriptions')).body.value
}

async function idOf(name: 'Contoso Production' | 'Contoso Research'): Promise<string> {
  return (await subscriptions()).find(({ displayName }) => displayName === name)?.subscriptionId ?? ''
}

const accountPath = (id: string, name = 'chatvault-billing', group = 'rg-platform') =>
  `/subscriptions/${id}/resourceGroups/${group}/providers/Microsoft.GraphServices/accounts/${name}`

const link = (id: string, appId: string, name?: string, who = 'Mia', location = 'global') =>
  azure(who, 'PUT', accountPath(id, name), { location, properties: { appId } }, VERSION)

async function registered(id: string): Promise<void> {
  const path = `/subscriptions/${id}/providers/Microsoft.GraphServices`
  await azure('Mia', 'POST', `${path}/register`)
  now += 3000
}

describe('subscriptions and resource groups', () => {
  test('people see where they have a role, and no more', async () => {
    expect((await subscriptions()).map(({ displayName }) => displayName)).toEqual([
      ...['Contoso Production', 'Contoso Research'],
    ])
    expect(await subscriptions('Jonas')).toEqual([])
    const id = await idOf('Contoso Production')
    const one = await azure('Mia', 'GET', `/subscriptions/${id}`)
    expect(one.body).toMatchObject({
      id: `/subscriptions/${id}`,
      subscriptionId: id,
      tenantId: sandbox.tenantId,
      state: 'Enabled',
    })
    const refused = await azure('Jonas', 'GET', `/subscriptions/${id}`)
    expect(errorOf(refused)).toEqual([403, 'AuthorizationFailed'])
    expect(refused.body.error.message).toContain("The client 'jonas.keller@contoso.com' with object id '")
    sandbox.control.setSubscriptionRole('jonas.keller@contoso.com', 'Contoso Production', 'Reader')
    expect(await subscriptions('Jonas')).toHaveLength(1)
  })

  test('groups are listed, made, made again, and never moved', async () => {
    const id = await idOf('Contoso Production')
    const path = `/subscriptions/${id}/resourcegroups`
    expect((await azure('Mia', 'GET', path)).body.value).toMatchObject([
      { name: 'rg-platform', location: 'westeurope', properties: { provisioningState: 'Succeeded' } },
    ])
    expect((await azure('Mia', 'GET', `/subscriptions/${id}/locations`)).body.value[0].name).toBe(
      'westeurope',
    )
    const put = (name: string, body: object) => azure('Mia', 'PUT', `${path}/${name}`, body)
    expect((await put('rg-chatvault', { location: 'North Europe' })).status).toBe(201)
    const again = await put('RG-Chatvault', { location: 'northeurope', tags: { app: 'chatvault' } })
    expect([again.status, again.body.tags]).toEqual([200, { app: 'chatvault' }])
    expect(errorOf(await put('rg-chatvault', { location: 'eastus' }))).toEqual([
      ...[409, 'InvalidResourceGroupLocation'],
    ])
    expect(errorOf(await put('rg-new', {}))).toEqual([400, 'LocationRequired'])
    expect(errorOf(await put('rg-new', { location: 'atlantis' }))).toEqual([
      ...[400, 'LocationNotAvailableForResourceGroup'],
    ])
    expect(errorOf(await put('a b', { location: 'eastus' }))).toEqual([400, 'InvalidResourceGroup'])
    expect(errorOf(await azure('Mia', 'GET', `${path}/none`))).toEqual([404, 'ResourceGroupNotFound'])
  })

  test('who may only look, and a subscription that is disabled, are refused by name', async () => {
    const research = await idOf('Contoso Research')
    const put = (id: string) =>
      azure('Mia', 'PUT', `/subscriptions/${id}/resourcegroups/rg-new`, { location: 'eastus' })
    expect(errorOf(await put(research))).toEqual([403, 'AuthorizationFailed'])
    const production = await idOf('Contoso Production')
    sandbox.control.setSubscriptionState('Contoso Production', 'Disabled')
    expect(errorOf(await put(production))).toEqual([409, 'ReadOnlyDisabledSubscription'])
    expect(errorOf(await put('11111111-1111-4111-8111-111111111111'))).toEqual([
      ...[404, 'SubscriptionNotFound'],
    ])
    expect(errorOf(await put('mine'))).toEqual([400, 'InvalidSubscriptionId'])
  })
})

describe('tokens and versions', () => {
  test('only tokens for Azure are taken, and each call names its version', async () => {
    const get = (headers: Record<string, string>, query = '?api-version=2022-12-01') =>
      client.fetch(`/subscriptions${query}`, { headers })
    const codeOf = async (answer: ReturnType<typeof get>) =>
      ((await (await answer).json()) as { error: { code: string } }).error.code
    expect(await codeOf(get({}))).toBe('AuthenticationFailed')
    const graph = sandbox.delegatedToken('Mia')
    expect(await codeOf(get({ authorization: `Bearer ${graph}` }))).toBe('InvalidAuthenticationTokenAudience')
    const bearer = { authorization: `Bearer ${sandbox.azureToken('Mia')}` }
    expect(await codeOf(get(bearer, ''))).toBe('MissingApiVersionParameter')
    expect((await get(bearer)).status).toBe(200)
    now += 2 * 3_600_000
    expect(await codeOf(get(bearer))).toBe('ExpiredAuthenticationToken')
    const id = await idOf('Contoso Production')
    const old = await azure('Mia', 'GET', `/subscriptions/${id}/providers/Microsoft.GraphServices/accounts`)
    expect(errorOf(old)).toEqual([400, 'NoRegisteredProviderFound'])
  })

  test('pages of another origin are answered, also before they ask', async () => {
    const headers = { origin: 'http://localhost:3978', 'access-control-request-headers': 'authorization' }
    const asked = await client.fetch(`${sandbox.httpUrl}/subscriptions`, { method: 'OPTIONS', headers })
    expect([asked.status, asked.headers.get('access-control-allow-origin')]).toEqual([200, '*'])
    const { headers: seen } = await azure('Mia', 'GET', '/subscriptions')
    expect(seen.get('access-control-allow-origin')).toBe('*')
    expect(seen.get('access-control-expose-headers')).toContain('Azure-AsyncOperation')
  })
})

test('registering the provider takes a while, and until then no account can be made', async () => {
  const id = await idOf('Contoso Production')
  const path = `/subscriptions/${id}/providers/Microsoft.GraphServices`
  const state = async () => (await azure('Mia', 'GET', path)).body.registrationState
  expect(await state()).toBe('NotRegistered')
  const early = await link(id, sandbox.app.clientId)
  expect(errorOf(early)).toEqual([409, 'MissingSubscriptionRegistration'])
  expect(early.body.error.details[0].target).toBe('Microsoft.GraphServices')
  const begun = await azure('Mia', 'POST', `${path}/register`)
  expect([begun.status, begun.body.registrationState]).toEqual([200, 'Registering'])
  expect(errorOf(await link(id, sandbox.app.clientId))).toEqual([409, 'MissingSubscriptionRegistration'])
  now += 3000
  expect(await state()).toBe('Registered')
  expect((await link(id, sandbox.app.clientId)).status).toBe(201)
})

describe('billing accounts', () => {
  let id = ''
  beforeEach(async () => {
    id = await idOf('Contoso Production')
    await registered(id)
  })

  test('an account is made as a long operation, and is found afterwards', async () => {
    const made = await link(id, sandbox.app.clientId)
    expect(made.body).toMatchObject({
      name: 'chatvault-billing',
      type: 'microsoft.graphservices/accounts',
      location: 'Global',
      properties: { appId: sandbox.app.clientId, provisioningState: 'Succeeded' },
      systemData: { createdBy: 'mia.berg@contoso.com', createdByType: 'User' },
    })
    const operation = new URL(made.headers.get('azure-asyncoperation') ?? '')
    const status = async () => (await azure('Mia', 'GET', operation.pathname, undefined, VERSION)).body.status
    expect([operation.origin, await status()]).toEqual([sandbox.httpUrl, 'InProgress'])
    now += 2000
    expect(await status()).toBe('Succeeded')
    const row = (await azure('Mia', 'GET', accountPath(id), undefined, VERSION)).body
    expect(row.properties.provisioningState).toBe('Succeeded')
    for (const where of [`/subscriptions/${id}`, `/subscriptions/${id}/resourceGroups/RG-Platform`]) {
      const list = `${where}/providers/Microsoft.GraphServices/accounts`
      expect((await azure('Mia', 'GET', list, undefined, VERSION)).body).toEqual({
        value: [row],
        nextLink: null,
      })
    }
    expect(sandbox.truth().associations).toEqual([
      {
        appId: sandbox.app.clientId,
        subscriptionId: id,
        resourceGroup: 'rg-platform',
        name: 'chatvault-billing',
      },
    ])
    expect((await link(id, sandbox.app.clientId)).status).toBe(200)
  })

  test.each(['Failed', 'Canceled'] as const)(
    'an account whose making is %s links nothing, until it is made again',
    async (outcome) => {
      const { clientId } = sandbox.control.registerApp()
      sandbox.control.set({ accountOutcome: outcome })
      const made = await link(id, clientId, 'unlucky')
      sandbox.control.set({ accountOutcome: 'Succeeded' })
      expect([made.status, made.body.properties.provisioningState]).toEqual([201, outcome])
      const linked = () => sandbox.truth().associations.map(({ name }) => name)
      expect(linked()).not.toContain('unlucky')
      now += 2000
      const operation = new URL(made.headers.get('azure-asyncoperation') ?? '').pathname
      expect((await azure('Mia', 'GET', operation, undefined, VERSION)).body.status).toBe(outcome)
      const again = await link(id, clientId, 'unlucky')
      expect([again.status, again.body.properties.provisioningState]).toEqual([200, 'Succeeded'])
      expect(linked()).toContain('unlucky')
    },
  )

  test('an app is linked once, a resource names one app for good', async () => {
    await link(id, sandbox.app.clientId)
    const second = await link(id, sandbox.app.clientId, 'another')
    expect(errorOf(second)).toEqual([409, 'Conflict'])
    expect(second.body.error.message).toContain('/accounts/chatvault-billing')
    const { clientId } = sandbox.control.registerApp()
    expect(errorOf(await link(id, clientId))).toEqual([400, 'PropertyChangeNotAllowed'])
    expect((await azure('Mia', 'DELETE', accountPath(id), undefined, VERSION)).status).toBe(200)
    expect((await azure('Mia', 'DELETE', accountPath(id), undefined, VERSION)).status).toBe(204)
    expect((await link(id, clientId)).status).toBe(201)
  })

  test('an app that is not there, not an id, elsewhere than global, or in no group is refused', async () => {
    const { clientId } = sandbox.app
    expect(errorOf(await link(id, '11111111-1111-4111-8111-111111111111'))).toEqual([400, 'BadRequest'])
    expect(errorOf(await link(id, 'no-guid'))).toEqual([400, 'BadRequest'])
    expect(errorOf(await link(id, clientId, undefined, 'Mia', 'westeurope'))).toEqual([
      ...[400, 'LocationNotAvailableForResourceType'],
    ])
    const nowhere = accountPath(id, 'x', 'rg-none')
    const body = { location: 'global', properties: { appId: clientId } }
    expect(errorOf(await azure('Mia', 'PUT', nowhere, body, VERSION))).toEqual([404, 'ResourceGroupNotFound'])
  })

  test('who has the subscription but not the app is refused, and an app administrator is not', async () => {
    sandbox.control.setSubscriptionRole('jonas.keller@contoso.com', 'Contoso Production', 'Contributor')
    expect(errorOf(await link(id, sandbox.app.clientId, undefined, 'Jonas'))).toEqual([403, 'Forbidden'])
    sandbox.control.setDirectoryRoles('Jonas', ['applicationAdministrator'])
    expect((await link(id, sandbox.app.clientId, undefined, 'Jonas')).status).toBe(201)
  })

  test('linking ends the 402 once Graph has heard of it, unlinking brings it back', async () => {
    sandbox.control.set({ metering: 'legacy', billingDelayMs: 60_000 })
    sandbox.control.linkBilling(false)
    const exported = async () => {
      const app = new Client(sandbox)
      const answer = await app.graph('/users/mia.berg@contoso.com/chats/getAllMessages?model=B')
      await app.close()
      return answer.status
    }
    expect(await exported()).toBe(402)
    await link(id, sandbox.app.clientId)
    expect(await exported()).toBe(402)
    now += 60_000
    expect(await exported()).toBe(200)
    await azure('Mia', 'DELETE', accountPath(id), undefined, VERSION)
    expect(await exported()).toBe(402)
    await link(id, sandbox.app.clientId)
    now += 60_000
    sandbox.control.linkBilling(false)
    expect(await exported()).toBe(402)
    expect(sandbox.truth().associations).toEqual([])
  })
})
