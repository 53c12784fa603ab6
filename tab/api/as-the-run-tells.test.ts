import { describe, expect, it } from 'vitest'
import type { Quota, Run } from '../../server/contract/index.ts'
import { asTheRunTells } from './as-the-run-tells.ts'

const quota = {
  used: 120,
  reserved: 0,
  limit: null,
  left: null,
  openRun: { id: 'r1', charged: 100 },
  regime: 'metered',
  pricePerMessage: '0.00075',
  cost: '0.09',
} as Quota
const run = (id: string, charged: number) => ({ id, totals: { charged } }) as Run

describe('what the month has used', () => {
  it('moves with the run in progress, whichever of the two was asked later', () => {
    expect([100, 150, 90].map((it) => asTheRunTells(quota, run('r1', it)).used)).toEqual([120, 170, 110])
  })

  it('takes from what is left, and costs, what it adds', () => {
    const priced = { ...quota, limit: 50_000, reserved: 50, left: 49_830, regime: 'metered' as const }
    const month = asTheRunTells(priced, run('r1', 11_774))
    expect(month).toMatchObject({ used: 11_794, reserved: 50, left: 38_156, cost: '8.84550' })
    expect(asTheRunTells({ ...priced, limit: null, left: null }, run('r1', 150)).left).toBeNull()
    expect(asTheRunTells({ ...priced, regime: 'not-metered', cost: '0.00' }, run('r1', 150)).cost).toBe(
      '0.00',
    )
  })

  it('is as the books say without one', () => {
    expect(asTheRunTells(quota, undefined)).toBe(quota)
    expect(asTheRunTells(quota, run('r2', 7))).toBe(quota)
    expect(asTheRunTells({ ...quota, openRun: null }, run('r1', 7)).used).toBe(120)
  })
})
