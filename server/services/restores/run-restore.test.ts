/** A restore against the sandbox tenant over TLS, through a network that refuses, loses answers, and takes processes with it. */
import { readFile } from 'node:fs/promises'
import { setImmediate as turn } from 'node:timers/promises'
import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Sandbox, startSandbox } from '../../../sandbox/index.ts'
import type { Person } from '../../../sandbox/tenant/people.ts'
import { approveRestore, findRestore, insertRestore, notePlan, takeRestore } from '../../books/restores.ts'
import type { Database } from '../../database/database.ts'
import type { Clock } from '../../domain/clock.ts'
import type { ChatMessage } from '../../domain/message.ts'
import { VaultError } from '../../domain/vault-error.ts'
import { composeGraph } from '../../graph/compose.ts'
import { cloudOf } from '../../graph/entra/cloud.ts'
import { type TokenSource, tokenSource } from '../../graph/entra/tokens.ts'
import { composeImport } from '../../graph/importing/compose-import.ts'
import { memoryFence } from '../../graph/limits/fence.ts'
import { connections, type Exchange, ExchangeError, exchangeOver } from '../../graph/wire/exchange.ts'
import {
  archivePages,
  conversationRecord,
  messageRecord,
  openTestVault,
  subjectRecord,
  TENANT_A,
  type TestVault,
} from '../../testing/archived-chats.ts'
import { openEmbeddedCopy } from '../../testing/embedded-template.ts'
import { createTempDir } from '../../testing/temp-dir.ts'
import { planRestore } from './plan.ts'
import { runRestore } from './run-restore.ts'

/** Time that nothing waits for: whoever waits moves it on, for the product and the tenant alike. */
let skippedMs = 0
const clock: Clock = {
  now: () => new Date(Date.now() + skippedMs),
  wait: async (ms, signal) => {
    skippedMs += ms
    await turn()
    signal?.throwIfAborted()
  },
}

const ROLES = ['Teamwork.Migrate.All', 'Chat.Create']

let sandbox: Sandbox
let direct: Exchange
let database: Database
let dir: Awaited<ReturnType<typeof createTempDir>>
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, users: 6, messages: 50, clock: () => clock.now().getTime() })
  for (const role of ROLES) sandbox.control.grantRole(role)
  direct = exchangeOver(connections({ ca: await readFile(sandbox.caFile, 'utf8') }))
  dir = await createTempDir()
  database = await openEmbeddedCopy(dir.path)
})
afterAll(async () => {
  await database.close()
  await dir.remove()
  await sandbox.close()
})

// ── The archive ──────────────────────────────────────────────────────────────────────────────────────────────────

type Saying = {
  who: number
  afterMs: number
  words: string
  what: 'plain' | 'edited' | 'deleted' | 'event'
}

const saying: fc.Arbitrary<Saying> = fc.record({
  who: fc.nat(2),
  /** Several at the same moment, and just after it. */
  afterMs: fc.constantFrom(0, 0, 1, 2, 60_000),
  /** The same words from the same person are no double. */
  words: fc.constantFrom('Yes', '+1', 'See you there', 'ok &amp; thanks'),
  what: fc.constantFrom('plain', 'plain', 'plain', 'edited', 'deleted', 'event'),
})
const archived = fc.array(fc.array(saying, { minLength: 1, maxLength: 7, size: 'max' }), {
  minLength: 1,
  maxLength: 2,
})

const BEGIN = Date.UTC(2026, 2, 1, 9)
/** As a restored chat should have it: time, author and words. */
type Line = readonly [atMs: number, authorId: string, words: string]

function chatOf(chatId: string, people: readonly Person[], sayings: readonly Saying[]) {
  const messages: ChatMessage[] = []
  const expected: Line[] = []
  let sentMs = BEGIN
  let lastMs = 0
  for (const [index, { who, afterMs, words, what }] of sayings.entries()) {
    sentMs += afterMs
    const author = people[who]
    if (author === undefined) throw new Error('There are three people')
    const message = (version: number, content: string): ChatMessage => ({
      id: `${sentMs}${index}`,
      etag: String(sentMs + version),
      chatId,
      messageType: what === 'event' ? 'systemEventMessage' : 'message',
      createdDateTime: new Date(sentMs).toISOString(),
      lastModifiedDateTime: new Date(sentMs + version).toISOString(),
      lastEditedDateTime: version > 0 ? new Date(sentMs + version).toISOString() : null,
      deletedDateTime: what === 'deleted' ? new Date(sentMs).toISOString() : null,
      from:
        what === 'event'
          ? null
          : { user: { id: author.id, displayName: author.displayName, userIdentityType: 'aadUser' } },
      body: { contentType: 'html', content },
    })
    if (what === 'edited') messages.push(message(0, '<p>Nooo</p>'))
    messages.push(message(what === 'edited' ? 1 : 0, `<p>${words}</p>`))
    if (what !== 'plain' && what !== 'edited') continue
    lastMs = Math.max(sentMs, lastMs + 1)
    expected.push([lastMs, author.id, words])
  }
  return { messages, expected }
}

// ── The network ──────────────────────────────────────────────────────────────────────────────────────────────────

/**
 *   refused    429, 503, 504: an answer instead of the deed
 *   late-504   the deed, and 504
 *   reset      neither deed nor answer
 *   lost       the deed, and no answer
 *   killed     the process ends before the deed, or after it and before the answer is written down
 */
const FAULTS = [
  'none',
  'none',
  'none',
  'none',
  '429',
  '503',
  '504',
  'late-504',
  'reset',
  'lost',
  'killed-before',
  'killed-after',
] as const
const faults = fc.array(fc.constantFrom(...FAULTS), { maxLength: 60, size: 'max' })
type Fault = (typeof FAULTS)[number]

class Killed extends Error {}

/** Each request to Graph meets the next fault of the pattern; when that is used up, none. */
function spoiled(pattern: readonly Fault[], kill: (why: Killed) => void): Exchange {
  const left = [...pattern]
  const end = (): never => {
    const why = new Killed('The process was killed')
    kill(why)
    throw why
  }
  const cut = (): never => {
    throw new ExchangeError('broken', 'unknown', 'The connection was reset')
  }
  return async (ask) => {
    if (!ask.url.includes('/v1.0/')) return direct(ask)
    const fault = left.shift() ?? 'none'
    if (fault === '429' || fault === '503' || fault === '504')
      return { status: Number(fault), headers: { 'retry-after': '1' }, body: Buffer.from('{}') }
    if (fault === 'reset') return cut()
    if (fault === 'killed-before') return end()
    const answer = await direct(ask)
    if (fault === 'late-504') return { status: 504, headers: {}, body: Buffer.from('{}') }
    if (fault === 'lost') return cut()
    if (fault === 'killed-after') return end()
    return answer
  }
}

const cloud = () => cloudOf('global', { graphUrl: sandbox.url, loginUrl: sandbox.url })

function openTokens(): TokenSource {
  const { clientId: applicationId, clientSecret } = sandbox.app
  return tokenSource({
    cloud: cloud(),
    tenantId: sandbox.tenantId,
    applicationId,
    credential: { kind: 'secret', clientSecret },
    exchange: direct,
    clock,
  })
}

function reach(exchange: Exchange, tokens = openTokens()) {
  const common = {
    graphUrl: cloud().graphUrl,
    tokens,
    exchange,
    clock,
    fence: memoryFence(clock),
    random: Math.random,
    newRequestId: () => crypto.randomUUID(),
  }
  const meter = { reserve: () => Promise.reject(new Error('A restore exports nothing')) }
  return { graph: composeGraph({ ...common, meter }), importing: composeImport(common) }
}

// ── The restore ──────────────────────────────────────────────────────────────────────────────────────────────────

let count = 0
const MOST_LIVES = 80

/** Plans it, approves it, and carries it out in as many processes as it takes. */
async function restored(
  vault: TestVault,
  chatIds: readonly string[],
  pattern: readonly Fault[],
  tokens?: TokenSource,
) {
  const db = database.kysely
  const id = `restore-${count}`
  const selection = { conversationIds: [...chatIds] }
  const asked = { id, tenantId: TENANT_A, target: 'new-group-chats', selection } as const
  await insertRestore(db, { ...asked, requestedBy: 'mia', requestedName: 'Mia', createdAt: clock.now() })
  const row = async () => {
    const found = await findRestore(db, TENANT_A, id)
    if (found === undefined) throw new Error('The restore is gone')
    return found
  }
  const plan = await planRestore(
    {
      db,
      archive: await vault.archive.open(TENANT_A),
      graph: reach(direct).graph,
      selection: await vault.choose(TENANT_A, selection),
      signal: new AbortController().signal,
    },
    await row(),
  )
  await notePlan(db, id, { ...plan, missingPermissions: [] })
  await approveRestore(db, id, { id: 'jonas', name: 'Jonas', at: clock.now() })
  let process = new AbortController()
  const { graph, importing } = reach(
    spoiled(pattern, (why) => process.abort(why)),
    tokens,
  )
  for (let life = 1; (await row()).endedAt === null; life++) {
    if (life > MOST_LIVES) throw new Error(`The restore doesn’t end: ${JSON.stringify(await row())}`)
    process = new AbortController()
    const workerId = `worker-${life}`
    expect(await takeRestore(db, id, workerId, [workerId])).toBe(true)
    const running = { db, archive: vault.archive, graph, importing, clock, workerId, signal: process.signal }
    // A process that was killed, or a failure that may pass: the queue hands the job out again.
    await runRestore(running, await row()).catch((thrown: unknown) => {
      if (!(thrown instanceof Killed || thrown instanceof VaultError)) throw thrown
    })
  }
  return { state: (await row()).state, planned: plan.messages }
}

function linesIn(chatId: string): Line[] {
  const { messages = [] } = sandbox.tenant.chats.get(chatId) ?? {}
  return messages.map(({ row }) => {
    const { createdDateTime, from, body } = JSON.parse(row.toString())
    return [Date.parse(createdDateTime), from?.user?.id, String(body.content).replace(/<[^>]*>/g, '')]
  })
}

const colleagues = () =>
  sandbox.tenant.people.all
    .filter(({ accountEnabled, licensed, userType }) => accountEnabled && licensed && userType === 'Member')
    .slice(0, 3)

/** Archives chats of three colleagues, as one backup would. */
async function archive(vault: TestVault, chats: readonly (readonly Saying[])[]) {
  count += 1
  const people = colleagues()
  const made = chats.map((sayings, at) => {
    const id = `19:archived-${count}-${at}@thread.v2`
    return { id, topic: `Restore ${count} of ${at}`, ...chatOf(id, people, sayings) }
  })
  const members = people.map(({ id, displayName }) => ({ id, displayName, email: null, tenantId: null }))
  const records = made.flatMap(({ id, topic, messages }) => [
    conversationRecord({ id, topic, members }),
    ...messages.map(messageRecord),
  ])
  const [reader] = people
  const seen = people.map(({ id, displayName }) => subjectRecord(id, displayName))
  await archivePages(vault, TENANT_A, `run-${count}`, [
    { subjectId: reader?.id ?? '', records: [...seen, ...records] },
  ])
  return made
}

it('leaves in Teams exactly what its plan says, whatever is archived and whatever fails on the way', async () => {
  const vault = await openTestVault(database)
  await fc.assert(
    fc.asyncProperty(archived, faults, async (chats, pattern) => {
      const made = await archive(vault, chats)
      const before = new Set(sandbox.tenant.chats.keys())
      const chatIds = made.map(({ id }) => id)

      const { state, planned } = await restored(vault, chatIds, pattern)

      expect(state).toBe('completed')
      const wanted = made.map(({ expected }) => expected).filter((lines) => lines.length > 0)
      expect(planned).toBe(wanted.flat().length)
      const created = [...sandbox.tenant.chats.values()].filter(({ id }) => !before.has(id))
      expect(created.every(({ migration }) => migration?.mode === 'completed')).toBe(true)
      const there = created.toSorted((a, b) => (a.topic ?? '').localeCompare(b.topic ?? ''))
      expect(there.map(({ id }) => linesIn(id))).toEqual(wanted)
    }),
    { numRuns: 40 },
  )
}, 240_000)

it('uses a permission as soon as it was granted, although a token from before is still valid', async () => {
  const vault = await openTestVault(database)
  const tokens = openTokens()
  for (const role of ROLES) sandbox.control.revokeRole(role)
  await tokens.token()
  for (const role of ROLES) sandbox.control.grantRole(role)
  const [made] = await archive(vault, [[{ who: 0, afterMs: 0, words: 'Yes', what: 'plain' }]])
  const { state } = await restored(vault, [made?.id ?? ''], [], tokens)
  expect(state).toBe('completed')
})
