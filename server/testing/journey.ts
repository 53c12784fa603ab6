/**
 * A sandbox tenant, the product as a process beside it, and what an acceptance check does with both: connect, run, wait for
 * the end, compare books and archive with the truth.
 */
import { setTimeout as delay } from 'node:timers/promises'
import { expect } from 'vitest'
import { type Sandbox, type SandboxOptions, startSandbox } from '../../sandbox/index.ts'
import type { LedgerEntry, Quota, Run, RunFault, Subject } from '../contract/index.ts'
import { placeEmbeddedCopy } from './embedded-template.ts'
import { type Product, startProduct } from './product.ts'
import { createTempDir } from './temp-dir.ts'
import { type Archived, keyOf, readArchive, readTruth, type TrueMessage } from './truth.ts'

/** Between two looks: the API allows an operator 300 requests a minute. */
const LOOK_MS = 250
/** They take turns at looking, so that the limit leaves Mia's requests alone. */
const WATCHERS = ['Jonas', 'Aisha', 'David']
/** Then something hangs. */
const PATIENCE_MS = 90_000

// biome-ignore lint/suspicious/noExplicitAny: what a stranger reads out of an answer is judged by the test
type Body = any
export type Answer = { readonly status: number; readonly body: Body; readonly headers: Headers }
export type Page<T> = { items: T[]; next: string | null }

/** A name, whatever token a test wants to try, or null for none. */
export type Who = string | { readonly token: string } | null

export type Journey = {
  readonly sandbox: Sandbox
  readonly dataDir: string
  readonly env: NodeJS.ProcessEnv
  product(): Product
  /** SIGKILL, then a new process over the same folder. */
  restart(env?: NodeJS.ProcessEnv): Promise<void>
  /** As Mia, the admin, unless somebody else is named. Answers whatever came. */
  call(method: string, path: string, body?: unknown, who?: Who): Promise<Answer>
  /** What every role may look at; throws unless it is 200. */
  get<T>(path: string): Promise<T>
  /** Every item of a list, by its `next`. */
  all<T>(path: string): Promise<T[]>
  credential(): { applicationId: string; clientSecret: string; testMailbox: string }
  /** Throws unless it is saved. */
  connect(monthlyMessageLimit: number | null): Promise<void>
  setLimit(monthlyMessageLimit: number | null): Promise<void>
  startRun(body?: object): Promise<string>
  /** Until the run is as asked. */
  until(runId: string, reached: (run: Run) => boolean): Promise<Run>
  /** Until the month's use is as asked, or that time is over. */
  untilUsed(reached: (used: number) => boolean, patienceMs: number): Promise<void>
  /** Until it ended or is suspended. */
  atRest(runId: string): Promise<Run>
  /** Starts one and waits. */
  run(body?: object): Promise<Run>
  faults(runId: string): Promise<RunFault[]>
  close(): Promise<void>
}

export async function startJourney(
  options: SandboxOptions & { env?: NodeJS.ProcessEnv } = {},
): Promise<Journey> {
  const { env = {}, ...knobs } = options
  const sandbox = await startSandbox({ port: 0, users: 8, messages: 400, ...knobs })
  const dir = await createTempDir()
  const start = (more?: NodeJS.ProcessEnv) =>
    startProduct(sandbox, { port: 0, dataDir: dir.path, quiet: true, env: { ...env, ...more } })
  if (env.DATABASE_URL === undefined) await placeEmbeddedCopy(dir.path)
  let product = await start()

  async function call(method: string, path: string, body?: unknown, who: Who = 'Mia'): Promise<Answer> {
    const token = typeof who === 'string' ? sandbox.operatorToken(who) : who?.token
    const answer = await fetch(`${product.url}${path}`, {
      method,
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    const isJson = /json$|json;/.test(answer.headers.get('content-type') ?? '')
    return { status: answer.status, body: isJson ? JSON.parse(text) : text, headers: answer.headers }
  }

  async function done(expected: number, ...[method, path, body, who]: Parameters<typeof call>) {
    const answer = await call(method, path, body, who)
    if (answer.status !== expected)
      throw new Error(`${method} ${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`)
    return answer.body
  }

  let looks = 0
  const get = <T>(path: string): Promise<T> =>
    done(200, 'GET', path, undefined, WATCHERS[looks++ % WATCHERS.length])

  async function all<T>(path: string): Promise<T[]> {
    const items: T[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const more = `${path.includes('?') ? '&' : '?'}limit=200${cursor && `&cursor=${encodeURIComponent(cursor)}`}`
      const page: Page<T> = await get(path + more)
      items.push(...page.items)
      cursor = page.next
    }
    return items
  }

  async function until(runId: string, reached: (run: Run) => boolean): Promise<Run> {
    for (const from = performance.now(); ; await delay(LOOK_MS)) {
      const run = await get<Run>(`/api/runs/${runId}`)
      if (reached(run)) return run
      if (performance.now() - from > PATIENCE_MS)
        throw new Error(`The run does not get there: ${JSON.stringify(run)}`)
    }
  }

  async function untilUsed(reached: (used: number) => boolean, patienceMs: number): Promise<void> {
    for (const from = performance.now(); performance.now() - from < patienceMs; await delay(LOOK_MS)) {
      if (reached((await get<Quota>('/api/quota')).used)) return
    }
  }

  const atRest = (runId: string) => until(runId, ({ state }) => state !== 'queued' && state !== 'running')
  /** Reads every copy unless told: what comes of each page is known then. */
  const startRun = async (body: object = { strategy: 'complete' }) =>
    String((await done(202, 'POST', '/api/runs', body)).id)
  const credential = () => ({
    applicationId: sandbox.app.clientId,
    clientSecret: sandbox.app.clientSecret,
    testMailbox: sandbox.operators[0]?.person.userPrincipalName ?? '',
  })

  return {
    sandbox,
    env,
    dataDir: dir.path,
    product: () => product,
    call,
    get,
    all,
    credential,
    startRun,
    until,
    untilUsed,
    atRest,
    run: async (body) => atRest(await startRun(body)),
    async restart(more) {
      await product.kill()
      product = await start(more)
    },
    async connect(monthlyMessageLimit) {
      const body = { ...credential(), monthlyMessageLimit, costAcknowledged: true }
      await done(200, 'PUT', '/api/connection', body)
    },
    setLimit: (monthlyMessageLimit) => done(200, 'PUT', '/api/quota', { monthlyMessageLimit }),
    faults: (runId) => all(`/api/runs/${runId}/faults`),
    async close() {
      await product.stop()
      await sandbox.close()
      await dir.remove()
    },
  }
}

/** Rows Microsoft counted for our application, all months together. */
export function billed({ sandbox }: Pick<Journey, 'sandbox'>): number {
  const months = sandbox.truth().billed[sandbox.app.clientId] ?? {}
  return Object.values(months).reduce((sum, rows) => sum + rows, 0)
}

/**
 * What holds at rest: billed ≤ used ≤ limit, the ledger's charges are what is used, nothing is reserved. `elsewhere` was
 * paid by the same application over other books.
 */
export async function expectBooks(journey: Journey, elsewhere = 0): Promise<Quota> {
  const quota = await journey.get<Quota>('/api/quota')
  const entries = await journey.all<LedgerEntry>('/api/quota/ledger')
  const charges = entries.filter(({ kind }) => kind === 'charge')
  expect(charges.reduce((sum, { messages }) => sum + messages, 0)).toBe(quota.used)
  expect(quota.reserved).toBe(0)
  expect(billed(journey) - elsewhere).toBeLessThanOrEqual(quota.used)
  return quota
}

/** Ids of the people in scope. */
export async function peopleInScope(journey: Journey): Promise<Set<string>> {
  const people = await journey.all<Subject>('/api/subjects?inScope=true')
  return new Set(people.map(({ id }) => id))
}

/** Member by member what the tenant has; every version once, each message seen by everyone who holds it. */
export async function expectArchiveIsTruth(
  journey: Journey,
): Promise<{ archived: Archived; truth: TrueMessage[] }> {
  const inScope = await peopleInScope(journey)
  const truth = (await readTruth(journey.sandbox)).filter(({ owners }) =>
    owners.some((id) => inScope.has(id)),
  )
  const { ARCHIVE_URL: url, AZURE_STORAGE_CONNECTION_STRING: connectionString = '' } = journey.env
  const place = url === undefined ? undefined : { url, azure: { connectionString } }
  const archived = await readArchive(journey.dataDir, journey.sandbox.tenantId, place)
  expect(archived.damaged).toEqual([])
  const names = archived.versions.map(({ message }) => `${keyOf(message)} ${message.etag}`)
  expect(new Set(names).size).toBe(names.length)
  const latest = new Map<string, Archived['versions'][number]['message']>()
  for (const { message } of archived.versions) {
    const other = latest.get(keyOf(message))
    if (other === undefined || Number(other.etag) < Number(message.etag)) latest.set(keyOf(message), message)
  }
  expect(latest.size).toBe(truth.length)
  const everyCopy = (await journey.all<Run>('/api/runs')).every(({ strategy }) => strategy === 'complete')
  for (const { message, owners } of truth) {
    expect(latest.get(keyOf(message))).toEqual(message)
    const theirs = owners.filter((id) => inScope.has(id))
    const seen = archived.seenBy.get(keyOf(message)) ?? new Set()
    if (everyCopy) expect(seen).toEqual(new Set(theirs))
    else expect(theirs).toEqual(expect.arrayContaining([...seen]))
  }
  return { archived, truth }
}

/** A new group of three in which somebody wrote `count` messages a minute ago, so that the next run has pages to read. */
export function talk({ sandbox: { control, tenant } }: Pick<Journey, 'sandbox'>, count: number) {
  const at = Date.now() - 60_000
  const members = tenant.people.members.filter((one) => one.mailbox && one.accountEnabled).slice(0, 3)
  const chatId = control.addChat({ members: members.map(({ id }) => id), topic: `Talk of ${at}` })
  const chat = tenant.chats.get(chatId)
  if (chat !== undefined) chat.createdAt = at - 1
  const from = members[0]?.id ?? ''
  const said = Array.from({ length: count }, (_, i) =>
    control.addMessage({ chatId, from, content: `Line ${i}`, at: at + i }),
  )
  return { chatId, ids: said.map(({ id }) => id), owners: members }
}
