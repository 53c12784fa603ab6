import { describe, expect, it } from 'vitest'
import type { ScheduleRow, Schedules } from '../../books/schedules.ts'
import type { Tenants } from '../../books/tenants.ts'
import { operatorOf, TENANT_A, TENANT_B } from '../../testing/archived-chats.ts'
import { createFakeClock } from '../../testing/fake-clock.ts'
import { isOverdue } from './overdue.ts'
import { createScheduleService } from './schedule.ts'
import { suggestedCron } from './suggestion.ts'
import { readTimes } from './times.ts'

const A = operatorOf(TENANT_A)
const NIGHTLY = { cron: '30 2 * * *', timeZone: 'Europe/Berlin' }

function service() {
  const rows = new Map<string, ScheduleRow>()
  const clock = createFakeClock('2026-11-10T12:00:00Z')
  const schedules: Pick<Schedules, 'find' | 'save'> = {
    find: async (tenantId) => rows.get(tenantId),
    save: async (row) => void rows.set(row.tenantId, { ...row, lastAt: null, missedAt: null }),
  }
  const tenants: Pick<Tenants, 'ensure'> = { ensure: async () => undefined }
  return createScheduleService({ schedules, tenants, clock })
}

describe('a schedule', () => {
  it('is off until someone turns it on, and suggests a minute of the night', async () => {
    const before = await service().get(A)
    expect(before).toMatchObject({
      enabled: false,
      nextAt: null,
      lastAt: null,
      missedAt: null,
      changedAt: null,
    })
    expect(readTimes(before)).toEqual({ cron: before.cron, timeZone: 'UTC' })
  })

  it('that is on says when the next backup starts, and one that is off says nothing', async () => {
    const schedule = service()
    const on = await schedule.set(A, { enabled: true, ...NIGHTLY, strategy: 'pay-once' })
    expect(on).toMatchObject({
      enabled: true,
      ...NIGHTLY,
      strategy: 'pay-once',
      nextAt: '2026-11-11T01:30:00.000Z',
    })
    const off = await schedule.set(A, { enabled: false, ...NIGHTLY })
    expect(off).toMatchObject({ enabled: false, ...NIGHTLY, strategy: null, nextAt: null })
    expect(await schedule.get(operatorOf(TENANT_B))).toMatchObject({ changedAt: null })
  })

  it('that can’t be kept is refused and leaves the one before, also one that is to be off', async () => {
    const schedule = service()
    await schedule.set(A, { enabled: true, ...NIGHTLY })
    for (const enabled of [true, false])
      await expect(schedule.set(A, { ...NIGHTLY, enabled, cron: '* * * * *' })).rejects.toMatchObject({
        code: 'schedule-too-often',
        status: 400,
      })
    expect(await schedule.get(A)).toMatchObject({ enabled: true, ...NIGHTLY })
  })

  it('can be looked at before it is saved', () => {
    const { next } = service().preview(A, { cron: '0 6 * * 1', timeZone: 'UTC' })
    expect(next.map((at) => at.slice(0, 16))).toEqual([
      '2026-11-16T06:00',
      '2026-11-23T06:00',
      '2026-11-30T06:00',
      '2026-12-07T06:00',
      '2026-12-14T06:00',
    ])
  })
})

it('tenants are spread over the night: each has its minute, and none an hour that people work in', () => {
  const crons = Array.from({ length: 300 }, () => suggestedCron(crypto.randomUUID()))
  const hours = crons.map((cron) => Number(cron.split(' ')[1]))
  expect(Math.min(...hours)).toBe(1)
  expect(Math.max(...hours)).toBe(4)
  expect(new Set(crons).size).toBeGreaterThan(100)
  expect(suggestedCron(TENANT_A)).toBe(suggestedCron(TENANT_A))
})

describe('the last good backup', () => {
  const planned = { enabled: true, ...NIGHTLY, changedAt: new Date('2026-01-01T00:00:00Z') }
  const overdue = (lastGood: string, now: string, change: Partial<typeof planned> = {}) =>
    isOverdue({ ...planned, ...change }, new Date(lastGood), new Date(now))

  it('is overdue once the second planned time after it has passed', () => {
    expect(overdue('2026-11-10T02:00:00Z', '2026-11-12T01:29:00Z')).toBe(false)
    expect(overdue('2026-11-10T02:00:00Z', '2026-11-12T01:30:00Z')).toBe(true)
  })

  it('is not overdue over a weekend that no backup is planned for', () => {
    const workdays = { cron: '30 2 * * 1-5' }
    expect(overdue('2026-11-13T02:00:00Z', '2026-11-17T01:29:00Z', workdays)).toBe(false)
    expect(overdue('2026-11-13T02:00:00Z', '2026-11-17T01:30:00Z', workdays)).toBe(true)
  })

  it('has the time of a new schedule, and is never overdue without one', () => {
    const changedAt = new Date('2026-11-15T12:00:00Z')
    expect(overdue('2026-11-10T02:00:00Z', '2026-11-16T12:00:00Z', { changedAt })).toBe(false)
    expect(overdue('2026-11-10T02:00:00Z', '2026-11-17T12:00:00Z', { changedAt })).toBe(true)
    expect(overdue('2026-11-10T02:00:00Z', '2027-11-17T12:00:00Z', { enabled: false })).toBe(false)
    expect(isOverdue(undefined, new Date(0), new Date('2026-11-10T02:00:00Z'))).toBe(false)
  })
})
