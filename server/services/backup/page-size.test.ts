import { describe, expect, it } from 'vitest'
import { GraphError } from '../../graph/wire/graph-error.ts'
import { createFakeClock } from '../../testing/fake-clock.ts'
import { createPageSize, isTooLarge, type PageSize } from './page-size.ts'

const MINUTE_MS = 60_000

function comes(size: PageSize, times: number, ms = 100): void {
  for (let n = 0; n < times; n++) size.came(size.current(), ms)
}

describe('the size of a page', () => {
  it.each([
    [1500, [50, 100, 200, 250, 250]],
    [600, [50, 100, 250, 250, 250]],
    [100, [50, 250, 250, 250, 250]],
  ])('begins at 50 and grows to 250 while answers come quickly: in %i ms', (ms, sizes) => {
    const size = createPageSize(createFakeClock())
    const seen = [size.current()]
    for (let n = 0; n < 4; n++) {
      comes(size, 8, ms)
      seen.push(size.current())
    }
    expect(seen).toEqual(sizes)
  })

  it.each([
    ['eight quick answers', (size: PageSize) => comes(size, 8)],
    ['an answer that takes seconds', (size: PageSize) => comes(size, 1, 3000)],
    ['a gateway that gave up', (size: PageSize) => size.gaveUp(50)],
  ])('is judged by %s', (_, happens) => {
    const size = createPageSize(createFakeClock())
    comes(size, 7)
    expect(size.isJudged()).toBe(false)
    happens(size)
    expect(size.isJudged()).toBe(true)
  })

  it('does not grow by answers that take seconds, or that were asked for in a smaller size', () => {
    const size = createPageSize(createFakeClock())
    comes(size, 100, 3000)
    expect(size.current()).toBe(50)
    comes(size, 8, 1500)
    for (let n = 0; n < 100; n++) size.came(50, 100)
    expect(size.current()).toBe(100)
  })

  it.each([
    ['the gateway gives up', (size: PageSize) => size.gaveUp(100)],
    ['an answer takes very long', (size: PageSize) => size.came(100, 11_000)],
  ])('goes back to 50 for ten minutes when %s', (_, happens) => {
    const clock = createFakeClock()
    const size = createPageSize(clock)
    comes(size, 8)
    happens(size)
    comes(size, 50)
    expect(size.current()).toBe(50)
    clock.advance(10 * MINUTE_MS)
    comes(size, 8)
    expect(size.current()).toBe(250)
  })

  it('keeps small under a limit, where a larger page would waste what is left', () => {
    const size = createPageSize(createFakeClock(), 50)
    expect(size.isJudged()).toBe(true)
    comes(size, 100)
    expect(size.current()).toBe(50)
  })
})

it('is too large when the gateway gives up, and not for another refusal', () => {
  const answered = (httpStatus: number) =>
    isTooLarge(
      new GraphError({
        code: 'x',
        notice: null,
        attempted: 'read',
        why: 'x',
        hint: '',
        outcome: 'unknown',
        httpStatus,
      }),
    )
  expect([502, 504, 503, 429].map(answered)).toEqual([true, true, false, false])
})
