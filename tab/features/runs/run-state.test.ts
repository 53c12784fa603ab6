import { describe, expect, it } from 'vitest'
import { RunState } from '../../../server/contract/index.ts'
import { hasEnded, isLive, toneOf, tookSeconds, waitedSeconds } from './run-state.ts'

describe('the states of a run', () => {
  it('are live, suspended or over, and never two of them', () => {
    const kinds = RunState.options.map((state) => [isLive(state), state === 'suspended', hasEnded(state)])
    for (const kind of kinds) expect(kind.filter(Boolean)).toHaveLength(1)
  })

  it('each have a mark', () => {
    for (const state of RunState.options) expect(toneOf(state)).toBeTruthy()
  })
})

const times = (change: Partial<Parameters<typeof tookSeconds>[0]>) => ({
  startedAt: null,
  endedAt: null,
  suspendedAt: null,
  suspendedSeconds: 0,
  ...change,
})

describe('how long a run took', () => {
  const now = Date.parse('2026-11-22T12:00:00Z')

  it('is counted to its end', () => {
    expect(
      tookSeconds(times({ startedAt: '2026-11-22T10:00:00Z', endedAt: '2026-11-22T10:02:30Z' }), now),
    ).toBe(150)
  })

  it('continues while it runs', () => {
    expect(tookSeconds(times({ startedAt: '2026-11-22T11:59:00Z' }), now)).toBe(60)
  })

  it('leaves out what it waited suspended, and stands still while it does', () => {
    const startedAt = '2026-11-22T10:00:00Z'
    const endedAt = '2026-11-22T11:00:00Z'
    expect(tookSeconds(times({ startedAt, endedAt, suspendedSeconds: 3000 }), now)).toBe(600)
    const waiting = times({ startedAt, suspendedAt: '2026-11-22T11:00:00Z', suspendedSeconds: 3000 })
    expect(tookSeconds(waiting, now)).toBe(600)
    expect(waitedSeconds(waiting, now)).toBe(6600)
  })

  it('is not known before it starts', () => {
    expect(tookSeconds(times({}), now)).toBeUndefined()
  })
})
