/** Everything together against the sandbox tenant, over TLS, with MSAL and the Graph SDK as they are. */
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Sandbox, type SandboxOptions, startSandbox } from '../../sandbox/index.ts'
import type { VaultError } from '../domain/vault-error.ts'
import { composeGraph, type GraphOptions } from './compose.ts'
import { type CheckResult, connectionChecks } from './connection-checks.ts'
import { CLOUDS } from './entra/cloud.ts'
import type { Credential } from './entra/credential.ts'
import { tokenSource } from './entra/tokens.ts'
import { type WalkStep, walkWindow } from './export-walk.ts'
import { memoryFence } from './limits/fence.ts'
import { countingMeter, realClock } from './testing/wiring.ts'
import { connections, exchangeOver } from './wire/exchange.ts'

let sandbox: Sandbox
const always = { from: new Date('2010-01-01T00:00:00Z'), to: new Date(Date.now() - 10_000) }

beforeAll(async () => {
  sandbox = await start()
})
beforeEach(() => {
  sandbox.control.forgetFaults()
  sandbox.control.set({ faults: [], faultRate: 0, throttleRps: 0, metering: 'off' })
})
afterAll(() => sandbox.close())

function start(options: SandboxOptions = {}): Promise<Sandbox> {
  return startSandbox({ port: 0, users: 12, messages: 1500, seed: 7, ...options })
}

function parts(
  credential?: Credential,
  options: Partial<GraphOptions> & { applicationId?: string; tenantId?: string } = {},
) {
  const exchange = exchangeOver(connections({ ca: readFileSync(sandbox.caFile, 'utf8') }))
  const meter = countingMeter()
  const { applicationId = sandbox.app.clientId, tenantId = sandbox.tenantId, ...more } = options
  const tokens = tokenSource({
    cloud: { loginUrl: sandbox.url, scope: CLOUDS.global.scope },
    tenantId,
    applicationId,
    credential: credential ?? { kind: 'secret', clientSecret: sandbox.app.clientSecret },
    exchange,
    clock: realClock,
  })
  const graph = composeGraph({
    graphUrl: sandbox.url,
    tokens,
    exchange,
    meter,
    fence: memoryFence(realClock),
    clock: realClock,
    random: () => 0.1,
    newRequestId: () => crypto.randomUUID(),
    limits: { exportPerSecond: 2000 },
    ...more,
  })
  return { graph, tokens, meter }
}

/** A person with a mailbox, as the truth counts it. */
function reader(at = 0) {
  const people = sandbox.truth().users.filter((user) => (user.mailbox ?? 0) > 60 && user.accountEnabled)
  const person = people[at]
  if (person === undefined) throw new Error('the sandbox has too few people')
  return person
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = []
  for await (const item of items) all.push(item)
  return all
}

function idsOf(steps: readonly WalkStep[]): string[] {
  return steps.flatMap((step) =>
    step.kind === 'page' ? step.rows.map((row) => `${row.chatId} ${row.id} ${row.etag}`) : [],
  )
}

function billed(): number {
  const months = sandbox.truth().billed[sandbox.app.clientId] ?? {}
  return Object.values(months).reduce((sum, rows) => sum + rows, 0)
}

describe('reading a tenant', () => {
  it.each<[string, () => Credential]>([
    ['a secret', () => ({ kind: 'secret', clientSecret: sandbox.app.clientSecret })],
    ['a certificate', () => ({ kind: 'certificate', certificatePem: sandbox.app.certificatePem })],
  ])('signs in with %s and reads organization, people and groups', async (_, credential) => {
    const { graph, tokens } = parts(credential())
    expect(await tokens.roles()).toContain('Chat.Read.All')
    const organization = await graph.organization()
    expect(organization.id).toBe(sandbox.tenantId)
    const users = (await collect(graph.users())).flat()
    const [group] = sandbox.tenant.people.groups
    expect(await graph.groupMemberIds(group?.id ?? '')).toEqual(group?.members.map((member) => member.id))
    expect(users.map((user) => user.id).toSorted()).toEqual(
      sandbox
        .truth()
        .users.map((user) => user.id)
        .toSorted(),
    )
  })

  it("exports every message of a person's mailbox once, and books exactly those rows", async () => {
    const person = reader()
    const before = billed()
    const { graph, meter } = parts()
    const steps = await collect(
      walkWindow(graph, { userId: person.id, window: always, top: 20, runId: null }),
    )
    expect(new Set(idsOf(steps)).size).toBe(person.mailbox)
    expect(meter).toMatchObject({ charged: billed() - before, open: 0 })
    expect(steps.at(-1)).toMatchObject({ position: { cursor: null } })
  })

  it('returns with a sender filter what that person wrote, and no more', async () => {
    const person = reader()
    const { graph } = parts()
    const request = { userId: person.id, window: always, top: 50, runId: null }
    const own = { ...request, senders: [{ kind: 'user', id: person.id } as const] }
    const all = await collect(walkWindow(graph, request))
    const mine = await collect(walkWindow(graph, own))
    const isMine = (from: unknown) => JSON.stringify(from ?? null).includes(person.id)
    const expected = all
      .flatMap((step) => (step.kind === 'page' ? step.rows : []))
      .filter((row) => isMine(row.from))
    expect(idsOf(mine).toSorted()).toEqual(
      expected.map((row) => `${row.chatId} ${row.id} ${row.etag}`).toSorted(),
    )
  })

  it('lists the chats of a person with their members', async () => {
    const { graph } = parts(undefined, { limits: { perChatPerSecond: 1000, otherPerSecond: 1000 } })
    const chats = (await collect(graph.chatsOf(reader().id))).flat()
    expect(chats.length).toBeGreaterThan(1)
    expect(chats.every((chat) => chat.members.length > 0 && chat.createdAt !== null)).toBe(true)
  })
})

describe('in bad weather', () => {
  it('reads everything, and has booked at least what Microsoft billed', async () => {
    sandbox.control.set({ faults: ['429', '503', '504', 'reset', 'truncated'], faultRate: 0.15 })
    const people = [reader(0), reader(1), reader(2)]
    const before = billed()
    const { graph, meter } = parts()
    for (const person of people) {
      const steps = await collect(
        walkWindow(graph, { userId: person.id, window: always, top: 20, runId: null }),
      )
      expect(new Set(idsOf(steps)).size).toBe(person.mailbox)
    }
    expect(meter.open).toBe(0)
    expect(meter.charged).toBeGreaterThanOrEqual(billed() - before)
    expect(Object.values(sandbox.truth().faults).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(0)
  })

  it('reads a window again when its place is lost, and says so', async () => {
    const person = reader()
    sandbox.control.failNext({ kind: 'expired-cursor', user: person.id })
    const { graph } = parts()
    const steps = await collect(
      walkWindow(graph, { userId: person.id, window: always, top: 20, runId: null }),
    )
    expect(steps.filter((step) => step.kind === 'restarted')).toHaveLength(1)
    expect(new Set(idsOf(steps)).size).toBe(person.mailbox)
    expect(sandbox.control.pendingFaults).toBe(0)
  })

  it('leaves a circle that is not there the second time', async () => {
    const person = reader()
    sandbox.control.failNext({ kind: 'loop', user: person.id })
    const { graph } = parts()
    const steps = await collect(
      walkWindow(graph, { userId: person.id, window: always, top: 20, runId: null }),
    )
    expect(new Set(idsOf(steps)).size).toBe(person.mailbox)
    expect(sandbox.control.pendingFaults).toBe(0)
  })

  it('remains within the published limits: not one 429 at full speed', async () => {
    sandbox.control.set({ throttleRps: 40 })
    const refusals: string[] = []
    const retry = { onRetry: (error: VaultError) => refusals.push(error.code) }
    const { graph } = parts(undefined, { limits: { exportPerSecond: 40 }, retry })
    const request = { userId: reader().id, window: always, top: 1, runId: null }
    await Promise.all(Array.from({ length: 130 }, () => graph.exportPage(request)))
    expect(refusals).toEqual([])
  })

  it('obeys a limit lower than the published one', async () => {
    sandbox.control.set({ throttleRps: 10 })
    const { graph } = parts(undefined, { limits: { exportPerSecond: 200 } })
    const request = { userId: reader().id, window: always, top: 1, runId: null }
    const pages = await Promise.all(Array.from({ length: 40 }, () => graph.exportPage(request)))
    expect(pages).toHaveLength(40)
  })

  it('continues with a new token when the old one is no longer accepted', async () => {
    const person = reader()
    const { graph } = parts()
    const seen: string[] = []
    for await (const step of walkWindow(graph, { userId: person.id, window: always, top: 20, runId: null })) {
      seen.push(...idsOf([step]))
      sandbox.control.invalidateTokens()
    }
    expect(new Set(seen).size).toBe(person.mailbox)
  })
})

describe('the connection checks', () => {
  const check = (mailbox: string, given = parts()) =>
    collect(
      connectionChecks({ tokens: given.tokens, graph: given.graph, testMailbox: mailbox, clock: realClock }),
    )
  const lastOf = (checks: readonly CheckResult[]) => checks.at(-1)

  it('pass in their order and read at most one message', async () => {
    const given = parts()
    const checks = await check(reader().userPrincipalName, given)
    expect(checks.map(({ name, code }) => `${name} ${code}`)).toEqual([
      'token ok',
      'permissions ok',
      'organization ok',
      'mailbox ok',
      'export ok',
    ])
    expect(given.meter.charged).toBeLessThanOrEqual(1)
  })

  it('end at a wrong secret, and know a secret ID', async () => {
    const wrong = await check('x', parts({ kind: 'secret', clientSecret: 'not-the-secret' }))
    expect(wrong).toMatchObject([{ name: 'token', ok: false, code: 'AADSTS7000215' }])
    const pasted = await check(
      'x',
      parts({ kind: 'secret', clientSecret: '0b7d1b0e-6f4c-4b7e-9a53-0f6b2c1d4e5f' }),
    )
    expect(pasted[0]?.hint).toContain('Value')
  })

  it('end at an unknown application or tenant', async () => {
    const nobody = '11111111-2222-4333-8444-555555555555'
    expect(await check('x', parts(undefined, { applicationId: nobody }))).toMatchObject([
      { code: 'AADSTS700016' },
    ])
    expect(await check('x', parts(undefined, { tenantId: nobody }))).toMatchObject([{ code: 'AADSTS90002' }])
  })

  it('name the missing permission and what stops without it', async () => {
    sandbox.control.revokeRole('User.Read.All')
    try {
      expect(lastOf(await check(reader().userPrincipalName))).toMatchObject({
        name: 'permissions',
        ok: false,
        code: 'missing-permission',
        detail: expect.stringContaining('people can’t be listed'),
        hint: expect.stringContaining('Grant admin consent'),
      })
    } finally {
      sandbox.control.grantRole('User.Read.All')
    }
  })

  it('end at a mailbox no one has, a guest, a disabled account', async () => {
    expect(lastOf(await check('nobody@contoso.com'))).toMatchObject({
      name: 'mailbox',
      code: 'mailbox-not-found',
    })
    const { users } = sandbox.truth()
    const guest = users.find((user) => user.userType === 'Guest')
    const disabled = users.find((user) => !user.accountEnabled && user.userType === 'Member')
    expect(lastOf(await check(guest?.userPrincipalName ?? ''))).toMatchObject({ code: 'mailbox-guest' })
    expect(lastOf(await check(disabled?.userPrincipalName ?? ''))).toMatchObject({ code: 'mailbox-disabled' })
  })

  it('hint at billing when Microsoft asks for it', async () => {
    sandbox.control.set({ metering: 'legacy' })
    const given = parts(undefined, { billingModel: 'A' })
    const person = sandbox
      .truth()
      .users.find((user) => user.mailbox === null && user.accountEnabled && user.userType === 'Member')
    const outcomes = await Promise.all(
      [reader(0), reader(1), reader(2)].map((user) => check(user.userPrincipalName, given)),
    )
    const refused = outcomes.map(lastOf).find((last) => last?.ok === false)
    expect(refused).toMatchObject({
      name: 'export',
      code: 'PaymentRequired',
      hint: expect.stringContaining('Azure portal'),
    })
    expect(person).toBeDefined()
  })
})

it('trusts the CA of NODE_EXTRA_CA_CERTS and no other, in a process of its own', async () => {
  const script = `
    import { connections, exchangeOver } from './server/graph/wire/exchange.ts'
    import { tokenSource } from './server/graph/entra/tokens.ts'
    const [loginUrl, tenantId, applicationId, clientSecret] = process.argv.slice(1)
    const source = tokenSource({ cloud: { loginUrl, scope: 'https://graph.microsoft.com/.default' }, tenantId, applicationId,
      credential: { kind: 'secret', clientSecret }, exchange: exchangeOver(connections()), clock: { now: () => new Date() } })
    process.stdout.write((await source.roles().catch((error) => [error.code])).join(' '))`
  const run = async (env: Record<string, string>) => {
    const { url, tenantId, app } = sandbox
    const args = [
      '--input-type=module-typescript',
      '-e',
      script,
      url,
      tenantId,
      app.clientId,
      app.clientSecret,
    ]
    const { stdout } = await promisify(execFile)(process.execPath, args, {
      env: { PATH: process.env.PATH, ...env },
    })
    return stdout
  }
  expect(await run({ NODE_EXTRA_CA_CERTS: sandbox.caFile })).toContain('Chat.Read.All')
  expect(await run({})).toBe('unreachable')
})
