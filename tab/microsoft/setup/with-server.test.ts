/** What comes after a setup, with the real server and the real sandbox: exchange of credentials, billing, removal. */
import { readFile } from 'node:fs/promises'
import { Agent, fetch as send } from 'undici'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Sandbox, startSandbox } from '../../../sandbox/index.ts'
import type { CredentialCheck } from '../../../server/contract/index.ts'
import { placeEmbeddedCopy } from '../../../server/testing/embedded-template.ts'
import { type Product, startProduct } from '../../../server/testing/product.ts'
import { createTempDir } from '../../../server/testing/temp-dir.ts'
import { type Api, createApi } from '../../api/client.ts'
import type { TokenSource } from '../../auth/token-source.ts'
import { type Arm, createArm } from '../arm.ts'
import { createGraph, type Graph } from '../graph.ts'
import { GRAPH_SCOPES } from '../scopes.ts'
import { apiBackend } from './api-backend.ts'
import type { Backend } from './backend.ts'
import { associationIn, billingSteps, findAccount, resourceGroupsOf, subscriptionsOf } from './billing.ts'
import { spreadStep } from './finish.ts'
import { createJournal, type Journal } from './journal.ts'
import { registerSteps } from './register.ts'
import { type Replacement, replaceSteps } from './replace-credential.ts'
import { runSteps, type Step } from './steps.ts'
import { undoSteps } from './undo.ts'

let sandbox: Sandbox
let product: Product
let agent: Agent
let dir: Awaited<ReturnType<typeof createTempDir>>
let api: Api
let backend: Backend
let journal: Journal
let graph: Graph
let arm: Arm
/** The next call it fits is carried out, or not, and answered by a gateway only. */
let lose: { call: RegExp; carriedOut: boolean } | undefined
const now = () => Date.now()
let names = 0
const newName = () => `n${++names}`
const run = async (steps: readonly Step[]) =>
  (await runSteps(steps, () => undefined)).map(({ state }) => state)

beforeAll(async () => {
  dir = await createTempDir()
  sandbox = await startSandbox({ port: 0, users: 5, messages: 40 })
  agent = new Agent({ connect: { ca: await readFile(sandbox.caFile, 'utf8') } })
  await placeEmbeddedCopy(dir.path)
  product = await startProduct(sandbox, { port: 0, dataDir: dir.path, quiet: true })
  const tokens = { token: async () => sandbox.operatorToken('Mia') } as unknown as TokenSource
  api = createApi(
    tokens,
    () => undefined,
    (path, init) => fetch(product.url + String(path), init),
  )
  backend = apiBackend(api)
  journal = createJournal(backend)
  const wire = {
    fetch: (async (url: string, init: { method?: string }) => {
      const real = () => send(url, { ...init, dispatcher: agent })
      if (!lose?.call.test(`${init.method} ${url}`)) return real()
      const { carriedOut } = lose
      lose = undefined
      if (carriedOut) await real()
      return new Response('', { status: 504 })
    }) as unknown as typeof globalThis.fetch,
    pause: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms / 10)),
    onWait: () => undefined,
  }
  const [graphToken, azureToken] = [sandbox.delegatedToken('Mia', GRAPH_SCOPES), sandbox.azureToken('Mia')]
  graph = createGraph({ graphUrl: sandbox.url, token: async () => graphToken, ...wire })
  arm = createArm({ armUrl: sandbox.url, token: async () => azureToken, ...wire })
}, 120_000)
afterAll(async () => {
  await product?.stop()
  await agent?.close()
  await sandbox?.close()
  await dir?.remove()
})

/** The registration the setup made. */
function app() {
  const { applications } = sandbox.truth()
  const known = [sandbox.app.clientId, sandbox.signIn.clientId]
  return applications.find(({ clientId }) => !known.includes(clientId))
}

async function setUp(): Promise<string> {
  const steps = registerSteps({
    graph,
    backend,
    journal,
    now,
    newName,
    publicUrl: product.url,
    displayName: 'Chatvault backup',
    leastSet: false,
    usageReport: false,
    credential: { kind: 'secret', months: 24 },
    suggested: { testMailbox: 'mia.berg@contoso.com' },
  })
  await run([...steps, spreadStep({ backend, onProgress: () => undefined })])
  const { applicationId } = await backend.setup()
  await api.send('PUT', '/api/connection', {
    body: {
      applicationId: applicationId ?? '',
      testMailbox: 'mia.berg@contoso.com',
      monthlyMessageLimit: null,
      costAcknowledged: true,
    },
  })
  return applicationId ?? ''
}

describe('after a setup', () => {
  let applicationId: string
  beforeAll(async () => {
    applicationId = await setUp()
  }, 120_000)

  const replace = (
    kind: 'secret' | 'certificate',
    onCheck: (check: CredentialCheck | undefined) => void,
    replacement: Replacement = {},
    server: Backend = backend,
  ) =>
    run(
      replaceSteps({
        graph,
        backend: server,
        journal,
        now,
        newName,
        applicationId,
        onCheck,
        replacement,
        credential: { kind, months: 12 },
      }),
    )

  it('a secret is exchanged for a new one, and only then the old one goes', async () => {
    const before = app()?.secrets[0]?.keyId
    const seen: number[] = []
    const states = await replace('secret', () => void seen.push(app()?.secrets.length ?? 0))
    expect(states).toEqual(['found', 'done', 'done', 'done'])
    expect(new Set(seen)).toEqual(new Set([2]))
    expect(app()?.secrets).toHaveLength(1)
    const { credential, status } = await backend.connection()
    expect(credential?.keyId).toBe(app()?.secrets[0]?.keyId)
    expect(credential?.keyId).not.toBe(before)
    expect(status).toBe('active')
  }, 120_000)

  it.each([true, false])(
    'goes on to the removal of the old one after that was cut off (%s)',
    async (carriedOut) => {
      const replacement: Replacement = {}
      const before = app()?.secrets[0]?.keyId
      lose = { call: /POST .*removePassword/, carriedOut }
      await expect(replace('secret', () => undefined, replacement)).rejects.toMatchObject({ kind: 'network' })
      const states = await replace('secret', () => undefined, replacement)
      expect(states).toEqual(['found', 'found', 'found', carriedOut ? 'found' : 'done'])
      expect(app()?.secrets).toHaveLength(1)
      expect(app()?.secrets[0]?.keyId).not.toBe(before)
    },
    120_000,
  )

  it('continues to the removal of the old one where the answer that it was replaced was lost', async () => {
    const replacement: Replacement = {}
    const before = app()?.secrets[0]?.keyId
    const deaf: Backend = {
      ...backend,
      replaceCredential: async (...given) => {
        await backend.replaceCredential(...given)
        throw new TypeError('Failed to fetch')
      },
    }
    await expect(replace('secret', () => undefined, replacement, deaf)).rejects.toThrow('Failed to fetch')
    expect(app()?.secrets).toHaveLength(2)
    expect(await replace('secret', () => undefined, replacement)).toEqual(['found', 'found', 'found', 'done'])
    expect(app()?.secrets.map(({ keyId }) => keyId)).not.toContain(before)
    expect(app()?.secrets).toHaveLength(1)
  }, 120_000)

  it('what a replacement that no one tries again left behind goes with the next one', async () => {
    lose = { call: /POST .*removePassword/, carriedOut: false }
    await expect(replace('secret', () => undefined)).rejects.toMatchObject({ kind: 'network' })
    expect(app()?.secrets).toHaveLength(2)
    expect(await replace('secret', () => undefined)).not.toContain('manual')
    expect(app()?.secrets).toHaveLength(1)
  }, 120_000)

  it('a secret is exchanged for a certificate, and that for another one', async () => {
    expect(await replace('certificate', () => undefined)).not.toContain('manual')
    expect(app()).toMatchObject({ secrets: [], certificates: [{}] })
    const first = app()?.certificates[0]?.thumbprint
    expect(await replace('certificate', () => undefined)).not.toContain('manual')
    expect(app()?.certificates).toHaveLength(1)
    expect(app()?.certificates[0]?.thumbprint).not.toBe(first)
    expect((await backend.connection()).credential?.kind).toBe('certificate')
  }, 120_000)

  it('a subscription is linked once, found after that, and noted', async () => {
    const subscriptions = await subscriptionsOf(arm)
    const [subscription] = subscriptions
    const groups = subscription ? await resourceGroupsOf(arm, subscription.subscriptionId) : []
    expect(groups.length).toBeGreaterThan(0)
    expect(await findAccount(arm, subscriptions, applicationId)).toBeUndefined()
    const plan = {
      arm,
      backend,
      journal,
      applicationId,
      accountName: 'chatvault',
      subscriptionId: subscription?.subscriptionId ?? '',
      resourceGroup: groups[0]?.name ?? '',
    }
    expect((await run(billingSteps(plan))).at(-2)).toBe('done')
    expect(app()?.billingLinked).toBe(true)
    expect(await run(billingSteps(plan))).toEqual(['found', 'found', 'done'])
    const account = await findAccount(arm, subscriptions, applicationId)
    expect(account && associationIn(account)).toMatchObject({ accountName: 'chatvault' })
    const { billing } = await backend.setup()
    expect(billing.association).toMatchObject({ subscriptionId: plan.subscriptionId })
  }, 120_000)

  it('an account that links another app is neither taken over nor deleted', async () => {
    const other = sandbox.control.registerApp()
    const [subscription] = await subscriptionsOf(arm)
    const [group] = subscription ? await resourceGroupsOf(arm, subscription.subscriptionId) : []
    const plan = {
      arm,
      backend,
      journal,
      applicationId,
      accountName: 'payroll',
      subscriptionId: subscription?.subscriptionId ?? '',
      resourceGroup: group?.name ?? '',
    }
    const path = `/subscriptions/${plan.subscriptionId}/resourceGroups/${plan.resourceGroup}/providers/Microsoft.GraphServices/accounts/payroll`
    await arm.call({
      method: 'PUT',
      path: `${path}?api-version=2023-04-13`,
      body: { location: 'global', properties: { appId: other.clientId } },
    })
    await expect(run(billingSteps(plan))).rejects.toMatchObject({ why: 'accountTaken', what: 'payroll' })
    expect((await journal.entries()).map(({ name }) => name)).not.toContain('payroll')
    const it = { kind: 'billing-account', name: 'payroll', applicationId } as const
    await journal.take(it, path)
    const entries = (await journal.entries()).filter(({ name }) => name === 'payroll')
    expect(
      await run(
        undoSteps({ graph, arm, backend: { restart: async () => undefined }, journal, entries, now }),
      ),
    ).toEqual(['done', 'found', 'done'])
    expect(sandbox.truth().associations.map(({ appId }) => appId)).toContain(other.clientId)
    sandbox.control.deleteApp(other.clientId)
  }, 120_000)

  it('an account someone else began for this app is finished and remains theirs', async () => {
    const { clientId } = sandbox.control.registerApp()
    sandbox.control.set({ accountMs: 1500 })
    const [subscription] = await subscriptionsOf(arm)
    const [group] = subscription ? await resourceGroupsOf(arm, subscription.subscriptionId) : []
    const plan = {
      arm,
      backend,
      journal,
      applicationId: clientId,
      accountName: 'theirs',
      subscriptionId: subscription?.subscriptionId ?? '',
      resourceGroup: group?.name ?? '',
    }
    const path = `/subscriptions/${plan.subscriptionId}/resourceGroups/${plan.resourceGroup}/providers/Microsoft.GraphServices/accounts/theirs`
    await arm.call({
      method: 'PUT',
      path: `${path}?api-version=2023-04-13`,
      body: { location: 'global', properties: { appId: clientId } },
    })
    await run(billingSteps(plan))
    expect((await journal.entries()).map(({ name }) => name)).not.toContain('theirs')
    await arm.find({ method: 'DELETE', path: `${path}?api-version=2023-04-13` })
    sandbox.control.set({ accountMs: 0 })
    sandbox.control.deleteApp(clientId)
  }, 120_000)

  it('everything it made is removed after a disconnect', async () => {
    await api.send('DELETE', '/api/connection')
    const entries = await journal.entries()
    expect(entries.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['application', 'billing-account']),
    )
    await run(undoSteps({ graph, arm, backend, journal, entries, now }))
    expect(app()).toBeUndefined()
    expect(sandbox.truth().associations.filter(({ appId }) => appId === applicationId)).toEqual([])
    expect(await journal.entries()).toEqual([])
  }, 120_000)
})
