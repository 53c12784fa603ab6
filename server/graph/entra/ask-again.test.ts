import { expect, it } from 'vitest'
import { fakeClock } from '../testing/fake-clock.ts'
import { askAgain } from './ask-again.ts'

const isZero = (answer: number) => answer === 0

function asking(answers: number[], seconds: number, signal?: AbortSignal) {
  const clock = fakeClock()
  let at = 0
  const waited: number[] = []
  const until = new Date(clock.now().getTime() + seconds * 1000)
  const done = askAgain({
    ask: async () => answers[Math.min(at++, answers.length - 1)] ?? 0,
    again: isZero,
    onWait: (answer) => waited.push(answer),
    clock,
    until,
    signal,
  })
  return { clock, done, waited, asked: () => at }
}

it('takes an answer that stands at once', async () => {
  const { clock, done } = asking([7], 60)
  expect(await done).toBe(7)
  expect(clock.waits).toEqual([])
})

it('asks ever less often, and tells each time', async () => {
  const { clock, done, waited } = asking([0, 0, 0, 0, 0, 0, 5], 120)
  expect(await clock.runUntil(done)).toBe(5)
  expect(clock.waits).toEqual([1000, 2000, 4000, 8000, 8000, 8000])
  expect(waited).toEqual([0, 0, 0, 0, 0, 0])
})

it('asks a last time when time is up, and then takes what it gets', async () => {
  const { clock, done, asked } = asking([0], 10)
  expect(await clock.runUntil(done)).toBe(0)
  expect(clock.waits).toEqual([1000, 2000, 4000, 3000])
  expect(asked()).toBe(5)
})

it('asks once where no one waits', async () => {
  const { done, asked } = asking([0], 0)
  expect(await done).toBe(0)
  expect(asked()).toBe(1)
})

it('ends with its caller', async () => {
  const caller = new AbortController()
  const { clock, done } = asking([0], 60, caller.signal)
  const ended = expect(done).rejects.toThrow('gone')
  await clock.advance(500)
  caller.abort(new Error('gone'))
  await ended
})
