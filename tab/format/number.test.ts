import { describe, expect, it } from 'vitest'
import { formatBytes, formatNames, share } from './number.ts'

describe('sizes', () => {
  it('are told in the unit a person would use', () => {
    expect([0, 812, 4200, 12_600_000].map((it) => formatBytes(it, 'en-US'))).toEqual([
      '0 byte',
      '812 byte',
      '4.2 kB',
      '13 MB',
    ])
    expect(formatBytes(4200, 'de')).toBe('4,2 kB')
  })
})

describe('a list of names', () => {
  const more = (count: number) => `${count} more`

  it('is written out when it is short', () => {
    expect(formatNames(['Mia', 'Ben', 'Kim'], 3, more, 'en-GB')).toBe('Mia, Ben and Kim')
  })

  it('ends in how many are left', () => {
    expect(formatNames(['Mia', 'Ben', 'Kim', 'Ada'], 2, more, 'en-GB')).toBe('Mia, Ben and 2 more')
  })
})

describe('a share', () => {
  it('never leaves the bar it is drawn in', () => {
    expect([share(5, 10), share(15, 10), share(1, 0)]).toEqual([0.5, 1, 0])
  })
})
