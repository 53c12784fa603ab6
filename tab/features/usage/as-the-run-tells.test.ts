import { describe, expect, it } from 'vitest'
import type { Quota, Run } from '../../../server/http/contract.ts'
import { asTheRunTells } from './as-the-run-tells.ts'

const quota = { used: 120, openRun: { id: 'r1', charged: 100 } } as Quota
const run = (id: string, charged: number) => ({ id, totals: { charged } }) as Run

describe('what the month has used', () => {
  it('moves with the run under way, whichever of the two was asked later', () => {
    expect([100, 150, 90].map((it) => asTheRunTells(quota, run('r1', it)).used)).toEqual([120, 170, 110])
  })

  it('is as the books say without one', () => {
    expect(asTheRunTells(quota, undefined)).toBe(quota)
    expect(asTheRunTells(quota, run('r2', 7))).toBe(quota)
    expect(asTheRunTells({ ...quota, openRun: null }, run('r1', 7)).used).toBe(120)
  })
})
