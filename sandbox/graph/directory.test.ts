import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Sandbox } from '../index.ts'
import { Client, startSmall } from '../testing.ts'

let sandbox: Sandbox
let client: Client

beforeAll(async () => {
  sandbox = await startSmall({ users: 150, messages: 0 })
  client = new Client(sandbox)
})
afterAll(async () => {
  await client.close()
  await sandbox.close()
})

interface UserRow {
  id: string
  displayName: string
  userType?: string
  accountEnabled?: boolean
}

test('users come in pages of one hundred, everyone once', async () => {
  const { rows, sizes } = await client.drain<UserRow>('/users')
  expect(sizes[0]).toBe(100)
  expect(new Set(rows.map(({ id }) => id)).size).toBe(sandbox.tenant.people.all.length)
  expect(rows[0]).not.toHaveProperty('accountEnabled')
})

test('select and filter survive in the links', async () => {
  const query =
    "$select=id,displayName,userType,accountEnabled&$filter=accountEnabled eq true and userType eq 'Member'&$top=40"
  const { rows } = await client.drain<UserRow>(`/users?${query}`)
  const expected = sandbox.tenant.people.members.filter(({ accountEnabled }) => accountEnabled)
  expect(rows).toHaveLength(expected.length)
  expect(Object.keys(rows.at(-1) ?? {})).toEqual(['id', 'displayName', 'userType', 'accountEnabled'])
})

test('a person is found by id, by sign-in name and by address', async () => {
  const { id } = await client.get<UserRow>('/users/mia.berg@contoso.com?$select=id')
  expect((await client.get<UserRow>(`/users/${id}`)).displayName).toBe('Mia Berg')
  const guest = sandbox.tenant.people.guests[0]
  expect((await client.get<UserRow>(`/users/${encodeURIComponent(guest?.userPrincipalName ?? '')}`)).id).toBe(
    guest?.id,
  )
  const byMail = "mail eq 'mia.berg@contoso.com' or proxyAddresses/any(p:p eq 'smtp:mia.berg@contoso.com')"
  expect((await client.get<{ value: UserRow[] }>(`/users?$filter=${byMail}`)).value).toHaveLength(1)
})

test('advanced filters need their header', async () => {
  const path = "/users?$filter=userType ne 'Guest'&$count=true"
  expect((await client.graph(path)).status).toBe(400)
  expect((await client.graph(path, { consistencylevel: 'eventual' })).status).toBe(200)
})

test('the organization names its tenant and domains', async () => {
  const { value } = await client.get<{ value: { id: string; verifiedDomains: { name: string }[] }[] }>(
    '/organization',
  )
  expect(value[0]?.id).toBe(sandbox.tenantId)
  expect(value[0]?.verifiedDomains.map(({ name }) => name)).toEqual([
    'contoso.onmicrosoft.com',
    'contoso.com',
  ])
})

test('a group lists its people', async () => {
  const [group] = (await client.get<{ value: UserRow[] }>('/groups')).value
  const { rows } = await client.drain<UserRow>(
    `/groups/${group?.id}/transitiveMembers/microsoft.graph.user?$select=id&$top=20`,
  )
  expect(rows.map(({ id }) => id)).toEqual(sandbox.tenant.people.groups[0]?.members.map(({ id }) => id))
  expect((await client.graph('/groups/none/transitiveMembers/microsoft.graph.user')).status).toBe(404)
})

test('without a directory permission the answer is only no', async () => {
  sandbox.control.revokeRole('User.Read.All')
  const poorer = new Client(sandbox)
  sandbox.control.grantRole('User.Read.All')
  const response = await poorer.graph('/users')
  expect(response.status).toBe(403)
  expect(await response.json()).toMatchObject({ error: { code: 'Authorization_RequestDenied' } })
  expect((await client.graph('/users')).status).toBe(200) // a token keeps the roles it was issued with
})
