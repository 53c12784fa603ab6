import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  isSamePolicy,
  isWithin,
  READING_MODES,
  type ReadingPolicy,
  readingStateOf,
  strictestOf,
} from './reading.ts'
import type { MessageSelection } from './selection.ts'

const policy: fc.Arbitrary<ReadingPolicy> = fc.record({
  mode: fc.constantFrom(...READING_MODES),
  adminsRead: fc.boolean(),
})

describe('a policy that is asked for', () => {
  it('never loosens anything at once, and is in force at once where it loosens nothing', () => {
    fc.assert(
      fc.property(policy, policy, (now, asked) => {
        const next = strictestOf(now, asked)
        expect(READING_MODES.indexOf(next.mode)).toBeGreaterThanOrEqual(READING_MODES.indexOf(now.mode))
        if (next.adminsRead) expect(now.adminsRead).toBe(true)
        const tightens =
          READING_MODES.indexOf(asked.mode) >= READING_MODES.indexOf(now.mode) &&
          (now.adminsRead || !asked.adminsRead)
        expect(isSamePolicy(next, asked)).toBe(tightens)
      }),
    )
  })
})

type Message = { who: string[]; chat: string; at: number; words: string[] }
const PEOPLE = ['ann', 'ben', 'cem']
const CHATS = ['plan', 'lunch']
const INSTANTS = [1, 2, 3, 4].map((day) => `2026-11-0${day}T00:00:00Z`)
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })
const selection: fc.Arbitrary<MessageSelection> = fc.record({
  subjectIds: optional(fc.subarray(PEOPLE)),
  conversationIds: optional(fc.subarray(CHATS)),
  from: optional(fc.constantFrom(...INSTANTS)),
  to: optional(fc.constantFrom(...INSTANTS)),
  q: optional(fc.constantFrom('', 'plan', ' plan ', 'secret')),
})
const message: fc.Arbitrary<Message> = fc.record({
  who: fc.subarray(PEOPLE, { minLength: 1 }),
  chat: fc.constantFrom(...CHATS),
  at: fc.constantFrom(...INSTANTS).map((text) => Date.parse(text)),
  words: fc.subarray(['plan', 'secret']),
})

function means(one: MessageSelection, { who, chat, at, words }: Message): boolean {
  const { subjectIds = [], conversationIds = [], from, to, q = '' } = one
  return (
    (subjectIds.length === 0 || who.some((id) => subjectIds.includes(id))) &&
    (conversationIds.length === 0 || conversationIds.includes(chat)) &&
    (from === undefined || at >= Date.parse(from)) &&
    (to === undefined || at <= Date.parse(to)) &&
    (q.trim() === '' || words.includes(q.trim()))
  )
}

describe('a selection within another', () => {
  it('means no message that the other doesn’t', () => {
    fc.assert(
      fc.property(selection, selection, message, (inner, outer, one) => {
        if (isWithin(inner, outer) && means(inner, one)) expect(means(outer, one)).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })

  it('is itself, and everything has every selection within it', () => {
    fc.assert(
      fc.property(selection, (one) => {
        expect(isWithin(one, one)).toBe(true)
        expect(isWithin(one, {})).toBe(true)
        expect(isWithin(one, { subjectIds: [], conversationIds: [], q: ' ' })).toBe(true)
      }),
    )
  })
})

describe('the state of a request', () => {
  const endsAt = new Date('2026-11-10T12:00:00Z')
  const before = new Date('2026-11-10T11:59:59Z')
  it.each([
    [{ grantedAt: null, rejectedAt: null }, before, 'waiting-for-approval'],
    [{ grantedAt: null, rejectedAt: null }, endsAt, 'expired'],
    [{ grantedAt: before, rejectedAt: null }, before, 'approved'],
    [{ grantedAt: before, rejectedAt: null }, endsAt, 'expired'],
    [{ grantedAt: null, rejectedAt: before }, endsAt, 'rejected'],
  ])('%# is what was decided, until its time is over', (decided, now, state) => {
    expect(readingStateOf({ ...decided, endsAt }, now)).toBe(state)
  })
})
