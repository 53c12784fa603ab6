/** What the door does with a setup: bodies are checked, secrets are neither logged nor audited, lines come one by one. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openDoor, type TestDoor } from './testing/door.ts'
import { handMadeServices, ONBOARDING } from './testing/services.ts'

const SECRET = 'Abc8Q~never-to-be-seen-anywhere'
let door: TestDoor

beforeAll(async () => {
  const { onboarding, credentialLife } = handMadeServices()
  const waiting = {
    name: 'credential',
    state: 'checking',
    code: 'AADSTS7000215',
    detail: '',
    hint: '',
  } as const
  door = await openDoor({
    services: {
      onboarding: {
        ...onboarding,
        keepSecret: () => Promise.reject(new Error('the database is away')),
        async check(_operator, _body, onStep) {
          onStep?.({ ...waiting, checkedAt: null, waitedSeconds: 3 })
          return ONBOARDING
        },
      },
      credentialLife: { ...credentialLife, replace: () => Promise.reject(new Error('the database is away')) },
    },
  })
})
afterAll(() => door.close())

const as = { roles: ['Vault.Admin'] }

it('writes no secret to the log or the audit, whatever becomes of the request', async () => {
  const answers = await Promise.all([
    door.send('PUT', '/api/onboarding/credential', { clientSecret: SECRET, keyId: 'k-1' }, { as }),
    door.send('PUT', '/api/onboarding/credential', { clientSecret: SECRET, unheardOf: SECRET }, { as }),
    door.send('PUT', '/api/onboarding/credential', `{"clientSecret":"${SECRET}"`, { as }),
    door.send('PUT', '/api/onboarding/credential', { clientSecret: [SECRET] }, { as }),
    door.send('POST', '/api/connection/credential', { clientSecret: SECRET }, { as }),
  ])
  expect(answers.map(({ status }) => status)).toEqual([500, 400, 400, 400, 500])
  const seen = (await Promise.all(answers.map((answer) => answer.text()))).join()
  expect(seen + JSON.stringify(door.log) + JSON.stringify(door.recorded)).not.toContain(SECRET)
  expect(door.log.length).toBeGreaterThan(4)
  expect(door.recorded.map(({ action }) => action)).toContain('onboarding.credential')
})

it.each([
  [{ applicationId: 'not-a-guid' }],
  [{ monthlyMessageLimit: 0 }],
  [{ way: 'magic' }],
  [{ billing: { association: { subscriptionId: 'x', resourceGroup: 'rg', accountName: 'a' } } }],
  [{ displayName: '' }],
])('refuses %j', async (body) => {
  expect((await door.send('PUT', '/api/onboarding', body, { as })).status).toBe(400)
})

it.each([0, 25, 1.5])('makes no certificate of %s months', async (months) => {
  expect((await door.send('POST', '/api/onboarding/certificate', { months }, { as })).status).toBe(400)
})

it('answers checks line by line, each as it comes', async () => {
  const headers = { Accept: 'application/x-ndjson' }
  const answer = await door.send('POST', '/api/onboarding/checks', { waitSeconds: 60 }, { as, headers })
  const lines = (await answer.text())
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(lines).toMatchObject([
    { step: { name: 'credential', state: 'checking', waitedSeconds: 3 } },
    { onboarding: { displayName: 'Chatvault' } },
  ])
})

it('takes the path of an Azure resource as the id of what was created', async () => {
  const id = encodeURIComponent(
    '/subscriptions/1/resourceGroups/rg/providers/Microsoft.GraphServices/accounts/a',
  )
  expect((await door.ask(`/api/onboarding/created/${id}`, { method: 'DELETE', as })).status).toBe(204)
})
