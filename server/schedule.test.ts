/** The schedule of the product itself: stopped over a planned time, and started again. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Run, Schedule } from './contract/index.ts'
import { type Journey, type Page, startJourney } from './testing/journey.ts'

const MINUTE_MS = 60_000
/** A process whose clock is ahead by so much: it starts after what the one before it had planned. */
const AHEAD_MS = 4 * MINUTE_MS
const AHEAD = `--import=data:text/javascript,${encodeURIComponent(`
  const Real = Date
  globalThis.Date = class extends Real {
    constructor(...given) { if (given.length > 0) super(...given); else super(Real.now() + ${AHEAD_MS}) }
    static now() { return Real.now() + ${AHEAD_MS} }
  }`)}`

let journey: Journey
beforeAll(async () => {
  journey = await startJourney({ users: 8, messages: 40 })
  await journey.connect(null)
})
afterAll(() => journey.close())

it('a backup that was due while Chatvault was stopped starts once when it is back, and is marked as late', async () => {
  const soon = new Date(Date.now() + 2 * MINUTE_MS)
  const cron = `${soon.getUTCMinutes()} * * * *`
  const utc = await journey.call('PUT', '/api/schedule', { enabled: true, cron, timeZone: 'UTC' })
  const due: string = utc.body.nextAt
  expect(Date.parse(due) - Date.now()).toBeLessThanOrEqual(2 * MINUTE_MS)

  await journey.restart({ NODE_OPTIONS: AHEAD })
  await expect
    .poll(() => journey.get<Page<Run>>('/api/runs'), { timeout: 20_000 })
    .toMatchObject({ items: [{ trigger: 'schedule', late: true, requestedBy: null }] })
  const [run] = (await journey.get<Page<Run>>('/api/runs')).items
  const ended = await journey.atRest(run?.id ?? '')
  expect(ended).toMatchObject({ state: 'completed', forecast: { likely: expect.any(Number) } })
  // No one asked for it: the run made it before it read anything.
  const { low = 0, high = 0 } = ended.forecast ?? {}
  expect(ended.totals.fetched).toBeGreaterThan(0)
  expect(ended.totals.fetched).toBeGreaterThanOrEqual(low)
  expect(ended.totals.fetched).toBeLessThanOrEqual(high)
  const schedule = await journey.get<Schedule>('/api/schedule')
  expect(schedule).toMatchObject({ enabled: true, cron, lastAt: due, missedAt: null })
  expect(Date.parse(schedule.nextAt ?? '')).toBe(Date.parse(due) + 60 * MINUTE_MS)
  expect(await journey.all('/api/runs')).toHaveLength(1)
})

it('times that can’t be kept are refused with what to do, and only those who run backups set them', async () => {
  const set = (cron: string, timeZone = 'UTC', who = 'Mia') =>
    journey.call('PUT', '/api/schedule', { enabled: true, cron, timeZone }, who)
  expect((await set('*/30 * * * *')).body).toMatchObject({ status: 400, code: 'schedule-too-often' })
  expect((await set('0 2 * *')).body).toMatchObject({ status: 400, code: 'schedule-unreadable' })
  const unknown = await set('0 2 * * *', 'Europe/Atlantis')
  expect(unknown.body).toMatchObject({
    status: 400,
    code: 'schedule-zone-unknown',
    hint: expect.stringContaining('Europe/Berlin'),
  })
  expect(await set('0 2 * * *', 'UTC', 'Aisha')).toMatchObject({ status: 403 })
  const off = { enabled: false, cron: '0 2 * * *', timeZone: 'UTC', strategy: 'pay-once' }
  expect((await journey.call('PUT', '/api/schedule', off)).body).toMatchObject({ ...off, nextAt: null })
  // As Mia: not everyone who watches a run may read it.
  const audit = await journey.call('GET', '/api/audit?limit=200')
  expect(audit.body.items).toContainEqual(
    expect.objectContaining({ outcome: 'succeeded', detail: 'off, 0 2 * * *, UTC, pay-once' }),
  )
})
