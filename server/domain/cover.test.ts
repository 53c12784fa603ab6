import { describe, expect, it } from 'vitest'
import { type Covered, cover } from './cover.ts'

const chat = (no: number, readers: readonly string[], weight = 1): Covered => ({
  no,
  weight,
  readers: readers.map((subjectId) => ({ subjectId })),
})

const nobody = new Set<string>()

describe('a cover', () => {
  it('asks the one mailbox that has all chats', () => {
    const { keepers, left } = cover([chat(1, ['a', 'b']), chat(2, ['a', 'c'])], nobody, { worthwhile: 0 })
    expect([...keepers]).toEqual(['a'])
    expect([...left]).toEqual([])
  })

  it('leaves a chat whose mailboxes give mostly what others give already', () => {
    const chats = [chat(1, ['a', 'b', 'c'], 100), chat(2, ['b', 'c'], 1)]
    expect([...cover(chats, new Set(['a']), { worthwhile: 0.5 }).left]).toEqual([2])
    expect([...cover(chats, new Set(['a']), { worthwhile: 0 }).left]).toEqual([])
  })

  it('keeps to the mailboxes that are asked already, and to no more of them than serve', () => {
    const chats = [chat(1, ['a', 'b']), chat(2, ['a', 'b'])]
    expect([...cover(chats, new Set(['b']), { worthwhile: 0 }).keepers]).toEqual(['b'])
    expect(cover(chats, new Set(['a', 'b']), { worthwhile: 0 }).keepers.size).toBe(1)
  })

  it('puts those together who were there one after the other, when nobody was there all the time', () => {
    const readers = [
      { subjectId: 'early', to: 50 },
      { subjectId: 'between', from: 10, to: 30 },
      { subjectId: 'late', from: 40 },
    ]
    const { keepers, left } = cover([{ no: 1, weight: 1, readers }], nobody, { worthwhile: 0 })
    expect([...keepers].sort()).toEqual(['early', 'late'])
    expect(left.size).toBe(0)
  })

  it('leaves a chat when nobody else may be asked', () => {
    const { left } = cover([chat(1, ['a'])], nobody, { worthwhile: 0, may: () => false })
    expect([...left]).toEqual([1])
  })
})
