import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ForecastOutcome } from '../../books/forecasts.ts'
import { VaultError } from '../../domain/vault-error.ts'
import type { Chat, Graph } from '../../graph/graph.ts'
import { type ChatSample, countChats } from './count-chats.ts'
import { estimateRows, type ReadFrom } from './estimate.ts'
import { accuracyOf, correctionOf } from './learn.ts'

const NOW = new Date('2026-11-29T12:00:00Z')
const HOUR_MS = 3_600_000
const hoursAgo = (hours: number) => NOW.getTime() - hours * HOUR_MS
const ALL: ReadFrom = () => undefined

type Told = { readonly members: readonly string[]; readonly messages: readonly number[] }

/** Chats of a tenant: by id, who is in them and when something was said. What is asked for is noted. */
function tenant(told: Record<string, Told>, refuse?: (id: string) => Error | undefined) {
  const read: string[] = []
  const graph: Pick<Graph, 'chatsOf' | 'chatMessages'> = {
    async *chatsOf(userId, { wanted } = {}) {
      const error = refuse?.(userId)
      if (error) throw error
      const ids = Object.keys(told).filter(
        (id) => told[id]?.members.includes(userId) && (wanted?.(id) ?? true),
      )
      yield ids.map((id) => chatOf(id, told[id] ?? { members: [], messages: [] }))
    },
    async *chatMessages(chatId) {
      read.push(chatId)
      yield (told[chatId]?.messages ?? []).map(
        (at) => ({ lastModifiedDateTime: new Date(at).toISOString() }) as never,
      )
    },
  }
  return { graph, read }
}

function chatOf(id: string, { members, messages }: Told): Chat {
  const last = messages.length === 0 ? null : { id: '1', createdAt: new Date(Math.max(...messages)) }
  const list = members.map((member) => ({ id: member, displayName: member, email: null, tenantId: null }))
  return {
    id,
    chatType: 'group',
    topic: null,
    createdAt: new Date(hoursAgo(1000)),
    members: list,
    lastMessage: last,
  }
}

const count = (graph: ReturnType<typeof tenant>['graph'], subjectIds: string[], since?: Date) =>
  countChats({ graph, subjectIds, since: () => since, random: () => 0.5, listMs: 5000, countMs: 5000 })

const estimate = (sample: ChatSample, strategy: 'complete' | 'pay-once', people: number, readFrom = ALL) =>
  estimateRows(sample, { strategy, people, readFrom, now: NOW })

const PAIR = { members: ['ann', 'ben'], messages: [1, 2, 3, 4].map(hoursAgo) }
const OUTSIDE = { members: ['ann', 'guest'], messages: [5, 6].map(hoursAgo) }

describe('counting', () => {
  it('counts each chat once, and of its members those who are backed up', async () => {
    const { graph, read } = tenant({ pair: PAIR, outside: OUTSIDE })
    const sample = await count(graph, ['ann', 'ben'])
    expect(read.sort()).toEqual(['outside', 'pair'])
    expect(sample.peopleListed).toBe(2)
    // Two mailboxes hold the four of the pair, one those with the guest.
    expect(estimate(sample, 'complete', 2).likely).toBe(10)
    expect(estimate(sample, 'pay-once', 2).likely).toBe(Math.round(6 * 1.07))
  })

  it('asks for no messages of a chat that nothing new came to', async () => {
    const { graph, read } = tenant({ pair: PAIR, outside: OUTSIDE })
    const since = new Date(hoursAgo(4.5))
    const sample = await count(graph, ['ann', 'ben'], since)
    expect(read).toEqual(['pair'])
    expect(estimate(sample, 'complete', 2, () => since).likely).toBe(8)
  })

  it('takes an account that can’t chat for one without chats, and fails where no one’s chats are listed', async () => {
    const refusal = (retry: 'never' | 'later') =>
      new VaultError({ code: 'x', notice: null, attempted: 'list chats', why: 'no', hint: '', retry })
    const { graph } = tenant({ pair: PAIR }, (id) => (id === 'room' ? refusal('never') : undefined))
    expect((await count(graph, ['ann', 'ben', 'room'])).peopleListed).toBe(3)
    const away = tenant({ pair: PAIR }, () => refusal('later'))
    await expect(count(away.graph, ['ann', 'ben'])).rejects.toMatchObject({ code: 'x' })
  })
})

describe('an estimate', () => {
  it('reads each person’s mailbox from where it was read to', async () => {
    const { graph } = tenant({ pair: PAIR })
    const sample = await count(graph, ['ann', 'ben'])
    const from: ReadFrom = (id) => (id === 'ann' ? new Date(hoursAgo(2.5)) : undefined)
    expect(estimate(sample, 'complete', 2, from).likely).toBe(2 + 4)
  })

  it('is surer of rows that everybody’s copies make than of those that depend on who wrote them', async () => {
    const { graph } = tenant({
      pair: {
        members: ['ann', 'ben'],
        messages: Array.from({ length: 200 }, (_, n) => hoursAgo(1 + n / 10)),
      },
    })
    const sample = await count(graph, ['ann', 'ben'])
    expect(estimate(sample, 'complete', 2)).toEqual({ low: 360, likely: 400, high: 441 })
    expect(estimate(sample, 'pay-once', 2)).toEqual({ low: 181, likely: 214, high: 247 })
  })

  it('of some people’s chats is scaled to everyone, and is less sure', () => {
    const chat = { createdAt: null, changes: [1, 2, 3, 4].map(hoursAgo), isWhole: true }
    const own = ['ann', 'ben', 'cyd', 'dan'].map((id) => ({ ...chat, memberIds: [id], listed: 1 }))
    const whole = estimate({ chats: own, peopleListed: 4 }, 'complete', 4)
    const half = estimate({ chats: own.slice(0, 2), peopleListed: 2 }, 'complete', 4)
    expect([whole.likely, half.likely]).toEqual([16, 16])
    expect(half.high - half.low).toBeGreaterThan(whole.high - whole.low)
  })

  it('counts a chat by the share of its members whose chats were listed', () => {
    const pair = { createdAt: null, memberIds: ['ann', 'ben'], changes: [1, 2].map(hoursAgo), isWhole: true }
    const sample = { chats: [{ ...pair, listed: 1 }], peopleListed: 1 }
    expect(estimate(sample, 'complete', 2).likely).toBe(4)
    expect(estimate(sample, 'pay-once', 2).likely).toBe(Math.round(2 * 1.07))
  })

  it('takes a chat that wasn’t looked at for one like others, and an unread past for as busy as what was read', () => {
    const seen = {
      createdAt: null,
      memberIds: ['ann'],
      listed: 1,
      changes: [1, 2, 3].map(hoursAgo),
      isWhole: true,
    }
    const unseen = { ...seen, changes: undefined, isWhole: false }
    expect(estimate({ chats: [seen, unseen], peopleListed: 1 }, 'complete', 1).likely).toBe(6)
    const long = { ...seen, createdAt: new Date(hoursAgo(6)), isWhole: false }
    expect(estimate({ chats: [long], peopleListed: 1 }, 'complete', 1).likely).toBe(6)
  })

  it('has its likely number inside its range, whatever the chats are', () => {
    const chats = fc.array(
      fc.record({
        memberIds: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1 }),
        listed: fc.constant(1),
        createdAt: fc.constantFrom(null, new Date(hoursAgo(900))),
        changes: fc.option(
          fc.array(fc.integer({ min: 1, max: 800 }).map(hoursAgo)).map((all) => all.sort((x, y) => y - x)),
          { nil: undefined },
        ),
        isWhole: fc.boolean(),
      }),
    )
    fc.assert(
      fc.property(
        chats,
        fc.integer({ min: 0, max: 4 }),
        fc.integer({ min: 1, max: 9 }),
        (all, listed, people) => {
          for (const strategy of ['complete', 'pay-once'] as const) {
            const { low, likely, high } = estimate(
              { chats: all, peopleListed: Math.min(listed, people) },
              strategy,
              people,
            )
            expect(Number.isInteger(likely)).toBe(true)
            expect(low).toBeGreaterThanOrEqual(0)
            expect(low).toBeLessThanOrEqual(likely)
            expect(likely).toBeLessThanOrEqual(high)
          }
        },
      ),
    )
  })
})

describe('what earlier runs teach', () => {
  const outcome = (
    likely: number,
    fetched: number,
    correction = 1,
    strategy = 'complete',
  ): ForecastOutcome => ({
    strategy: strategy as ForecastOutcome['strategy'],
    messages: { low: 0, likely, high: likely * 2, correction },
    fetched,
  })

  it('is the factor that was missing, of the same strategy, by the sums', () => {
    expect(correctionOf([], 'complete')).toBe(1)
    expect(correctionOf([outcome(100, 120), outcome(1000, 1200)], 'complete')).toBeCloseTo(1.2)
    expect(correctionOf([outcome(100, 120, 1, 'pay-once')], 'complete')).toBe(1)
    // What was corrected already is taken back first.
    expect(correctionOf([outcome(120, 120, 1.2)], 'complete')).toBeCloseTo(1.2)
    expect(correctionOf([outcome(1, 1000)], 'complete')).toBe(2)
  })

  it('is how far off they were, in the middle', () => {
    expect(accuracyOf([])).toBeNull()
    expect(accuracyOf([outcome(110, 100), outcome(100, 100), outcome(150, 100)])).toEqual({
      runs: 3,
      medianErrorPercent: 10,
    })
    expect(accuracyOf([outcome(110, 100), outcome(130, 100)])).toEqual({ runs: 2, medianErrorPercent: 20 })
  })
})
