import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { refused } from '../../graph/wire/answer-errors.ts'
import type { Answer } from '../../graph/wire/exchange.ts'
import { GraphError, type GraphErrorDetails } from '../../graph/wire/graph-error.ts'
import {
  archivePages,
  messageAt,
  messageRecord,
  openTestVault,
  TENANT_A,
} from '../../testing/archived-chats.ts'
import { openEmbeddedCopy } from '../../testing/embedded-template.ts'
import { createTempDir } from '../../testing/temp-dir.ts'
import { fetchMedia, MEDIA_LANES } from './fetch-media.ts'
import type { RunWork } from './run-work.ts'

/** What Microsoft says of a content that is no longer there. */
const GONE: GraphErrorDetails = {
  code: 'http-404',
  notice: null,
  attempted: 'read a picture',
  why: 'gone',
  hint: '',
  retry: 'never',
  outcome: 'refused',
  absent: true,
}

const NOTES = '19:0b1c_teamsstream_notes_0b1c@unq.gbl.spaces'

/** A page of HTML is what a proxy answers. */
function answer(status: number, message: string): Answer {
  const body = Buffer.from(
    message.startsWith('<') ? message : JSON.stringify({ error: { code: 'Forbidden', message } }),
  )
  return { status, headers: {}, body }
}

/** Fetches the image of one message, which Graph refuses so; answers what became of it. */
async function refusedWith(status: number, message: string, chatId = '19:plan@thread.v2') {
  const dir = await createTempDir()
  const database = await openEmbeddedCopy(dir.path)
  onTestFinished(() => database.close().then(dir.remove))
  const vault = await openTestVault(database)
  const content = '<img src="../hostedContents/aWQ=/$value">'
  const shown = messageAt(chatId, 1, { body: { contentType: 'html', content } })
  await archivePages(vault, TENANT_A, 'run-1', [{ subjectId: 'ann', records: [messageRecord(shown)] }])
  const asked = { attempted: 'read a picture', ofExport: false, nowMs: 0 }
  const work = {
    database,
    clock: vault.clock,
    run: { id: 'run-2', tenantId: TENANT_A, totals: { media: 0 } },
    stopped: () => undefined,
    runs: { find: async () => ({ stage: 'media' }), setProgress: async () => {} },
    signal: new AbortController().signal,
    graph: { hostedContent: () => Promise.reject(refused(answer(status, message), asked)) },
    contentFault: vi.fn(async () => {}),
    skip: vi.fn(async (_cause: string, _detail: string) => {}),
  }
  await fetchMedia(work as unknown as RunWork)
  const { state } = await database.kysely.selectFrom('media').select('state').executeTakeFirstOrThrow()
  return {
    state,
    faults: work.contentFault.mock.calls.length,
    skips: work.skip.mock.calls.map(([cause]) => cause),
  }
}

it.each([
  [403, 'AclCheckFailed-Invalid tenant', 'media-foreign-tenant'],
  [403, 'Tenant Id mismatch', 'media-foreign-tenant'],
  [404, 'No such content', 'media-gone'],
])('an image refused with %i "%s" is refused for good: %s', async (status, message, cause) => {
  expect(await refusedWith(status, message)).toEqual({ state: 'refused', faults: 0, skips: [cause] })
})

it.each(['Missing role permissions on the request', '<html>Blocked by the proxy</html>'])(
  'an image of notes to self is asked for again where "%s" says nothing about notes',
  async (message) => {
    expect(await refusedWith(403, message, NOTES)).toMatchObject({ state: 'wanted', skips: [] })
  },
)

it('an image of notes to self is refused for good', async () => {
  const expected = { state: 'refused', faults: 0, skips: ['media-notes-to-self'] }
  expect(await refusedWith(403, 'UnknownError', NOTES)).toEqual(expected)
})

it.each([
  [403, 'Missing role permissions on the request'],
  [403, 'Blocked by a policy'],
  [403, '<html>Blocked by the proxy</html>'],
  [404, '<html>The proxy knows no such host</html>'],
  [503, 'Busy'],
])('an image refused with %i "%s" is asked for again by the next run', async (status, message) => {
  expect(await refusedWith(status, message)).toEqual({ state: 'wanted', faults: 1, skips: [] })
})

describe('the stage of contents', () => {
  const FEW = { busy: 40, quiet: 2, other: 1 }

  /** Chats with so many wanted pictures each; answers how the stage went, `answer` deciding about each request. */
  async function stageWith(
    chats: Record<string, number>,
    answer: (asked: string[], signal: AbortSignal | undefined) => Promise<void>,
  ) {
    const dir = await createTempDir()
    const database = await openEmbeddedCopy(dir.path)
    onTestFinished(() => database.close().then(dir.remove))
    const vault = await openTestVault(database)
    const records = Object.entries(chats).flatMap(([chat, wanted]) =>
      Array.from({ length: wanted }, (_, at) => {
        const content = `<img src="../hostedContents/p${at}/$value">`
        return messageRecord(messageAt(chat, at, { body: { contentType: 'html', content } }))
      }),
    )
    await archivePages(vault, TENANT_A, 'run-1', [{ subjectId: 'ann', records }])
    const asked: string[] = []
    const run = { stage: 'media' }
    const committed: string[] = []
    const alert = vi.fn(async (_what: object, _detail: string) => {})
    const told: { done: number; total: number; committed: number }[] = []
    const work = {
      database,
      clock: vault.clock,
      run: { id: 'run-2', tenantId: TENANT_A, totals: { media: 0 } },
      stopped: () => undefined,
      runs: {
        find: async () => run,
        setProgress: async (_: string, progress: { done: number; total: number }) => {
          told.push({ ...progress, committed: committed.length })
        },
      },
      signal: new AbortController().signal,
      alert,
      contentFault: vi.fn(async () => {}),
      skip: vi.fn(async () => {}),
      archive: await vault.archive.open(TENANT_A),
      committer: {
        commit: async ({ records = [] }: { records?: readonly { kind: string }[] }) => {
          committed.push(...records.map(({ kind }) => kind))
          return { cancelRequested: false }
        },
      },
      graph: {
        async hostedContent(chatId: string, _message: string, _content: string, signal?: AbortSignal) {
          asked.push(chatId)
          await answer(asked, signal)
          return { contentType: 'image/png', bytes: Buffer.from('x') }
        },
      },
    }
    const done = fetchMedia(work as unknown as RunWork, 60_000)
    return { done, asked, run, clock: vault.clock, alert, committed, told, fault: work.contentFault }
  }

  const forever = (signal: AbortSignal | undefined) =>
    new Promise<never>((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)))
  const until = (so: () => void) => vi.waitFor(so, { timeout: 20_000, interval: 5 })

  /** Lets time pass, however late the stage looks at it. */
  async function passTimeUntil(done: Promise<void>, clock: { advance(ms: number): void }): Promise<void> {
    let ended = false
    const end = () => {
      ended = true
    }
    done.then(end, end)
    while (!ended) {
      clock.advance(1000)
      await new Promise((resolve) => setTimeout(resolve))
    }
    await done
  }

  it('lets chats take turns: nobody’s second content is asked for before everybody’s first', async () => {
    const chats = Object.fromEntries(Array.from({ length: MEDIA_LANES + 4 }, (_, at) => [`chat-${at}`, 2]))
    const held: (() => void)[] = []
    let hold = true
    const { done, asked, committed } = await stageWith(chats, async () => {
      if (hold) await new Promise<void>((resolve) => held.push(resolve))
    })
    // One answer at a time: whoever is next in the queue is asked for, however slow the machine is.
    for (let answered = 0; answered < 4; answered += 1) {
      await until(() => expect(held).toHaveLength(MEDIA_LANES))
      held.shift()?.()
    }
    await until(() => expect(asked).toHaveLength(MEDIA_LANES + 4))
    expect(new Set(asked).size).toBe(MEDIA_LANES + 4)
    hold = false
    for (const answer of held.splice(0)) answer()
    await done
    expect(committed).toHaveLength(2 * (MEDIA_LANES + 4))
  })

  it('ends when its time is over: what came is kept, the rest is named and left to the next run', async () => {
    const { done, asked, clock, alert, committed, fault } = await stageWith(FEW, async (asked, signal) => {
      if (asked.length > 5) await forever(signal)
    })
    await until(() => expect(asked.length).toBeGreaterThan(5))
    const began = clock.now().getTime()
    await passTimeUntil(done, clock)
    expect(clock.now().getTime() - began).toBeGreaterThanOrEqual(60_000)
    expect(committed).toHaveLength(5)
    expect(fault).not.toHaveBeenCalled()
    const later = { code: 'media-later', notice: { code: 'media-later', params: { count: 43 } } }
    expect(alert.mock.calls.map(([what, detail]) => [what, detail.slice(0, 12)])).toEqual([
      [later, '43 pictures '],
    ])
  })

  it('counts what is saved, as the run’s totals do, every few seconds, and wants no more what Microsoft will never give', async () => {
    const { done, told, clock } = await stageWith({ plan: 30 }, async (asked) => {
      clock.advance(1000)
      if (asked.length === 7) throw new GraphError(GONE)
    })
    await done
    expect(told[0]).toEqual({ done: 0, total: 30, committed: 0 })
    expect(told.at(-1)).toEqual({ done: 29, total: 29, committed: 29 })
    for (const { done, committed } of told) expect(done).toBe(committed)
    expect(new Set(told.map(({ done }) => done)).size).toBeGreaterThan(5)
  })

  it('makes way as soon as another run is wanted', async () => {
    const { done, asked, run, clock, alert } = await stageWith(FEW, (_, signal) => forever(signal))
    await until(() => expect(asked).toHaveLength(3))
    const began = clock.now().getTime()
    run.stage = 'closing'
    await passTimeUntil(done, clock)
    expect(clock.now().getTime() - began).toBeLessThan(60_000)
    expect(alert).toHaveBeenCalledOnce()
  })
})
