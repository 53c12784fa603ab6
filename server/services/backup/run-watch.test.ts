import { describe, expect, it, vi } from 'vitest'
import { createFakeClock } from '../../testing/fake-clock.ts'
import { createWatch } from './run-watch.ts'

/** Something that counts how often it is looked at. */
function counted() {
  const clock = createFakeClock()
  const watch = createWatch<{ n: number }>(clock, 300)
  const state = { n: 1, looks: 0, failure: undefined as Error | undefined }
  const watching = {
    async look() {
      state.looks += 1
      if (state.failure) throw state.failure
      return { n: state.n }
    },
    isLast: ({ n }: { n: number }) => n === 9,
  }
  const follow = (signal = new AbortController().signal) => {
    const values: number[] = []
    const ended = (async () => {
      for await (const { n } of watch.follow('run', watching, signal)) values.push(n)
    })()
    ended.catch(() => undefined)
    return { values, ended }
  }
  const pass = async (to: number) => {
    await vi.waitFor(() => expect(clock.waiting).toBe(1))
    state.n = to
    clock.advance(300)
  }
  return { clock, state, follow, pass }
}

describe('a run that is followed', () => {
  it('is looked at once for all who follow it, and each sees every change and the end', async () => {
    const { state, follow, pass } = counted()
    const many = Array.from({ length: 100 }, () => follow())
    await pass(2)
    await pass(2)
    await pass(9)
    await Promise.all(many.map(({ ended }) => ended))
    for (const { values } of many) expect(values).toEqual([1, 2, 9])
    expect(state.looks).toBe(4)
  })

  it('shows who comes later what is known, and is left alone when the last has gone', async () => {
    const { clock, state, follow } = counted()
    const [one, other] = [new AbortController(), new AbortController()]
    const first = follow(one.signal)
    await vi.waitFor(() => expect(first.values).toEqual([1]))
    const second = follow(other.signal)
    await vi.waitFor(() => expect(second.values).toEqual([1]))
    one.abort()
    await first.ended
    expect(clock.waiting).toBe(1)
    other.abort()
    await second.ended
    await vi.waitFor(() => expect(clock.waiting).toBe(0))
    expect(state.looks).toBe(1)
  })

  it('tells all of them when it cannot be looked at, and is tried anew by the next', async () => {
    const { state, follow, pass } = counted()
    const followers = [follow(), follow()]
    await vi.waitFor(() => expect(followers[1]?.values).toEqual([1]))
    state.failure = new Error('the database is gone')
    await pass(2)
    for (const { ended } of followers) await expect(ended).rejects.toThrow('the database is gone')
    state.failure = undefined
    const again = follow()
    await vi.waitFor(() => expect(again.values).toEqual([2]))
  })
})
