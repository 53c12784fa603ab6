import { describe, expect, it } from 'vitest'
import { GraphError } from '../../graph/wire/graph-error.ts'
import { createOutage, OUTAGE_AFTER } from './outage.ts'

const error = (retry: 'later' | 'never', code = 'UnknownError') =>
  new GraphError({
    code,
    notice: null,
    attempted: 'read',
    why: 'no answer',
    hint: '',
    retry,
    outcome: 'unknown',
  })

const giveUp = (times: number, outage = createOutage(), retry: 'later' | 'never' = 'later') =>
  Array.from({ length: times }, () => outage.gaveUp(error(retry)))

describe('an outage', () => {
  it('is told after some people in a row, with the cause and what to do', () => {
    const told = giveUp(OUTAGE_AFTER)
    expect(told.slice(0, -1).every((one) => one === undefined)).toBe(true)
    expect(told.at(-1)).toMatchObject({
      code: 'microsoft-unavailable',
      why: expect.stringContaining('UnknownError'),
      hint: expect.stringContaining('start the backup again'),
    })
  })

  it('is none while pages come in between, or people are refused for good', () => {
    const outage = createOutage()
    for (let round = 0; round < 3; round++) {
      expect(giveUp(OUTAGE_AFTER - 1, outage).some(Boolean)).toBe(false)
      outage.answered()
      expect(giveUp(OUTAGE_AFTER - 1, outage).some(Boolean)).toBe(false)
      expect(giveUp(1, outage, 'never')).toEqual([undefined])
    }
    expect(outage.ended()).toBeUndefined()
  })

  it('is told at the end when the few people there are got no answer at all', () => {
    const outage = createOutage()
    expect(outage.ended()).toBeUndefined()
    giveUp(1, outage)
    expect(outage.ended()).toMatchObject({ code: 'microsoft-unavailable' })
  })
})
