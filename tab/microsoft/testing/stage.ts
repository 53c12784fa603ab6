/** Our server in memory, Microsoft's Graph client over TLS against the sandbox, and any one call made to fail. */
import { X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { Agent, fetch as send } from 'undici'
import { type Sandbox, startSandbox } from '../../../sandbox/index.ts'
import type { Connection, CreatedObject, Setup } from '../../../server/contract/index.ts'
import { createGraph } from '../graph.ts'
import type { Wait } from '../patience.ts'
import { GRAPH_SCOPES } from '../scopes.ts'
import type { Backend } from '../setup/backend.ts'
import type { Compared } from '../setup/compare.ts'
import { createJournal, intendedKey } from '../setup/journal.ts'
import { registerSteps } from '../setup/register.ts'
import { type Row, runSteps } from '../setup/steps.ts'
import { compareStep, undoSteps } from '../setup/undo.ts'

export interface World {
  sandbox: Sandbox
  agent: Agent
  /** Waiting turns it on. */
  now: { at: number }
  close(): Promise<void>
}

export async function startWorld(): Promise<World> {
  const now = { at: Date.parse('2026-11-23T09:00:00Z') }
  const sandbox = await startSandbox({ port: 0, users: 5, messages: 0, clock: () => now.at })
  const agent = new Agent({ connect: { ca: await readFile(sandbox.caFile, 'utf8') } })
  const close = async () => {
    await agent.close()
    await sandbox.close()
  }
  return { sandbox, agent, now, close }
}

/** Our server as far as a setup needs it, in memory. */
function memory(pems: readonly string[], now: () => number) {
  const left = [...pems]
  const state = {
    applicationId: null as string | null,
    credential: null as Setup['credential'],
    certificate: null as Setup['certificate'],
    created: [] as CreatedObject[],
    secret: undefined as string | undefined,
    connection: { applicationId: null, credential: null } as Pick<Connection, 'applicationId' | 'credential'>,
  }
  const setup = async (): Promise<Setup> => ({
    way: 'automatic',
    displayName: 'Chatvault backup',
    leastSet: true,
    testMailbox: null,
    applicationId: state.applicationId,
    credential: state.credential,
    certificate: state.certificate,
    replacementCertificate: null,
    steps: [],
    created: structuredClone(state.created),
    updatedAt: null,
    billing: { regime: 'metered', askedForAt: null, suggestion: 'nothing-to-do', association: null },
  })
  const backend: Backend = {
    setup,
    connection: async () => structuredClone(state.connection) as Connection,
    async set({ applicationId }) {
      if (applicationId !== undefined) state.applicationId = applicationId
      return setup()
    },
    async restart() {
      Object.assign(state, { applicationId: null, credential: null, certificate: null, secret: undefined })
    },
    async handOver({ clientSecret, keyId = null, expiresAt = null }) {
      Object.assign(state, { secret: clientSecret })
      state.credential = { kind: 'secret', hint: clientSecret.slice(0, 3), keyId, expiresAt }
      return setup()
    },
    async makeCertificate() {
      const pem = left.shift() ?? pems.at(-1) ?? ''
      const { fingerprint, fingerprint256 } = new X509Certificate(pem)
      const [sha1Thumbprint, thumbprint] = [fingerprint, fingerprint256].map((text) =>
        text.replaceAll(':', ''),
      )
      const expiresAt = '2028-11-23T09:00:00.000Z'
      state.certificate = {
        pem,
        base64: derOf(pem),
        expiresAt,
        thumbprint: thumbprint ?? '',
        sha1Thumbprint: sha1Thumbprint ?? '',
      }
      state.credential = { kind: 'certificate', hint: thumbprint ?? '', keyId: null, expiresAt }
      return setup()
    },
    check: setup,
    replaceCredential: () => Promise.reject(new Error('not here')),
    async noteCreated({ kind, id, name, applicationId = null }) {
      const at = new Date(now()).toISOString()
      const known = state.created.find((one) => one.id === id)
      if (!known) state.created.push({ kind, id, name, applicationId, at })
      else if (intendedKey(known) !== undefined) known.at = at
    },
    async strikeCreated(id) {
      state.created = state.created.filter((one) => one.id !== id)
    },
  }
  return { state, backend }
}

function derOf(pem: string): string {
  return (/-----BEGIN CERTIFICATE-----([^-]+)-/.exec(pem)?.[1] ?? '').replace(/\s/g, '')
}

/** How the n-th call fails: refused before it had an effect, or answered by no one after it had. */
export type Mode = 'refused' | 'lost'

/** Counts calls to Microsoft and to our server alike, and spoils the one that is due. */
function spoiler() {
  let calls = 0
  let due = 0
  let mode: Mode = 'refused'
  return {
    arm: (at: number, how: Mode) => {
      calls = 0
      due = at
      mode = how
    },
    calls: () => calls,
    async spoil<T>(call: () => Promise<T>, refuse: () => T | Promise<T>): Promise<T> {
      calls++
      if (calls !== due) return call()
      if (mode === 'refused') return refuse()
      await call()
      throw new TypeError('Failed to fetch')
    },
  }
}

export type Kind = 'secret' | 'certificate'

export interface StageOptions {
  who?: string
  leastSet?: boolean
  usageReport?: boolean
  /** What our server makes, one after another. */
  certificates?: readonly string[]
}

export async function stageOf(
  { sandbox, agent, now }: World,
  publicUrl: string,
  kind: Kind,
  {
    who = 'Mia',
    leastSet = true,
    usageReport = false,
    certificates = [sandbox.app.certificatePem],
  }: StageOptions = {},
) {
  const { state, backend } = memory(certificates, () => now.at)
  const spoiling = spoiler()
  const waits: Wait[] = []
  const token = sandbox.delegatedToken(who, GRAPH_SCOPES)
  /** What is answered instead of the next call it fits. */
  const instead: { call: RegExp; answer: (send: () => Promise<Response>) => Promise<Response> }[] = []
  const fetch = ((url: string, init: { method?: string }) => {
    const real = () => send(url, { ...init, dispatcher: agent }) as unknown as Promise<Response>
    const at = instead.findIndex(({ call }) =>
      call.test(`${init.method ?? 'GET'} ${decodeURIComponent(url)}`),
    )
    if (at >= 0) return instead.splice(at, 1)[0]?.answer(real)
    return spoiling.spoil(real, () => refusal(400))
  }) as typeof globalThis.fetch
  const pause = async (ms: number) => {
    now.at += ms
  }
  const graph = createGraph({
    graphUrl: sandbox.url,
    fetch,
    pause,
    token: async () => token,
    onWait: (wait) => wait && waits.push(wait),
  })
  const flaky = Object.fromEntries(
    Object.entries(backend).map(([name, call]) => [
      name,
      (...given: unknown[]) =>
        spoiling.spoil(
          () => (call as (...all: unknown[]) => Promise<unknown>)(...given),
          () => Promise.reject(new Error('The server refused.')),
        ),
    ]),
  ) as unknown as Backend
  const journal = createJournal(flaky)
  let names = 0
  const rows: Row[][] = []
  const onRows = (now: readonly Row[]) => void rows.push([...now])
  const common = { graph, backend: flaky, journal, now: () => now.at, publicUrl }
  return {
    state,
    spoiling,
    waits,
    rows,
    graph,
    fetch,
    pause,
    journal,
    backend: flaky,
    refuseNext: (call: RegExp, status: number) => instead.push({ call, answer: async () => refusal(status) }),
    /** Carried out, and answered by a gateway only. */
    loseNext: (call: RegExp) =>
      instead.push({ call, answer: async (send) => send().then(() => refusal(504)) }),
    setUp: () =>
      runSteps(
        registerSteps({
          ...common,
          displayName: 'Chatvault backup',
          leastSet,
          usageReport,
          newName: () => `n${++names}`,
          credential: { kind, months: 24 },
          suggested: { testMailbox: 'mia.berg@contoso.com' },
        }),
        onRows,
      ),
    compare: async () => {
      let compared: readonly Compared[] = []
      const plan = { graph, arm: undefined, entries: await journal.entries(), now: () => now.at }
      const keep = (all: readonly Compared[]) => {
        compared = all
      }
      await runSteps([compareStep(plan, keep)], onRows)
      return compared
    },
    undo: async () => {
      const entries = await journal.entries()
      const plan = { graph, arm: undefined, backend: flaky, journal, entries, now: () => now.at }
      return runSteps(undoSteps(plan), onRows)
    },
  }
}

export type Stage = Awaited<ReturnType<typeof stageOf>>

function refusal(status: number): Response {
  return Response.json({ error: { code: 'Unlucky', message: 'No.' } }, { status })
}
