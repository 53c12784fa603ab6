import { expect, it } from 'vitest'
import { monthEndAt, paceOf } from './pace.ts'

const at = (day: number, messages: number) => ({ at: new Date(Date.UTC(2026, 10, day, 2)), messages })
const NOON = new Date('2026-11-20T14:00:00Z')

it('is the pace of the last seven days, whatever came before them', () => {
  const nights = Array.from({ length: 19 }, (_, no) => at(2 + no, no < 10 ? 9000 : 70))
  expect(paceOf(nights, NOON)).toEqual({
    since: new Date('2026-11-13T14:00:00Z'),
    perDay: 70,
    withoutFirst: false,
  })
})

it('leaves out a backup that came first, or after a long break, and the days before it', () => {
  expect(paceOf([at(18, 100), at(16, 40_000), at(20, 50)], NOON)).toEqual({
    since: new Date('2026-11-16T02:00:00Z'),
    perDay: 150 / 4.5,
    withoutFirst: true,
  })
})

it('isn’t known without a backup, nor in the first day after the first', () => {
  expect(paceOf([], NOON)).toBeUndefined()
  expect(paceOf([at(20, 40_000)], NOON)).toBeUndefined()
})

it('takes the month to its end, and adds nothing once it is over', () => {
  const [end, later] = [new Date('2026-12-01T00:00:00Z'), new Date('2026-12-01T00:00:01Z')]
  expect(monthEndAt({ perDay: 100 }, 2300, end, new Date('2026-11-24T00:00:00Z'))).toBe(3000)
  expect(monthEndAt({ perDay: 100 }, 2300, end, later)).toBe(2300)
})
