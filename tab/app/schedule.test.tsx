// @vitest-environment jsdom
/** Automatic backups in the settings, at the end of a setup, and on the overview. */
import { cleanup, configure, fireEvent, screen, within } from '@testing-library/react'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Me, Schedule } from '../../server/contract/index.ts'
import { PERMISSIONS } from '../../server/domain/operator.ts'
import { SCHEDULE } from '../../server/http/testing/services.ts'
import { weekdayTime } from '../format/time.ts'
import { i18n } from '../i18n/index.ts'
import { completeBrowser } from './testing/browser.ts'
import { show } from './testing/screen.tsx'
import { fakeServer, NEVER, refused } from './testing/server.ts'

const { t } = i18n
const NEXT = '2026-11-30T01:17:00.000Z'
const ZONE = 'Asia/Tokyo'
const ON: Schedule = {
  ...SCHEDULE,
  enabled: true,
  timeZone: ZONE,
  changedAt: '2026-11-22T10:00:00.000Z',
  nextAt: NEXT,
  lastAt: '2026-11-28T17:17:00.000Z',
}
const MIA: Me = {
  tenantId: 'tenant',
  operatorId: 'mia',
  name: 'Mia Berg',
  roles: ['admin'],
  permissions: Object.keys(PERMISSIONS),
  preferences: { tourSeen: true, language: null },
}
const REVIEWER: Me = { ...MIA, roles: ['reviewer'], permissions: ['status.read', 'archive.read'] }

beforeAll(() => {
  completeBrowser()
  configure({ asyncUtilTimeout: 15_000, getElementError: (message) => new Error(message ?? '') })
})
afterEach(cleanup)

function open(schedule: unknown, { me = MIA, preview = { next: [NEXT] } as unknown } = {}) {
  const server = fakeServer({})
  const answers = {
    '/api/schedule': schedule,
    '/api/schedule/preview': preview,
    '/api/preferences': me.preferences,
  }
  server.answer(answers as Parameters<typeof server.answer>[0])
  show('/settings', server, me)
  return server
}

const timeOf = (it: Awaited<ReturnType<typeof panel>>) =>
  it.getByLabelText<HTMLInputElement>(new RegExp(t('schedule.time')), { selector: 'input[type=time]' })
const panel = async () => within(await screen.findByRole('region', { name: t('schedule.title') }))

describe('automatic backups', () => {
  it('are asked for, told as failed with a way to try again, and told as not allowed', async () => {
    open(NEVER)
    await (await panel()).findByLabelText(t('state.loading', { what: t('schedule.loading') }))
    cleanup()
    const server = open(refused(500, 'internal'))
    await screen.findByText('internal')
    server.answer({ '/api/schedule': ON })
    fireEvent.click((await panel()).getByRole('button', { name: t('action.retry') }))
    await (await panel()).findByLabelText(t('schedule.on'))
    cleanup()
    open(refused(403, 'not-allowed'))
    await (await panel()).findByText(t('state.forbiddenTitle'))
  })

  it('are off until someone turns them on, which suggests every night by the clocks of this browser', async () => {
    open(SCHEDULE)
    const it = await panel()
    expect(await it.findByText(t('schedule.fact.off'))).toBeDefined()
    expect(it.queryByRole('radio')).toBeNull()
    fireEvent.click(it.getByLabelText(t('schedule.on')))
    expect(it.getByRole<HTMLInputElement>('radio', { name: t('schedule.pattern.nightly') }).checked).toBe(
      true,
    )
    const here = new Intl.DateTimeFormat().resolvedOptions().timeZone
    expect(it.getByLabelText<HTMLSelectElement>(t('schedule.zone')).value).toBe(here)
    expect(timeOf(it).value).toBe('02:17')
  })

  it('say when the next one starts and when the last did, by the clocks of their zone, and what was skipped', async () => {
    open({ ...ON, missedAt: '2026-11-27T17:17:00.000Z' })
    const it = await panel()
    await it.findAllByText(weekdayTime(NEXT, undefined, ZONE))
    it.getByText(weekdayTime('2026-11-28T17:17:00.000Z', undefined, ZONE))
    it.getByText(weekdayTime('2026-11-27T17:17:00.000Z', undefined, ZONE))
    it.getByText(t('schedule.missedWhy'))
  })

  it('are told in words with their next times before they are saved; Microsoft’s advice is next to several a day', async () => {
    open(ON)
    const it = await panel()
    const times = t('schedule.words.nightly', { time: '2:17 AM' })
    await it.findByText(t('schedule.words.inZone', { times, zone: ZONE }))
    it.getByText(t('schedule.hoursAdvice'))
    fireEvent.click(it.getByRole('radio', { name: new RegExp(t('schedule.pattern.hours')) }))
    const hours = t('schedule.words.hours', { count: 12, n: '12', minute: '17' })
    await it.findByText(t('schedule.words.inZone', { times: hours, zone: ZONE }))
  })

  it('that can’t be kept say why before they are saved', async () => {
    open({ ...ON, cron: '17 2 1 * *' }, { preview: refused(400, 'schedule-too-often') })
    const it = await panel()
    const line = await it.findByLabelText<HTMLInputElement>(new RegExp(`^${t('schedule.cron')}`), {
      selector: 'input',
    })
    expect(line.value).toBe('17 2 1 * *')
    await it.findByRole('alert')
    it.getByText('schedule-too-often')
  })

  it('are saved, and a time that is missing is asked for', async () => {
    const server = open(ON)
    const it = await panel()
    await it.findByText(t('schedule.next'))
    const time = timeOf(it)
    const save = () => it.getByRole('button', { name: new RegExp(t('schedule.save')) })
    expect(save().getAttribute('aria-disabled')).toBe('true')
    fireEvent.change(time, { target: { value: '' } })
    expect(save().getAttribute('aria-disabled')).toBe('true')
    fireEvent.change(time, { target: { value: '03:30' } })
    server.answer({ '/api/schedule': { ...ON, cron: '30 3 * * *', changedAt: NEXT } })
    fireEvent.click(save())
    await it.findByText(t('schedule.saved'))
  })

  it('are read by who may not set them, as a line', async () => {
    open(ON, { me: REVIEWER })
    const it = await panel()
    const times = t('schedule.words.nightly', { time: '2:17 AM' })
    await it.findByText(t('schedule.words.inZone', { times, zone: ZONE }))
    expect(it.queryByLabelText(t('schedule.on'))).toBeNull()
    expect(it.queryByRole('button', { name: t('schedule.save') })).toBeNull()
  })
})
