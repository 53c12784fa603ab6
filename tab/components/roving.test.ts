import { describe, expect, it } from 'vitest'
import { nextRow } from './roving.ts'

describe('arrow keys in a list', () => {
  it('move by one and stop at the ends', () => {
    expect([nextRow('ArrowDown', 0, 3), nextRow('ArrowDown', 2, 3), nextRow('ArrowUp', 0, 3)]).toEqual([
      1, 2, 0,
    ])
  })

  it('jump by a page and to the ends', () => {
    expect([
      nextRow('PageDown', 1, 100),
      nextRow('PageUp', 3, 100),
      nextRow('End', 0, 100),
      nextRow('Home', 9, 100),
    ]).toEqual([9, 0, 99, 0])
  })

  it('leave all other keys alone', () => {
    expect(nextRow('Enter', 1, 3)).toBeUndefined()
  })
})
