import { describe, expect, it } from 'vitest'
import type { HealthItem } from '../../../server/contract/index.ts'
import { HEALTH_ORDER, healthRows, wayOn } from './health-list.ts'

const item = (name: HealthItem['name'], state: HealthItem['state']): HealthItem => ({
  name,
  state,
  code: 'ok',
  detail: '',
  hint: '',
  checkedAt: '2026-11-23T10:00:00Z',
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

  it('troubles no one about a part that waits for another one', () => {
    const waits = { ...item('export', 'amber'), code: 'not-reached' }
    expect(states(healthRows([waits], undefined))).toEqual(['export skipped'])
  })

  it('is empty before anyone looked', () => {
    expect(healthRows([], undefined)).toEqual([])
  })
})

describe('the way on from what is not as it should be', () => {
  const of = (name: Parameters<typeof wayOn>[0]['name'], code = 'any') => wayOn({ name, code })

  it('leads to another secret, to consent, to billing, to the mailbox', () => {
    expect(of('token', 'AADSTS7000222')).toBe('replace')
    expect(of('credential', 'credential-expires')).toBe('replace')
    expect(of('permissions', 'missing-permission')).toBe('consent')
    expect(of('optional', 'group-permission-missing')).toBe('consent')
    expect(of('billing', 'billing-asked-for')).toBe('billing')
    expect(of('mailbox', 'mailbox-missing')).toBe('mailbox')
  })

  it('leads to the setup where the app is gone, since no other secret would help', () => {
    expect(of('token', 'AADSTS700016')).toBe('setup')
  })

  it('leads nowhere from what passes on its own', () => {
    expect(of('token', 'microsoft-unreachable')).toBeUndefined()
  })
})
