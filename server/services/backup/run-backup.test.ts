import * as fc from 'fast-check'
import { sql } from 'kysely'
import { afterEach, describe, expect, it, test } from 'vitest'
import type { TenantArchive } from '../../archive/archive.ts'
import { collect } from '../../archive/read-ahead.ts'
import { messageOf, TENANT, temporaryArchive } from '../../archive/testing.ts'
import { createBilling } from '../../books/billing.ts'
import { createConnections } from '../../books/connections.ts'
import { createLedger } from '../../books/create-ledger.ts'
import { createRuns } from '../../books/create-runs.ts'
import { createTenants } from '../../books/tenants.ts'
import { upsertSubjects } from '../../catalog/recording-subjects.ts'
import type { Database } from '../../database/database.ts'
import { type Clock, toInstant } from '../../domain/clock.ts'
import { MustWait } from '../../domain/suspension.ts'
import { VaultError } from '../../domain/vault-error.ts'
import { FIRST_WINDOW_FROM } from '../../domain/window.ts'
import type { ExportPage, Graph, PageRequest } from '../../graph/graph.ts'
import { meteredGraph } from '../../graph/metered.ts'
import { refused } from '../../graph/wire/answer-errors.ts'
import { GraphError, type GraphErrorDetails } from '../../graph/wire/graph-error.ts'
import { systemClock } from '../../process/system-clock.ts'
import { forEachDatabase } from '../../testing/databases.ts'
import { openEmbeddedCopy } from '../../testing/embedded-template.ts'
import { setQuota } from '../../testing/set-quota.ts'
import { createTempDir } from '../../testing/temp-dir.ts'
import { rebuildCatalog } from '../archive/rebuild-catalog.ts'
import { createAllowances } from '../metering/allowances.ts'
import { createMeter } from '../metering/meter.ts'
import { type BackupDeps, runBackup } from './run-backup.ts'
import { createRunService, type RunServiceDeps } from './runs.ts'

type ExportOnce = (request: PageRequest, workerId: string) => Promise<ExportPage>

/** Says something about this person alone, and never passes. */
const ODD: GraphErrorDetails = {
  ...{
    code: 'odd',
    notice: null,
    attempted: 'read',
    why: 'odd',
    hint: '',
    retry: 'never',
    outcome: 'refused',
  },
}

const clock = systemClock
const LINK = 'https://graph.microsoft.com/v1.0/next?skip='
const cleanups: (() => Promise<void>)[] = []
let count = 0
const number = () => {
  count += 1
  return count
}

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

/** The body of that very message with an image of its own: others are not believed. */
function withImage({ chatId, id }: ReturnType<typeof messageOf>) {
  const src = `https://graph.microsoft.com/v1.0/chats/${chatId}/messages/${id}/hostedContents/aWQ/$value`
  return { contentType: 'html', content: `<img src="${src}">` }
}

/** Rows of one person's own chat, never the same twice. */
function rows(request: PageRequest, number: number) {
  return Array.from({ length: number }, () => {
    count += 1
    return messageOf(String(1_700_000_000_000 + count), { chatId: `19:${request.userId}@unq.gbl.spaces` })
  })
}

async function openTemporary(): Promise<Database> {
  const dir = await createTempDir()
  const database = await openEmbeddedCopy(dir.path)
  cleanups.push(
    () => dir.remove(),
    () => database.close(),
  )
  return database
}

/** Books, archive and catalog as in production; only Microsoft 365 is a function of the test. */
async function vault(
  people: readonly string[],
  exportPage: ExportOnce,
  limit: number | null = null,
  first: readonly string[] = [],
  clock: Clock = systemClock,
  open = openTemporary,
) {
  const database = await open()
  const archive = await temporaryArchive(clock)
  cleanups.push(() => archive.remove())
  const ledger = createLedger(database, clock)
  const runs = createRuns(database, clock)
  await createTenants(database, clock).ensure(TENANT)
  const setLimit = (monthlyLimit: number | null) =>
    setQuota(ledger, TENANT, { monthlyLimit, pricePerMessage: '0.00075', currency: 'USD', regime: 'metered' })
  await setLimit(limit)
  const subjects = people.map((id) => personOf({ id }))
  const allowances = createAllowances({ archive: archive.archive, ledger })
  const woken: Date[] = []

  const deps = (workerId: string, over: Partial<BackupDeps> = {}): BackupDeps => ({
    ...{ database, runs, ledger, allowances, clock, time: timeOf(clock), workerId, lanes: 4 },
    ...{ connections: createConnections(database), billing: createBilling(database) },
    archive: archive.archive,
    people: {
      readDirectory: () => upsertSubjects(database.kysely, TENANT, subjects, clock.now()),
      subjectsInScope: async () => subjects,
      firstIds: async () => first,
    },
    room: { demand: async () => {} },
    liveWorkers: async () => ['A', 'B'],
    openGraph: async () =>
      meteredGraph(
        graphOf(exportPage, workerId),
        createMeter({ ledger, clock, workerId, allowances }, TENANT),
      ),
    wakeAt: async (_run, at) => void woken.push(at),
    ...over,
  })
  const start = async () => {
    const id = `run-${number()}`
    await runs.start({
      id,
      tenantId: TENANT,
      strategy: 'complete',
      trigger: 'manual',
      requestedBy: 'Mia',
      subjectIds: null,
    })
    return id
  }
  const go = (id: string, given: BackupDeps, onStart: Parameters<typeof runBackup>[3] = () => {}) =>
    runBackup(given, TENANT, id, onStart)
  const look = async (id: string) => {
    const run = await runs.find(TENANT, id)
    if (run === undefined) throw new Error(`no run ${id}`)
    return run
  }
  return {
    database,
    archive: archive.tenant,
    remove: (name: string) => archive.store.remove(`tenants/${TENANT}/${name}`),
    vaultArchive: archive.archive,
    ledger,
    runs,
    deps,
    start,
    go,
    look,
    setLimit,
    woken,
  }
}

function personOf({ id }: { id: string }) {
  return { id, displayName: id, userPrincipalName: id, mail: null, enabled: true, userType: 'Member' }
}

/** As if Microsoft's time were that of the clock. */
function timeOf(at: Pick<Clock, 'now'>): BackupDeps['time'] {
  return { isFresh: () => true, earliest: () => at.now(), leadMs: () => 0 }
}

function graphOf(exportPage: ExportOnce, workerId: string): Graph {
  const unused = async () => {
    throw new Error('not part of this test')
  }
  return {
    organization: unused,
    findUser: async () => undefined,
    groupMemberIds: async () => [],
    hostedContent: unused,
    async *users() {},
    async *chatsOf() {},
    exportPage: (request) => exportPage(request, workerId),
  }
}

/** The archive with some of its functions replaced. */
function archiveWith(open: (tenantId: string) => Promise<TenantArchive>, change: Partial<TenantArchive>) {
  return async (tenantId: string) => ({ ...(await open(tenantId)), ...change })
}

describe('a run', () => {
  test('is worked on by one live worker at a time, whoever else is handed it', async () => {
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    let reached = () => {}
    const atWork = new Promise<void>((resolve) => {
      reached = resolve
    })
    const v = await vault(['ada', 'bo'], async (request) => {
      reached()
      await held
      return { rows: rows(request, 3), top: request.top, next: undefined }
    })
    const id = await v.start()
    const first = v.go(id, v.deps('A'))
    await atWork
    await v.go(id, v.deps('B'))
    expect(await v.look(id)).toMatchObject({ state: 'running', totals: { fetched: 0 } })
    release()
    await first
    expect(await v.look(id)).toMatchObject({ state: 'completed', totals: { fetched: 6, charged: 6 } })
    expect((await v.archive.verify()).damaged).toEqual([])
  })

  test('is lost to a worker that takes over from one taken for dead, and nothing of the first is recorded after that', async () => {
    let second: Promise<void> | undefined
    const v = await vault(['ada'], async (request, workerId) => {
      if (workerId === 'A') {
        second = v.go(id, v.deps('B', { liveWorkers: async () => ['B'] }))
        await second
      }
      return { rows: rows(request, 3), top: request.top, next: undefined }
    })
    const id = await v.start()
    await v.go(id, v.deps('A'))
    const run = await v.look(id)
    expect(run).toMatchObject({ state: 'completed', totals: { subjectsDone: 1, fetched: 3 } })
    expect((await v.archive.lastRun())?.document.totals.fetched).toBe(3)
  })

  test('ends as failed when the archive cannot be written, and asks for nothing more when it is handed out again', async () => {
    let asked = 0
    const v = await vault(['ada', 'bo', 'cyd'], async (request) => {
      asked += 1
      return { rows: rows(request, request.top), top: request.top, next: `${LINK}1` }
    })
    const full = async () => {
      throw new Error('ENOSPC')
    }
    const open = archiveWith(v.vaultArchive.open, { seal: full, closeRun: full })
    const deps = v.deps('A', {
      archive: { ...v.vaultArchive, open },
      people: {
        readDirectory: async () => {},
        subjectsInScope: async () => [{ id: 'ada' }, { id: 'bo' }],
        firstIds: async () => [],
      },
    })
    const id = await v.start()
    await v.go(id, deps)
    const askedOnce = asked
    await v.go(id, deps)
    expect(asked).toBe(askedOnce)
    expect(await v.look(id)).toMatchObject({ state: 'failed', reason: { code: 'internal' } })
  })

  test('follows the document a crash left behind instead of reading on', async () => {
    let asked = 0
    const v = await vault(['ada'], async (request) => {
      asked += 1
      return { rows: rows(request, 1), top: request.top, next: undefined }
    })
    const id = await v.start()
    const crashed = v.deps('A', {
      openGraph: async () => {
        throw new Error('the credential cannot be opened')
      },
      runs: {
        ...v.runs,
        move: async (...move) => {
          if (move[2] === 'failed') throw new Error('SIGKILL')
          return v.runs.move(...move)
        },
      },
    })
    await expect(v.go(id, crashed)).rejects.toThrow('SIGKILL')
    await v.go(id, v.deps('A'))
    expect(asked).toBe(0)
    expect((await v.look(id)).state).toBe('failed')
    expect((await v.archive.verify()).damaged).toEqual([])
  })

  test('that meets the limit sleeps until the month ends, or goes on at once when the limit was raised meanwhile', async () => {
    const v = await vault(
      ['ada'],
      async (request) => {
        if (request.cursor !== undefined) await v.setLimit(raised)
        return { rows: rows(request, request.top), top: request.top, next: `${LINK}${number()}` }
      },
      100,
    )
    let raised: number | null = 100
    const id = await v.start()
    await v.go(id, v.deps('A'))
    expect((await v.look(id)).state).toBe('suspended')
    expect(v.woken[0]?.getTime()).toBeGreaterThan(Date.now())
    expect(v.woken[0]?.toISOString()).toMatch(/-01T00:00:00.000Z$/)

    await v.setLimit(200)
    raised = 220
    await v.go(id, v.deps('A'))
    expect((await v.look(id)).state).toBe('suspended')
    expect(v.woken[1]?.getTime()).toBeLessThanOrEqual(Date.now())
  })

  test('that only fetches pictures makes way for a new one, which goes on with them', async () => {
    const v = await vault(['ada'], async (request) => {
      const [row] = rows(request, 1)
      const body = { contentType: 'html', content: '<img src="../hostedContents/aWQ/$value">' }
      return { rows: row ? [{ ...row, body }] : [], top: 50, next: undefined }
    })
    const deps = v.deps('A')
    const openGraph: BackupDeps['openGraph'] = async (tenantId) => ({
      ...(await deps.openGraph(tenantId)),
      hostedContent: (_chat, _message, _content, signal) =>
        new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason))),
    })
    const service = createRunService({
      ...{ database: v.database, runs: v.runs, ledger: v.ledger, clock, newRunId: () => `run-${number()}` },
      ...{ enqueue: async () => {}, connections: { find: async () => ({}) } },
    } as unknown as RunServiceDeps)
    const id = await v.start()
    const first = v.go(id, { ...deps, openGraph })
    await expect.poll(async () => (await v.look(id)).stage, { timeout: 10_000 }).toBe('media')
    const operator = { tenantId: TENANT, id: 'mia', name: 'Mia', roles: ['admin' as const] }
    const { id: next } = await service.start(operator, { strategy: 'complete' })
    await first
    expect(await v.look(id)).toMatchObject({ state: 'completed', totals: { fetched: 1, media: 0 } })
    const [told] = await v.runs.listFaults(TENANT, id, { limit: 10 })
    expect(told).toMatchObject({
      kind: 'alert',
      code: 'media-later',
      detail: expect.stringMatching(/^1 picture or other content of messages was/),
    })
    expect(await v.look(next)).toMatchObject({ state: 'queued' })
    const here = async () => ({ contentType: 'image/png', bytes: new Uint8Array([1]) })
    const open: BackupDeps['openGraph'] = async (tenantId) => ({
      ...(await deps.openGraph(tenantId)),
      hostedContent: here,
    })
    await v.go(next, { ...deps, openGraph: open })
    expect(await v.look(next)).toMatchObject({ state: 'completed', totals: { media: 2 } })
  })

  test('waits as long as Microsoft asks, in whatever stage it is told, and then goes on from there', async () => {
    let stage = ''
    let asks = true
    const stop = async () => {
      if (!asks) return
      throw new GraphError({
        ...{
          code: 'TooManyRequests',
          notice: null,
          attempted: 'read',
          why: 'busy',
          hint: '',
          retry: 'later',
        },
        ...{ outcome: 'refused', httpStatus: 429, stopSign: true, retryAfterMs: 1_800_000 },
      })
    }
    const at = (where: string) => (where === stage ? stop() : undefined)
    const v = await vault(['ada'], async (request) => {
      if (request.cursor !== undefined) await at('messages')
      const next = request.cursor === undefined ? `${LINK}1` : undefined
      const [row] = rows(request, 1)
      return { rows: row ? [{ ...row, body: withImage(row) }] : [], top: 50, next }
    })
    const deps = v.deps('A')
    const openGraph: BackupDeps['openGraph'] = async (tenantId) => ({
      ...(await deps.openGraph(tenantId)),
      async *chatsOf() {
        await at('conversations')
        yield []
      },
      hostedContent: async () => {
        await at('media')
        return { contentType: 'image/png', bytes: new Uint8Array([1]) }
      },
    })
    const people = {
      ...deps.people,
      readDirectory: async (tenantId: string) => {
        await at('people')
        return deps.people.readDirectory(tenantId)
      },
    }
    for (stage of ['people', 'messages', 'conversations', 'media']) {
      asks = true
      v.woken.length = 0
      const id = await v.start()
      await v.go(id, { ...deps, openGraph, people })
      const until = clock.now().getTime() + 1_800_000
      const { reason, ...waiting } = await v.look(id)
      expect(waiting).toMatchObject({ state: 'suspended', totals: { faults: 0 } })
      expect(reason).toMatchObject({
        code: 'microsoft-asks-to-wait',
        detail: expect.stringMatching(/until .+ \(UTC\)/),
      })
      expect(Math.abs(Date.parse(reason?.resumesAt ?? '') - until)).toBeLessThan(10_000)
      expect(v.woken.map((date) => date.toISOString())).toEqual([reason?.resumesAt])
      asks = false
      await v.go(id, { ...deps, openGraph, people })
      expect(await v.look(id)).toMatchObject({
        state: 'completed',
        reason: null,
        totals: { fetched: 2, media: 2 },
      })
    }
  })

  test('asks for nothing while the disk has no room, whatever it was at, and goes on by itself', async () => {
    let isLow = true
    const asked: string[] = []
    const room = {
      demand: async () => {
        if (!isLow) return
        const why = 'the disk of /data has 9 MB left, and Chatvault keeps 512 MB free'
        throw new MustWait({
          code: 'disk-low',
          notice: null,
          attempted: 'go on',
          why,
          hint: '',
          wakeAt: new Date(4e12),
        })
      },
    }
    const v = await vault(['ada'], async (request) => {
      asked.push('page')
      isLow = true
      const [row] = rows(request, 1)
      return { rows: row ? [{ ...row, body: withImage(row) }] : [], top: 50, next: undefined }
    })
    const deps = v.deps('A', { room })
    const openGraph: BackupDeps['openGraph'] = async (tenantId) => ({
      ...(await deps.openGraph(tenantId)),
      hostedContent: async () => {
        asked.push('image')
        return { contentType: 'image/png', bytes: new Uint8Array([1]) }
      },
    })
    const id = await v.start()
    for (const known of [[], ['page']]) {
      await v.go(id, { ...deps, openGraph })
      expect(asked).toEqual(known)
      const { state, reason } = await v.look(id)
      expect({ state, reason }).toMatchObject({
        state: 'suspended',
        reason: { code: 'disk-low', detail: expect.stringMatching(/^The disk of \/data has 9 MB left/) },
      })
      isLow = false
    }
    await v.go(id, { ...deps, openGraph })
    expect(asked).toEqual(['page', 'image'])
    expect(await v.look(id)).toMatchObject({ state: 'completed', totals: { fetched: 1, media: 1 } })
    expect(v.woken).toEqual([new Date(4e12), new Date(4e12)])
  })

  test('is not lost with the names of its conversations: a refusal that concerns the whole tenant is named once, and messages are safe', async () => {
    const v = await vault(['ada', 'bo', 'cyd'], async (request) => ({
      ...{ rows: rows(request, 1), top: request.top, next: undefined },
    }))
    const disabled = { error: { code: 'Unauthorized', message: 'Teams has been disabled on your tenant.' } }
    const deps = v.deps('A')
    const openGraph: BackupDeps['openGraph'] = async (tenantId) => ({
      ...(await deps.openGraph(tenantId)),
      // biome-ignore lint/correctness/useYield: it is refused before the first page
      async *chatsOf() {
        const answer = { status: 401, headers: {}, body: Buffer.from(JSON.stringify(disabled)) }
        throw refused(answer, { attempted: 'list the chats of a person', ofExport: false, nowMs: 0 })
      },
    })
    const id = await v.start()
    await v.go(id, { ...deps, openGraph })
    expect(await v.look(id)).toMatchObject({
      state: 'completed-with-faults',
      totals: { fetched: 3, faults: 1 },
    })
    expect(await v.runs.listFaults(TENANT, id, { limit: 9 })).toMatchObject([
      { kind: 'fault', code: 'Unauthorized', hint: expect.stringContaining('Microsoft Teams Services') },
    ])
  })

  const lost = new VaultError({
    code: 'not-connected',
    attempted: 'x',
    why: 'the connection is gone',
    hint: 'h',
  })
  test.each([
    ['conversations', 'a connection that was deleted meanwhile', lost, 'not-connected'],
    ['conversations', 'a defect of ours', new TypeError('undefined is not a chat'), 'internal'],
    ['media', 'a connection that was deleted meanwhile', lost, 'not-connected'],
    ['media', 'a defect of ours', new TypeError('undefined is not a picture'), 'internal'],
  ])('that has every message is not lost in the stage %s to %s', async (stage, _what, thrown, code) => {
    const v = await vault(['ada'], async (request) => {
      const [row] = rows(request, 1)
      return { rows: row ? [{ ...row, body: withImage(row) }] : [], top: 50, next: undefined }
    })
    const deps = v.deps('A')
    const refuse = async (where: string) => {
      if (where === stage) throw thrown
    }
    const openGraph: BackupDeps['openGraph'] = async (tenantId) => ({
      ...(await deps.openGraph(tenantId)),
      async *chatsOf() {
        await refuse('conversations')
        yield []
      },
      hostedContent: async () => {
        await refuse('media')
        return { contentType: 'image/png', bytes: new Uint8Array([1]) }
      },
    })
    const id = await v.start()
    await v.go(id, { ...deps, openGraph })
    expect(await v.look(id)).toMatchObject({
      state: 'completed-with-faults',
      totals: { fetched: 1, faults: 1 },
    })
    expect(await v.runs.listFaults(TENANT, id, { limit: 9 })).toMatchObject([{ kind: 'fault', code }])
    expect((await v.archive.verify()).damaged).toEqual([])
  })

  test('keeps a row that is no message as it came, names it, and reads and pays what is behind it once', async () => {
    const strange = { id: 7, chatId: null, note: 'what is this' }
    let paid = 0
    const v = await vault(['ada'], async (request) => {
      paid += 1
      const next = request.cursor === undefined ? `${LINK}1` : undefined
      const odd = request.cursor === undefined && paid === 1 ? [strange] : []
      return { rows: paid <= 2 ? rows(request, 2) : [], strange: odd, top: request.top, next }
    })
    const id = await v.start()
    await v.go(id, v.deps('A'))
    expect(await v.look(id)).toMatchObject({
      state: 'completed-with-faults',
      totals: { fetched: 5, charged: 5, added: 4, faults: 1, subjectsDone: 1 },
    })
    expect(await v.runs.listFaults(TENANT, id, { limit: 9 })).toMatchObject([
      { kind: 'fault', code: 'unexpected-row', subjectId: 'ada' },
    ])
    const kept: unknown[] = []
    for await (const name of v.archive.listSegments(id))
      for (const { records } of (await v.archive.readSegment(name)).frames)
        for (const record of records) if (record.kind === 'strange') kept.push(record.row)
    expect(kept).toEqual([strange])
    expect((await v.archive.verify()).damaged).toEqual([])
    await v.database.kysely.deleteFrom('segment').execute()
    await rebuildCatalog({ database: v.database, archive: v.vaultArchive, clock }, () => {})
    expect((await v.runs.find(TENANT, id))?.state).toBe('completed-with-faults')
  })

  test('is cancelled at the next page also when each person has only one', async () => {
    const v = await vault(['ada', 'bo', 'cyd', 'dee', 'eve', 'fay'], async (request) => {
      await v.runs.requestCancel(TENANT, id)
      return { rows: rows(request, 1), top: request.top, next: undefined }
    })
    const id = await v.start()
    await v.go(id, v.deps('A', { lanes: 1 }))
    expect(await v.look(id)).toMatchObject({ state: 'cancelled', totals: { fetched: 1 } })
  })

  test('reads on from an old window to its own time before a person counts as backed up', async () => {
    const windows: string[] = []
    const v = await vault(['ada'], async (request) => {
      windows.push(request.window.to.toISOString())
      return { rows: rows(request, 1), top: request.top, next: undefined }
    })
    const id = await v.start()
    const old = { from: FIRST_WINDOW_FROM, to: new Date('2026-02-01T00:00:00.000Z') }
    const deps = v.deps('A')
    await v.runs.addSources({ id, tenantId: TENANT }, { subjectIds: ['ada'] })
    await v.runs.openWindow(TENANT, 'ada', old)
    await v.go(id, deps)
    expect(windows[0]).toBe(old.to.toISOString())
    expect(windows).toHaveLength(2)
    expect(Date.now() - Date.parse(windows[1] ?? '')).toBeLessThan(60_000)
  })

  test('names a segment in its document whose transaction was lost after it was sealed', async () => {
    const v = await vault(['ada'], async (request) => ({
      rows: rows(request, 3),
      top: request.top,
      next: undefined,
    }))
    const id = await v.start()
    const open = async (tenantId: string) => {
      const archive = await v.vaultArchive.open(tenantId)
      const seal: TenantArchive['seal'] = async (runId, sequence, frames) => {
        const segment = await archive.seal(runId, sequence, frames)
        if (frames.some(({ header }) => header.subjectId === 'ada'))
          throw new Error('connection to the database lost')
        return segment
      }
      return { ...archive, seal }
    }
    await v.go(id, v.deps('A', { archive: { ...v.vaultArchive, open } }))
    expect(await v.look(id)).toMatchObject({ state: 'failed', totals: { fetched: 3, added: 3 } })
    expect((await v.archive.verify()).damaged).toEqual([])
    expect((await v.archive.lastRun())?.document.segments.reduce((sum, one) => sum + one.records, 0)).toBe(4)
  })

  test('begins a window anew instead of reading a mailbox in pages of the one message a month had left', async () => {
    const asked: [number, boolean][] = []
    const v = await vault(
      ['ada'],
      async (request) => {
        asked.push([request.top, request.cursor !== undefined])
        return { rows: rows(request, 1), top: request.top, next: request.top === 1 ? `${LINK}1` : undefined }
      },
      1,
    )
    const id = await v.start()
    await v.go(id, v.deps('A'))
    expect((await v.look(id)).state).toBe('suspended')
    await v.setLimit(1000)
    await v.go(id, v.deps('A'))
    // The older windows come after these.
    expect(asked.slice(0, 2)).toEqual([
      [1, false],
      [50, false],
    ])
    expect((await v.look(id)).state).toBe('completed')
  })

  describe('under a limit', () => {
    const PEOPLE = ['ada', 'bo', 'cyd', 'dee', 'eve', 'fay']
    const DAYS_OLD = [1, 3, 20, 60, 300, 2000]

    /** Everyone has ten messages of each age; a page brings those of its window, and each is asked for once. */
    async function limited(limit: number, first: readonly string[] = []) {
      const sent = new Map<string, number>()
      const began = Date.now()
      const v = await vault(
        PEOPLE,
        async (request) => {
          const ages = DAYS_OLD.filter((days) => {
            const at = began - days * 24 * 60 * 60_000
            return at > request.window.from.getTime() && at < request.window.to.getTime()
          })
          for (const days of ages) {
            const key = `${request.userId} ${days}`
            sent.set(key, (sent.get(key) ?? 0) + 1)
          }
          return { rows: rows(request, ages.length * 10), top: request.top, next: undefined }
        },
        limit,
        first,
      )
      const id = await v.start()
      await v.go(id, v.deps('A', { lanes: 1 }))
      const standing = async () => {
        const waiting = await v.runs.listPeople({ id, tenantId: TENANT }, 'waiting', { limit: 10 })
        return waiting.map(({ subjectId, watermark, recentFrom }) => [
          subjectId,
          watermark,
          recentFrom !== null,
        ])
      }
      return { ...v, id, sent, standing }
    }

    test('reads everyone’s newest messages before anybody’s older ones, and names who has how much', async () => {
      const v = await limited(120)
      expect(await v.look(v.id)).toMatchObject({
        state: 'suspended',
        totals: { fetched: 120, subjectsDone: 0 },
      })
      expect([...v.sent].every(([key]) => key.endsWith(' 1') || key.endsWith(' 3'))).toBe(true)
      // Everything up to nowhere is archived yet: the watermark says nothing else.
      expect(await v.standing()).toEqual(PEOPLE.map((id) => [id, null, true]))
    })

    test('gives nobody a second turn before everybody had the first, however slow some are and however many lanes there are', async () => {
      let answer: ExportOnce = async () => ({ rows: [], top: 50, next: undefined })
      const v = await vault([], (...asked) => answer(...asked), 1)
      const person = fc.record({
        pages: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 4, maxLength: 4 }),
        slowMs: fc.integer({ min: 0, max: 12 }),
        isRefused: fc.boolean(),
      })
      let world = 0
      const setting = fc.record({
        people: fc.array(person, { minLength: 2, maxLength: 7 }),
        lanes: fc.integer({ min: 1, max: 9 }),
        limit: fc.integer({ min: 1, max: 700 }),
      })
      const check = async ({
        people: persons,
        lanes,
        limit,
      }: typeof setting extends fc.Arbitrary<infer T> ? T : never) => {
        world += 1
        const subjects = persons.map((_, at) => ({ id: `w${world}-p${at}` }))
        const windows = new Map(subjects.map(({ id }) => [id, [] as string[]]))
        const ended = new Map(subjects.map(({ id }) => [id, 0]))
        const early: string[] = []
        answer = async ({ userId, window, top, cursor }) => {
          const at = subjects.findIndex(({ id }) => id === userId)
          const { slowMs = 0, isRefused, pages } = persons[at] ?? {}
          const mine = windows.get(userId) ?? []
          if (cursor === undefined) mine.push(window.from.toISOString())
          for (const [index, { id }] of subjects.entries())
            if (!persons[index]?.isRefused && (ended.get(id) ?? 0) < mine.length - 1)
              early.push(`${userId} has turn ${mine.length} before ${id} ended ${ended.get(id)}`)
          await new Promise((resolve) => setTimeout(resolve, slowMs))
          if (isRefused) throw new GraphError(ODD)
          const page = Number(cursor?.split('=')[1] ?? 0)
          const isLast = page >= (pages?.[mine.length - 1] ?? 0)
          if (isLast) ended.set(userId, mine.length)
          const row = { chatId: `19:${userId}@unq.gbl.spaces` }
          return {
            rows: Array.from({ length: top }, () => messageOf(String(1_700_000_000_000 + number()), row)),
            ...{ top, next: isLast ? undefined : `${LINK}${page + 1}` },
          }
        }
        await v.setLimit(((await v.ledger.balance(TENANT))?.charged ?? 0) + limit)
        const id = await v.start()
        const deps = v.deps('A', { lanes })
        const readDirectory = () =>
          upsertSubjects(v.database.kysely, TENANT, subjects.map(personOf), clock.now())
        const people = { ...deps.people, readDirectory, subjectsInScope: async () => subjects }
        await v.go(id, { ...deps, people })
        const run = await v.look(id)
        const waiting = await v.runs.listPeople(run, 'waiting', { limit: 10 })
        if (run.state === 'suspended') {
          await v.runs.requestCancel(TENANT, id)
          await v.go(id, deps)
        }
        expect(early).toEqual([])
        expect(run.state).not.toBe('failed')
        expect(waiting).toHaveLength(run.totals.subjects - run.totals.subjectsDone)
      }
      await fc.assert(fc.asyncProperty(setting, check), { numRuns: 8 })
    })

    test('reads whoever is named first to the end before everyone else', async () => {
      const v = await limited(100, ['fay'])
      expect(await v.runs.listPeople({ id: v.id, tenantId: TENANT }, 'read', { limit: 10 })).toMatchObject([
        { subjectId: 'fay', recentFrom: null, watermark: expect.any(Date) },
      ])
    })

    test('reads the rest once the limit is raised or lifted: everything once, and the watermark moves at the end', async () => {
      for (const raised of [10_000, null]) {
        const v = await limited(200)
        await v.setLimit(raised)
        await v.go(v.id, v.deps('A', { lanes: 3 }))
        expect(await v.look(v.id)).toMatchObject({
          state: 'completed',
          totals: { fetched: PEOPLE.length * DAYS_OLD.length * 10, subjects: 6, subjectsDone: 6 },
        })
        expect(v.sent.size).toBe(PEOPLE.length * DAYS_OLD.length)
        expect([...v.sent.values()].every((times) => times === 1)).toBe(true)
        const read = await v.runs.listPeople({ id: v.id, tenantId: TENANT }, 'read', { limit: 10 })
        for (const { watermark, recentFrom } of read) {
          expect(Date.now() - (watermark?.getTime() ?? 0)).toBeLessThan(60_000)
          expect(recentFrom).toBeNull()
        }
      }
    })

    test('stands in a rebuilt vault where it stood, and pays for nothing again', async () => {
      const v = await limited(200)
      const { kysely } = v.database
      const sources = () =>
        kysely
          .selectFrom('source')
          .select(['subject_id', 'watermark', 'recent_to'])
          .orderBy('subject_id')
          .execute()
      const before = await sources()
      await kysely.deleteFrom('source').execute()
      await rebuildCatalog({ database: v.database, archive: v.vaultArchive, clock }, () => {})
      expect(await sources()).toEqual(before)
      await v.setLimit(null)
      await v.go(v.id, v.deps('A'))
      expect([...v.sent.values()].every((times) => times === 1)).toBe(true)
      expect(v.sent.size).toBe(PEOPLE.length * DAYS_OLD.length)
    })
  })

  test('never takes its own clock for Microsoft’s, and reads again what such a one has skipped before', async () => {
    const minute = 60_000
    const at = Date.parse('2026-11-22T10:00:00.000Z')
    const world = { now: at, lead: 20 * minute, atMicrosoft: true }
    const ours: Clock = { now: () => new Date(world.now + world.lead), wait: systemClock.wait }
    const sent: [string, number][] = [['m1', at - 10 * minute]]
    const v = await vault(
      ['ada'],
      async ({ window, top }) => ({
        rows: sent
          .filter(([, ms]) => ms > window.from.getTime() && ms < window.to.getTime() && ms <= world.now)
          .map(([id, ms]) =>
            messageOf(id, {
              createdDateTime: toInstant(new Date(ms)),
              lastModifiedDateTime: toInstant(new Date(ms)),
            }),
          ),
        top,
        next: undefined,
      }),
      null,
      [],
      ours,
    )
    const time: BackupDeps['time'] = {
      isFresh: () => true,
      earliest: () => (world.atMicrosoft ? new Date(world.now) : ours.now()),
      leadMs: () => world.lead,
    }
    const run = async () => {
      const id = await v.start()
      await v.go(id, v.deps('A', { time }))
      const codes = (await v.runs.listFaults(TENANT, id, { limit: 9 })).map(({ code }) => code)
      return { ...(await v.look(id)), codes }
    }
    /** As a version did that knew of no other clock; in the books it says so from `madeUnchecked` on. */
    const unchecked: string[] = []
    const runUnchecked = async () => {
      world.atMicrosoft = false
      unchecked.push((await run()).id)
      world.atMicrosoft = true
    }
    /** Finds its watermark to be later than now, and ends. */
    const runInVain = async () => {
      const id = await v.start()
      await v.runs.move(id, 'queued', 'running')
      await v.runs.move(id, 'running', 'completed')
      unchecked.push(id)
    }
    const madeUnchecked = () =>
      v.database.kysely
        .updateTable('run')
        .set({ clock_checked: false })
        .where('id', 'in', unchecked.splice(0))
        .execute()
    const watermark = async () =>
      (
        await v.database.kysely.selectFrom('source').select('watermark').executeTakeFirst()
      )?.watermark?.getTime()
    const added = async () => {
      const { codes, ...last } = await run()
      expect(last.state).toBe('completed')
      expect(await watermark()).toBeLessThan(world.now)
      return { added: last.totals.added, codes }
    }

    expect(await added()).toEqual({ added: 1, codes: ['clock-wrong'] })
    sent.push(['m2', world.now + minute])
    world.now += 5 * minute
    world.lead = 0
    expect(await added()).toEqual({ added: 1, codes: [] })

    // A vault whose watermark is still to come.
    world.now += 60 * minute
    world.lead = 20 * minute
    await runUnchecked()
    expect(await watermark()).toBeGreaterThan(world.now)
    sent.push(['m3', world.now + minute])
    world.now += 5 * minute
    world.lead = 0
    await madeUnchecked()
    expect(await added()).toEqual({ added: 1, codes: ['read-again'] })
    expect(await added()).toEqual({ added: 0, codes: [] })

    // One whose watermark was passed by since: only times that went back tell.
    world.now += 60 * minute
    world.lead = 20 * minute
    await runUnchecked()
    sent.push(['m4', world.now + minute], ['m5', world.now + 40 * minute])
    world.now += 5 * minute
    world.lead = 0
    await runInVain()
    world.now += 55 * minute
    await runUnchecked()
    await madeUnchecked()
    expect(await added()).toEqual({ added: 1, codes: ['read-again'] })
    expect(await added()).toEqual({ added: 0, codes: [] })
  })

  test('names a watermark that is still to come instead of taking it for nothing new', async () => {
    const v = await vault(['ada'], async () => {
      throw new Error('nothing is to be asked for')
    })
    const id = await v.start()
    const ahead = new Date(Date.now() + 3_600_000)
    const runs: BackupDeps['runs'] = {
      ...v.runs,
      claimSource: async (...claim) => {
        const source = await v.runs.claimSource(...claim)
        return source && { ...source, watermark: ahead }
      },
    }
    await v.go(id, v.deps('A', { runs }))
    expect((await v.look(id)).state).toBe('completed-with-faults')
    expect(await v.runs.listFaults(TENANT, id, { limit: 9 })).toMatchObject([
      { kind: 'fault', subjectId: 'ada', code: 'watermark-ahead' },
    ])
  })
})

describe('a run that ended without its document', () => {
  const failing = (v: Awaited<ReturnType<typeof vault>>, change: Partial<TenantArchive>) => ({
    archive: { ...v.vaultArchive, open: archiveWith(v.vaultArchive.open, change) },
  })
  const full = async () => {
    throw new Error('ENOSPC')
  }
  const onePage = async (request: PageRequest) => ({
    rows: rows(request, 3),
    top: request.top,
    next: undefined,
  })
  const named = async ({ archive }: { archive: TenantArchive }) =>
    (await collect(archive.runs())).flatMap(({ document }) => document.segments.map(({ name }) => name))

  test('gets it before the next run reads, and what is deleted of it is missed from then on', async () => {
    const v = await vault(['ada', 'bo'], onePage)
    const lost = await v.start()
    await v.go(lost, v.deps('A', failing(v, { closeRun: full })))
    expect(await v.look(lost)).toMatchObject({
      state: 'failed',
      documentDigest: null,
      totals: { fetched: 6 },
    })
    expect(await v.archive.verify()).toMatchObject({ runs: 0, damaged: [] })
    const segments = await collect(v.archive.listSegments())
    expect(await named(v)).toEqual([])

    await v.go(await v.start(), v.deps('A'))
    const [first, second] = await collect(v.archive.runs())
    expect(first?.document).toMatchObject({
      runId: lost,
      state: 'failed',
      totals: { fetched: 6 },
      faults: [{}, {}],
    })
    expect(first?.document.segments.map(({ name }) => name)).toEqual(segments)
    expect(second?.document).toMatchObject({ state: 'completed', previous: first?.digest })
    expect(await v.look(lost)).toMatchObject({ state: 'failed', documentDigest: first?.digest })
    expect(await v.archive.verify()).toMatchObject({ runs: 2, unclosed: 0, damaged: [] })
    await v.remove(segments[0] ?? '')
    expect((await v.archive.verify()).damaged).toMatchObject([
      { what: expect.stringContaining('it is missing') },
    ])
  })

  test('and has lost a segment by then: the next run says so, and verify does from then on', async () => {
    const v = await vault(['ada', 'bo'], onePage)
    await v.go(await v.start(), v.deps('A', failing(v, { closeRun: full })))
    const [gone = ''] = await collect(v.archive.listSegments())
    await v.remove(gone)
    const next = await v.start()
    await v.go(next, v.deps('A'))
    expect(await v.look(next)).toMatchObject({ state: 'completed-with-faults' })
    expect(await v.runs.listFaults(TENANT, next, { limit: 9 })).toMatchObject([{ code: 'segment-missing' }])
    expect((await v.archive.verify()).damaged).toMatchObject([{ file: expect.stringContaining(gone) }])
  })

  test('whose books could not record its last segment has it recorded and named', async () => {
    let asked = 0
    const v = await vault(['ada'], async (request) => {
      asked += 1
      return onePage(request)
    })
    const lost = await v.start()
    let sealed = false
    const torn: Partial<TenantArchive> = {
      closeRun: full,
      seal: async (...given) => {
        await v.archive.seal(...given)
        sealed = true
        throw new Error('the answer was lost')
      },
      async *listSegments(runId) {
        if (sealed) await full()
        yield* v.archive.listSegments(runId)
      },
    }
    const subjectsInScope = async () => [{ id: 'ada' }]
    const people = { readDirectory: async () => {}, subjectsInScope, firstIds: async () => [] }
    await v.go(lost, v.deps('A', { ...failing(v, torn), people }))
    expect(await v.look(lost)).toMatchObject({ state: 'failed', totals: { fetched: 0, charged: 3 } })
    const before = asked
    await v.go(await v.start(), v.deps('A', { people }))
    expect(await v.look(lost)).toMatchObject({ totals: { fetched: 3, added: 3 } })
    expect(await named(v)).toEqual(await collect(v.archive.listSegments()))
    expect(asked).toBeLessThanOrEqual(before + 1)
  })

  test('and of which the books do not know, as after a rebuild by an older version, is named by the next document', async () => {
    const v = await vault(['ada'], onePage)
    await v.go(await v.start(), v.deps('A', failing(v, { closeRun: full })))
    await sql`delete from run_fault`.execute(v.database.kysely)
    await sql`delete from run_source`.execute(v.database.kysely)
    await sql`delete from run`.execute(v.database.kysely)
    await v.go(await v.start(), v.deps('A'))
    expect((await named(v)).sort()).toEqual(await collect(v.archive.listSegments()))
    await v.go(await v.start(), v.deps('A'))
    expect(new Set(await named(v)).size).toBe((await named(v)).length)
    expect(await v.archive.verify()).toMatchObject({ runs: 2, unclosed: 0, damaged: [] })
  })

  test('is a run again after a rebuild from the archive alone', async () => {
    const v = await vault(['ada', 'bo'], onePage)
    const lost = await v.start()
    await v.go(lost, v.deps('A', failing(v, { closeRun: full })))
    for (const table of ['run_fault', 'run_source', 'run', 'source'])
      await sql`delete from ${sql.table(table)}`.execute(v.database.kysely)
    await rebuildCatalog({ database: v.database, archive: v.vaultArchive, clock }, () => undefined)
    const told = { state: 'failed', reason: { code: 'books-lost' }, documentDigest: null }
    expect(await v.look(lost)).toMatchObject({
      ...told,
      totals: { subjects: 2, fetched: 6, added: 6, charged: 6 },
    })
    await v.go(await v.start(), v.deps('A'))
    expect((await collect(v.archive.runs()))[0]?.document).toMatchObject({
      runId: lost,
      totals: { charged: 6 },
    })
    expect(await named(v)).toEqual(await collect(v.archive.listSegments()))
  })
})

describe('a run whose archive has no room', () => {
  const errno = (code: string) => async () => {
    throw Object.assign(new Error(`${code}: write`), { code })
  }

  test.each(['ENOSPC', 'EDQUOT'])(
    'waits when a page meets %s, looks again ever more rarely with a single page, and goes on by itself',
    async (code) => {
      let isFull = true
      const asked: string[] = []
      const v = await vault(['ada', 'bo', 'cyd', 'dee'], async (request) => {
        asked.push(request.userId)
        return { rows: rows(request, 3), top: request.top, next: undefined }
      })
      const open = async (tenantId: string): Promise<TenantArchive> => {
        const archive = await v.vaultArchive.open(tenantId)
        const full = errno(code)
        return { ...archive, seal: (...given) => (isFull ? full() : archive.seal(...given)) }
      }
      const deps = v.deps('A', { archive: { ...v.vaultArchive, open } })
      const id = await v.start()
      // The names of people are written before any page is asked for.
      await v.go(id, deps)
      expect(asked).toEqual([])
      const full = {
        state: 'suspended',
        reason: { code: 'disk-full', notice: { code: 'disk-full' } },
      }
      expect(await v.look(id)).toMatchObject({ ...full, totals: { faults: 0 } })

      isFull = false
      await v.go(id, {
        ...deps,
        runs: {
          ...v.runs,
          setStage: async (run, stage) => {
            if (stage === 'messages') isFull = true
            return v.runs.setStage(run, stage)
          },
        },
      })
      isFull = true
      expect(asked).toHaveLength(1)
      for (let time = 0; time < 3; time += 1) await v.go(id, deps)
      expect(asked).toHaveLength(4)
      expect(await v.look(id)).toMatchObject({ ...full, totals: { fetched: 0, charged: 12, faults: 0 } })
      const minutes = v.woken.slice(1).map((at) => Math.round((at.getTime() - Date.now()) / 60_000))
      expect(minutes).toEqual([2, 4, 8, 16])

      isFull = false
      await v.go(id, deps)
      expect(await v.look(id)).toMatchObject({
        ...{ state: 'completed', reason: null },
        totals: { subjectsDone: 4, fetched: 12, faults: 0 },
      })
      expect((await v.archive.verify()).damaged).toEqual([])
    },
  )

  test('waits also with its document, and ends when that can be written', async () => {
    let isFull = true
    const v = await vault(['ada'], async (request) => ({
      ...{ rows: rows(request, 3), top: request.top, next: undefined },
    }))
    const open = async (tenantId: string): Promise<TenantArchive> => {
      const archive = await v.vaultArchive.open(tenantId)
      const full = errno('ENOSPC')
      return { ...archive, closeRun: (document) => (isFull ? full() : archive.closeRun(document)) }
    }
    const deps = v.deps('A', { archive: { ...v.vaultArchive, open } })
    const id = await v.start()
    await v.go(id, deps)
    expect(await v.look(id)).toMatchObject({ state: 'suspended', reason: { code: 'disk-full' } })
    isFull = false
    await v.go(id, deps)
    expect(await v.look(id)).toMatchObject({ state: 'completed', totals: { fetched: 3, charged: 3 } })
    expect(await v.archive.verify()).toMatchObject({ runs: 1, unclosed: 0, damaged: [] })
  })

  test('still fails when the disk is broken: nobody can wait for that', async () => {
    const v = await vault(['ada'], async (request) => ({
      ...{ rows: rows(request, 3), top: request.top, next: undefined },
    }))
    const open = archiveWith(v.vaultArchive.open, { seal: errno('EIO') })
    const id = await v.start()
    await v.go(id, v.deps('A', { archive: { ...v.vaultArchive, open } }))
    expect(await v.look(id)).toMatchObject({ state: 'failed', reason: { code: 'disk-failed' } })
  })
})

forEachDatabase('a run whose database lacks something', (open) => {
  /** Answers of the database itself, as when a disk it shares is full: to whatever is written to that table. */
  const refusing = (table: string, code: string) => `
    create function lack() returns trigger language plpgsql as
      $$ begin raise exception 'it lacks something' using errcode = '${code}'; end $$;
    create trigger lack before insert or update on ${table} for each statement execute function lack();`
  const HEALED = 'drop function if exists lack() cascade;'

  it.each([
    ['segment', '53100', 'disk-full'],
    ['reservation', '53100', 'disk-full'],
    ['run_fault', '53000', 'database-short'],
    ['run_source', '53200', 'database-memory'],
    ['source', '53400', 'database-short'],
  ])('waits when writing to %s meets %s, and reads everyone once it has it', async (table, code, known) => {
    let broken = false
    const v = await vault(
      ['ada', 'bo', 'cyd'],
      async (request) => {
        if (!broken) await v.database.script(refusing(table, code))
        broken = true
        if (request.userId === 'cyd') throw new GraphError(ODD)
        return { rows: rows(request, 3), top: request.top, next: undefined }
      },
      null,
      [],
      systemClock,
      open,
    )
    cleanups.push(() => v.database.script(HEALED))
    const id = await v.start()
    await v.go(id, v.deps('A', { lanes: 1 }))
    expect(await v.look(id)).toMatchObject({ state: 'suspended', reason: { code: known } })
    expect(v.woken).toHaveLength(1)
    await v.database.script(HEALED)
    await v.go(id, v.deps('A'))
    const { state, totals } = await v.look(id)
    expect({ state, ...totals }).toMatchObject({
      ...{ state: 'completed-with-faults', subjectsDone: 3, subjectsFailed: 1, faults: 1 },
    })
    expect(await v.ledger.balance(TENANT)).toMatchObject({ reserved: 0 })
    expect((await v.archive.verify()).damaged).toEqual([])
  })

  it('is handed out again when not even that can be booked', async () => {
    const v = await vault(
      ['ada'],
      async (request) => {
        await v.database.script(refusing('run', '53100'))
        return { rows: rows(request, 3), top: request.top, next: undefined }
      },
      null,
      [],
      systemClock,
      open,
    )
    cleanups.push(() => v.database.script(HEALED))
    const id = await v.start()
    await expect(v.go(id, v.deps('A'))).rejects.toMatchObject({ code: '53100' })
    await v.database.script(HEALED)
    const again = v.deps('A', {
      openGraph: async () =>
        graphOf(async (request) => ({ rows: rows(request, 3), top: request.top, next: undefined }), 'A'),
    })
    await v.go(id, again)
    expect(await v.look(id)).toMatchObject({ state: 'completed', totals: { subjectsDone: 1 } })
  })
})
