import { describe, expect, it } from 'vitest'
import { findNoText, toShortText } from './text.ts'

describe('text', () => {
  it('is not what holds U+0000 or half of a surrogate pair, wherever in a value that is', () => {
    expect(findNoText({ name: '🚀', ids: ['a', 'b\0'] })).toBe('ids.1')
    expect(findNoText({ a: { 'k\0': 1 } })).toBe('a')
    expect(findNoText('\ud800')).toBe('')
    expect(findNoText({ name: '🚀 Zoë', none: null, n: 1 })).toBeUndefined()
  })

  it('is looked for however deep a value is nested', () => {
    expect(findNoText(JSON.parse(`${'['.repeat(200_000)}"\\u0000"${']'.repeat(200_000)}`))).toBeDefined()
  })

  it('is cut between characters, never within one', () => {
    expect(toShortText('a\0b', 10)).toBe('a\uFFFDb')
    expect(toShortText('ab🚀cd', 4)).toBe('ab…')
    expect(toShortText('abcd', 4)).toBe('abcd')
  })
})
