import { describe, expect, test } from 'vitest'
import { TENANT } from '../../archive/testing.ts'
import { VaultError } from '../../domain/vault-error.ts'
import { refused } from '../../graph/wire/answer-errors.ts'
import { GraphError } from '../../graph/wire/graph-error.ts'
import type { BackupDeps } from './run-backup.ts'
import { createRunService, type RunServiceDeps } from './runs.ts'
import { archiveWith, clock, LINK, number, rows, vault, withImage } from './testing/export-vault.ts'

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

  test('counts each row it was charged for by the kind of chat, also where the archive has the message already', async () => {
    const kinds = [
      '19:a_b@unq.gbl.spaces',
      '19:meeting_x@thread.v2',
      '19:plan@thread.v2',
      '19:plan@thread.v2',
    ]
    const v = await vault(['ada', 'bo'], async (request) => {
      const page = kinds.map((chatId, at) => ({ ...rows(request, 1)[0], id: `170000000000${at}`, chatId }))
      return { rows: page as never, top: request.top, next: undefined }
    })
    const id = await v.start()
    await v.go(id, v.deps('A'))
    const { totals } = await v.look(id)
    const counted = await v.database.kysely
      .selectFrom('charged_kind')
      .select(['chat_type', 'messages'])
      .execute()
    expect(new Map(counted.map(({ chat_type, messages }) => [chat_type, messages]))).toEqual(
      new Map([
        ['oneOnOne', 2],
        ['meeting', 2],
        ['group', 4],
      ]),
    )
    expect(counted.reduce((sum, { messages }) => sum + messages, 0)).toBe(totals.charged)
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
      database: v.database,
      runs: v.runs,
      ledger: v.ledger,
      clock,
      newRunId: () => `run-${number()}`,
      enqueue: async () => {},
      connections: { find: async () => ({}) },
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
        code: 'TooManyRequests',
        notice: null,
        attempted: 'read',
        why: 'busy',
        hint: '',
        retry: 'later',
        outcome: 'refused',
        httpStatus: 429,
        stopSign: true,
        retryAfterMs: 1_800_000,
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
        resumesAt: expect.stringMatching(/Z$/),
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

  test('is not lost with the names of its conversations: a refusal that concerns the whole tenant is named once, and messages are safe', async () => {
    const v = await vault(['ada', 'bo', 'cyd'], async (request) => ({
      rows: rows(request, 1),
      top: request.top,
      next: undefined,
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

  test('is cancelled at the next page also when each person has only one', async () => {
    const v = await vault(['ada', 'bo', 'cyd', 'dee', 'eve', 'fay'], async (request) => {
      await v.runs.requestCancel(TENANT, id)
      return { rows: rows(request, 1), top: request.top, next: undefined }
    })
    const id = await v.start()
    await v.go(id, v.deps('A', { lanes: 1 }))
    expect(await v.look(id)).toMatchObject({ state: 'cancelled', totals: { fetched: 1 } })
  })
})
