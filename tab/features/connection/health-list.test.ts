import { describe, expect, it } from 'vitest'
import type { HealthItem } from '../../../server/http/contract.ts'
import { HEALTH_ORDER, healthRows } from './health-list.ts'

const item = (name: HealthItem['name'], state: HealthItem['state']): HealthItem => ({
  ...{ name, state, code: 'ok', detail: '', hint: '', checkedAt: '2026-11-23T10:00:00Z' },
})
const states = (rows: ReturnType<typeof healthRows>) => rows.map(({ name, state }) => `${name} ${state}`)

describe('the health of the connection', () => {
  it('is told in the order it is looked at, whatever order it comes in', () => {
    const known = [item('credential', 'amber'), item('token', 'green')]
    expect(states(healthRows(known, undefined))).toEqual(['token green', 'credential amber'])
  })

  it('shows while one looks what is known by now, and the rest as being checked, not as it was', () => {
    const before = HEALTH_ORDER.map((name) => item(name, 'green'))
    const rows = states(healthRows(before, [item('token', 'red')]))
    expect(rows[0]).toBe('token red')
    expect(rows.slice(1).every((row) => row.endsWith(' checking'))).toBe(true)
    expect(rows).toHaveLength(HEALTH_ORDER.length)
  })

  it('is empty before anybody looked', () => {
    expect(healthRows([], undefined)).toEqual([])
  })
})
