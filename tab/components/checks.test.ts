import { describe, expect, it } from 'vitest'
import { CHECK_ORDER, stateOf } from './checks.ts'

const check = (name: (typeof CHECK_ORDER)[number], ok = true) => ({
  name,
  ok,
  code: 'ok',
  detail: '',
  hint: '',
})
const states = (checks: ReturnType<typeof check>[], testing: boolean) =>
  CHECK_ORDER.map((name) => stateOf(name, checks, testing))

describe('the checks of a connection', () => {
  it('appear one after the other while the test runs', () => {
    expect(states([], true)).toEqual(['running', 'waiting', 'waiting', 'waiting', 'waiting'])
    expect(states([check('token'), check('permissions')], true)).toEqual([
      'ok',
      'ok',
      'running',
      'waiting',
      'waiting',
    ])
  })

  it('that were not reached say so after a failure', () => {
    expect(states([check('token'), check('permissions', false)], false)).toEqual([
      'ok',
      'failed',
      'skipped',
      'skipped',
      'skipped',
    ])
  })
})
