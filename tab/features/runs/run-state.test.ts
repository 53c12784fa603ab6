import { describe, expect, it } from 'vitest'
import { RunState } from '../../../server/contract/index.ts'
import { hasEnded, isLive, toneOf, tookSeconds } from './run-state.ts'

describe('the states of a run', () => {
  it('are live, suspended or over, and never two of them', () => {
    const kinds = RunState.options.map((state) => [isLive(state), state === 'suspended', hasEnded(state)])
    for (const kind of kinds) expect(kind.filter(Boolean)).toHaveLength(1)
  })

  it('each have a mark', () => {
    for (const state of RunState.options) expect(toneOf(state)).toBeTruthy()
  })
})

describe('how long a run took', () => {
  const now = Date.parse('2026-11-22T12:00:00Z')

  it('is counted to its end', () => {
    expect(tookSeconds({ startedAt: '2026-11-22T10:00:00Z', endedAt: '2026-11-22T10:02:30Z' }, now)).toBe(150)
  })

  it('goes on while it runs', () => {
    expect(tookSeconds({ startedAt: '2026-11-22T11:59:00Z', endedAt: null }, now)).toBe(60)
  })

  it('is not known before it starts', () => {
    expect(tookSeconds({ startedAt: null, endedAt: null }, now)).toBeUndefined()
  })
})
