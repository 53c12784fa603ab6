import { expect, it } from 'vitest'
import { niceTop } from './nice-top.ts'

it('ends the scale of a chart at a round number that holds the highest bar', () => {
  expect([0, 7, 18, 23, 2975, 4120, 9999].map(niceTop)).toEqual([1, 8, 20, 25, 3000, 5000, 10_000])
})
