/** What the door does with a setup: bodies are checked, secrets are neither logged nor audited, lines come one by one. */
import { afterAll, beforeAll, expect, it } from 'vitest'
// What the browser writes: both sides have to agree on it.
import { roleKey, uniqueNameOf } from '../../tab/microsoft/setup/directory.ts'
import { intendedId } from '../../tab/microsoft/setup/journal.ts'
import { openDoor, type TestDoor } from './testing/door.ts'
import { handMadeServices, SETUP } from './testing/services.ts'

const SECRET = 'Abc8Q~never-to-be-seen-anywhere'
let door: TestDoor

beforeAll(async () => {
  const { setup, credential } = handMadeServices()
  const waiting = {
    name: 'credential',
    state: 'checking',
    code: 'AADSTS7000215',
    detail: '',
    hint: '',
  } as const
  door = await openDoor({
    services: {
      setup: {
        ...setup,
        keepSecret: () => Promise.reject(new Error('the database is away')),
        async check(_operator, _body, onStep) {
          onStep?.({ ...waiting, checkedAt: null, waitedSeconds: 3 })
          return SETUP
        },
      },
      credential: { ...credential, replace: () => Promise.reject(new Error('the database is away')) },
    },
  })
})
afterAll(() => door.close())

const as = { roles: ['Vault.Admin'] }

it('writes no secret to the log or the audit, whatever becomes of the request', async () => {
  const answers = await Promise.all([
    door.send('PUT', '/api/setup/credential', { clientSecret: SECRET, keyId: 'k-1' }, { as }),
    door.send('PUT', '/api/setup/credential', { clientSecret: SECRET, unheardOf: SECRET }, { as }),
    door.send('PUT', '/api/setup/credential', `{"clientSecret":"${SECRET}"`, { as }),
    door.send('PUT', '/api/setup/credential', { clientSecret: [SECRET] }, { as }),
    door.send('POST', '/api/connection/credential', { clientSecret: SECRET }, { as }),
  ])
  expect(answers.map(({ status }) => status)).toEqual([500, 400, 400, 400, 500])
  const seen = (await Promise.all(answers.map((answer) => answer.text()))).join()
  expect(seen + JSON.stringify(door.log) + JSON.stringify(door.recorded)).not.toContain(SECRET)
  expect(door.log.length).toBeGreaterThan(4)
  expect(door.recorded.map(({ action }) => action)).toContain('setup.credential')
})

it.each([
  [{ applicationId: 'not-a-guid' }],
  [{ monthlyMessageLimit: 0 }],
  [{ way: 'magic' }],
  [{ billing: { association: { subscriptionId: 'x', resourceGroup: 'rg', accountName: 'a' } } }],
  [{ displayName: '' }],
])('refuses %j', async (body) => {
  expect((await door.send('PUT', '/api/setup', body, { as })).status).toBe(400)
})

it.each([0, 25, 1.5])('makes no certificate of %s months', async (months) => {
  expect((await door.send('POST', '/api/setup/certificate', { months }, { as })).status).toBe(400)
})

it('answers checks line by line, each as it comes', async () => {
  const headers = { Accept: 'application/x-ndjson' }
  const answer = await door.send('POST', '/api/setup/checks', { waitSeconds: 60 }, { as, headers })
  const lines = (await answer.text())
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(lines).toMatchObject([
    { step: { name: 'credential', state: 'checking', waitedSeconds: 3 } },
    { setup: { displayName: 'Chatvault backup' } },
  ])
})

it('takes the path of an Azure resource as the id of what was created', async () => {
  expect((await strike(`${ACCOUNTS}/a`)).status).toBe(204)
})

it('strikes nothing off that no setup creates, and records nothing as removed', async () => {
  for (const id of ['NaN', '../../etc', '🚀', 'x'.repeat(900)]) expect((await strike(id)).status).toBe(400)
})

const strike = (id: string) =>
  door.ask(`/api/setup/created/${encodeURIComponent(id)}`, { method: 'DELETE', as })
const GUID = '1F6B7c1e-2d3a-4b5c-8d9e-0f1a2b3c4d5e'
const ACCOUNTS = `/subscriptions/${GUID}/resourceGroups/rg-(b).1/providers/Microsoft.GraphServices/accounts`
const note = async (kind: string, id: string, more: object = {}) =>
  (await door.send('POST', '/api/setup/created', { kind, id, name: 'Chatvault', ...more }, { as })).status

it.each([
  ['application', GUID],
  ['application', `intended:application:${uniqueNameOf('https://backup.contoso.com:8443')}`],
  ['application', `intended:application:${uniqueNameOf('https://[::1]:8443')}`],
  ['service-principal', GUID],
  ['service-principal', intendedId('service-principal', GUID)],
  ['secret', GUID],
  ['secret', intendedId('secret', 'Chatvault 1f6b7c1e')],
  ['certificate', 'A'.repeat(40)],
  ['certificate', intendedId('certificate', 'b1'.repeat(32))],
  ['app-role', 'uUYaK0Xq7k-7FbmdXaHyMCqG9rP0aBlGvXIWNnbO6cw'],
  ['app-role', intendedId('app-role', roleKey(GUID, GUID))],
  ['delegated-grant', GUID],
  ['billing-account', `${ACCOUNTS}/chatvault`],
  ['billing-account', intendedId('billing-account', `${ACCOUNTS}/M%C3%BCller_1`)],
])('writes down %s %s', async (kind, id) => {
  expect(await note(kind, id)).toBe(201)
})

it.each([
  ['application', 'object-1'],
  ['application', `${GUID}/owners/${GUID}/$ref`],
  ['application', `intended:application:x')/owners('1`],
  ['application', 'intended:application:payroll'],
  ['application', intendedId('secret', 'Chatvault 1')],
  ['service-principal', `${GUID}?x`],
  ['service-principal', 'intended:service-principal:contoso'],
  ['secret', '../../groups'],
  ['secret', "intended:secret:a'b"],
  ['certificate', 'A'.repeat(41)],
  ['app-role', `${GUID}/../../groups`],
  ['app-role', `intended:app-role:${GUID}`],
  ['delegated-grant', 'mia@contoso.com'],
  ['delegated-grant', `intended:delegated-grant:${GUID}`],
  ['billing-account', `/subscriptions/${GUID}/resourceGroups/rg`],
  ['billing-account', `${ACCOUNTS}/a?x=1#`],
  ['billing-account', `${ACCOUNTS}/..`],
  ['billing-account', `${ACCOUNTS}/a\\..\\b`],
  ['billing-account', `${ACCOUNTS}/%2e%2e`],
  ['billing-account', `${ACCOUNTS}/a/subresource`],
  [
    'billing-account',
    `/subscriptions/${GUID}/resourceGroups/../providers/Microsoft.GraphServices/accounts/a`,
  ],
  [
    'billing-account',
    `/subscriptions/${GUID}/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/a`,
  ],
  ['billing-account', `${ACCOUNTS}/a\n`],
])('writes down nothing that could lead undo elsewhere: %s %s', async (kind, id) => {
  expect(await note(kind, id)).toBe(400)
})

it('writes down which application it belongs to, and takes nothing but an id for that', async () => {
  const body = { kind: 'secret', id: GUID, name: 'x', applicationId: GUID }
  const answer = await door.send('POST', '/api/setup/created', body, { as })
  expect(await answer.json()).toMatchObject({ applicationId: GUID.toLowerCase() })
  expect(await note('secret', GUID, { applicationId: 'payroll' })).toBe(400)
})
