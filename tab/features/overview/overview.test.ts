import { describe, expect, it } from 'vitest'
import { busiest, totalOf } from './days.ts'
import { hrefOf, placeOf } from './places.ts'

const day = (date: string, added: number) => ({ date, added, faults: 0, runId: null })

describe('the chart of days', () => {
  it('adds up its days and knows the busiest', () => {
    const days = [day('2026-11-01', 3), day('2026-11-02', 9), day('2026-11-03', 0)]
    expect(totalOf(days)).toBe(12)
    expect(busiest(days)?.date).toBe('2026-11-02')
  })

  it('has no busiest day when nothing was archived', () => {
    expect(busiest([day('2026-11-01', 0)])).toBeUndefined()
  })
})

describe('the button of a need', () => {
  it('says which place it leads to', () => {
    const places = ['/connection', '/connection#limit', '/runs/7', '/people?state=failing', '/integrity']
    expect(places.map(placeOf)).toEqual(['connection', 'limit', 'runs', 'people', 'integrity'])
  })

  it('leads to the limit itself, or to the people it is about', () => {
    expect(hrefOf({ code: 'limit-reached', href: '/connection' })).toBe('/connection#limit')
    expect(hrefOf({ code: 'people-failing', href: '/people' })).toBe('/people?show=faults')
    expect(hrefOf({ code: 'credential-expires', href: '/connection' })).toBe('/connection')
  })

  it('remains general for a place it does not know', () => {
    expect(placeOf('/elsewhere')).toBeUndefined()
  })
})
