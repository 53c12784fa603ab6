import { describe, expect, it } from 'vitest'
import { isGuid, parseLimit } from './entry.ts'

describe('the limit', () => {
  it('is read the way people group digits', () => {
    expect(['50000', '50,000', '50 000', '50.000', "1'000'000", '٥٠٬٠٠٠'].map(parseLimit)).toEqual([
      50_000, 50_000, 50_000, 50_000, 1_000_000, 50_000,
    ])
  })

  it('is refused when it is no whole number of at least one', () => {
    expect(['', '0', '-5', 'many', '1e6', '1000000000001'].map(parseLimit)).toEqual(Array(6).fill(undefined))
  })
})

describe('an id', () => {
  it('is known with spaces around it, in either case, and nothing more', () => {
    expect([' 1F6B7C1E-2d3a-4b5c-8d9e-0f1a2b3c4d5e\n', '1f6b7c1e'].map(isGuid)).toEqual([true, false])
    expect(isGuid('1f6b7c1e-2d3a-4b5c-8d9e-0f1a2b3c4d5e1')).toBe(false)
  })
})
