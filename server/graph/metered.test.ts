import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ChatMessage } from '../domain/message.ts'
import { VaultError } from '../domain/vault-error.ts'
import type { Graph, Meter, PageRequest, Reservation } from './graph.ts'
import { meteredGraph } from './metered.ts'
import { GraphError, type Outcome } from './wire/graph-error.ts'

const window = { from: new Date(0), to: new Date(1) }
const first: PageRequest = { userId: 'ada', window, top: 50, runId: 'run' }
const row: ChatMessage = { id: '1', etag: '1', chatId: 'c', createdDateTime: '', lastModifiedDateTime: '' }

function failure(outcome: Outcome): GraphError {
  return new GraphError({
    code: outcome,
    notice: null,
    attempted: '',
    why: '',
    hint: '',
    outcome,
    retry: 'later',
  })
}

/** A ledger with a limit, which refuses to settle anything twice. */
class Ledger implements Meter {
  readonly entries: string[] = []
  charged = 0
  reserved = 0
  readonly limit: number

  constructor(limit = Number.POSITIVE_INFINITY) {
    this.limit = limit
  }

  async reserve({ wanted, exact }: { wanted: number; exact: boolean }): Promise<Reservation> {
    const left = this.limit - this.charged - this.reserved
    const messages = Math.min(wanted, left)
    if (messages <= 0 || (exact && messages < wanted)) throw quotaReached()
    this.reserved += messages
    let open = true
    const settle = (kind: string, rows: number) => {
      if (!open) throw new Error('settled twice')
      open = false
      this.reserved -= messages
      this.charged += rows
      this.entries.push(`${kind} ${rows}`)
    }
    return {
      messages,
      charge: async (rows) => settle('charge', rows),
      release: async () => settle('release', 0),
      chargeInFull: async () => settle('full', messages),
    }
  }
}

function quotaReached(): VaultError {
  return new VaultError({ code: 'quota-reached', attempted: '', why: '', hint: '' })
}

function serving(rows: number | ((request: PageRequest) => number)) {
  const asked: PageRequest[] = []
  const exportPage: Graph['exportPage'] = async (request) => {
    asked.push(request)
    const count = typeof rows === 'number' ? rows : rows(request)
    return { rows: Array<ChatMessage>(count).fill(row), top: request.top, next: undefined }
  }
  return { exportPage, asked }
}

const failing = (error: unknown): Pick<Graph, 'exportPage'> => ({ exportPage: () => Promise.reject(error) })

describe('a metered page', () => {
  it('is charged for the rows that came', async () => {
    const ledger = new Ledger()
    await meteredGraph(serving(7), ledger).exportPage(first)
    expect(ledger.entries).toEqual(['charge 7'])
  })

  it('asks for no more than the month leaves', async () => {
    const ledger = new Ledger(20)
    const inner = serving((request) => request.top)
    const page = await meteredGraph(inner, ledger).exportPage(first)
    expect([page.top, inner.asked[0]?.top, ledger.charged]).toEqual([20, 20, 20])
    await expect(meteredGraph(inner, ledger).exportPage(first)).rejects.toMatchObject({
      code: 'quota-reached',
    })
    expect(inner.asked).toHaveLength(1)
  })

  it('follows a link only when all of its size is left, and never changes it', async () => {
    const inner = serving(3)
    await meteredGraph(inner, new Ledger()).exportPage({ ...first, top: 20, cursor: 'L' })
    expect(inner.asked).toEqual([{ ...first, top: 20, cursor: 'L' }])
    await expect(
      meteredGraph(inner, new Ledger(19)).exportPage({ ...first, top: 20, cursor: 'L' }),
    ).rejects.toMatchObject({
      code: 'quota-reached',
    })
    expect(inner.asked).toHaveLength(1)
  })

  it('believes a link that names a larger size than we remember', async () => {
    const cursor = 'https://graph/v1.0/x?$skiptoken=1&$top=80'
    await expect(
      meteredGraph(serving(1), new Ledger(79)).exportPage({ ...first, cursor }),
    ).rejects.toMatchObject({
      code: 'quota-reached',
    })
  })

  it.each([
    [failure('refused'), 'release 0'],
    [failure('unknown'), 'full 50'],
    [new Error('a defect of ours'), 'full 50'],
    [new VaultError({ code: 'odd', notice: null, attempted: '', why: '', hint: '' }), 'full 50'],
  ])('that fails with %s is settled by %s', async (error, entry) => {
    const ledger = new Ledger()
    await expect(meteredGraph(failing(error), ledger).exportPage(first)).rejects.toBe(error)
    expect(ledger.entries).toEqual([entry])
  })

  it('gives everything back when it was aborted before it was sent', async () => {
    const ledger = new Ledger()
    const inner = serving(1)
    await expect(
      meteredGraph(inner, ledger).exportPage(first, AbortSignal.abort(new Error('stop'))),
    ).rejects.toThrow('stop')
    expect([ledger.entries, inner.asked]).toEqual([['release 0'], []])
  })

  it('with more rows than asked for is charged in full and stops', async () => {
    const ledger = new Ledger()
    const overfull = meteredGraph(serving(60), ledger).exportPage(first)
    await expect(overfull).rejects.toMatchObject({ code: 'more-than-asked', retry: 'never' })
    expect(ledger.entries).toEqual(['charge 60'])
  })

  it('leaves the other calls alone', () => {
    const inner = { ...serving(1), organization: () => 'untouched' }
    expect(meteredGraph(inner, new Ledger()).organization()).toBe('untouched')
  })
})

describe('whatever happens', () => {
  /** What one attempt comes to: rows of what was asked (0..1), or a failure. */
  const outcome = fc.oneof(
    fc.record({ rows: fc.double({ min: 0, max: 1, noNaN: true }) }),
    fc.constantFrom('refused' as const, 'unknown' as const, 'defect' as const),
  )
  const attempt = fc.record({
    outcome,
    top: fc.integer({ min: 1, max: 250 }),
    link: fc.boolean(),
    aborted: fc.boolean(),
  })

  it('charges at least what was delivered, never more than the limit, and leaves nothing reserved', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(attempt, { maxLength: 40 }),
        fc.integer({ min: 1, max: 3000 }),
        async (attempts, limit) => {
          const ledger = new Ledger(limit)
          let delivered = 0
          let lost = 0
          const exportPages = attempts.map(async ({ outcome, top, link, aborted }) => {
            const inner: Pick<Graph, 'exportPage'> = {
              exportPage: async (request) => {
                expect(ledger.charged + ledger.reserved).toBeLessThanOrEqual(limit)
                expect(ledger.reserved).toBeGreaterThanOrEqual(request.top)
                await Promise.resolve()
                if (outcome === 'refused') throw failure('refused')
                if (outcome === 'unknown' || outcome === 'defect') {
                  lost += request.top
                  throw outcome === 'unknown' ? failure('unknown') : new Error('defect')
                }
                const rows = Array<ChatMessage>(Math.round(outcome.rows * request.top)).fill(row)
                return { rows, top: request.top, next: undefined }
              },
            }
            const request = { ...first, top, ...(link && { cursor: 'L' }) }
            const signal = aborted ? AbortSignal.abort() : undefined
            const page = await meteredGraph(inner, ledger)
              .exportPage(request, signal)
              .catch(() => undefined)
            delivered += page?.rows.length ?? 0
          })
          await Promise.all(exportPages)
          expect(ledger.reserved).toBe(0)
          expect(ledger.charged).toBe(delivered + lost)
          expect(ledger.charged).toBeLessThanOrEqual(limit)
        },
      ),
    )
  })
})
