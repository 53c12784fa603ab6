// @vitest-environment jsdom
/** What a backup will read, before it starts and after it ended. */
import { cleanup, configure, fireEvent, screen } from '@testing-library/react'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Me, Overview } from '../../server/contract/index.ts'
import { PERMISSIONS } from '../../server/domain/operator.ts'
import { CONNECTION, FORECAST, QUOTA, runOf, SETUP, STRATEGY } from '../../server/http/testing/services.ts'
import { formatMoney } from '../format/money.ts'
import { i18n } from '../i18n/index.ts'
import { completeBrowser } from './testing/browser.ts'
import { show } from './testing/screen.tsx'
import { fakeServer, NEVER, refused } from './testing/server.ts'

const { t } = i18n
const AT = '2026-11-22T10:00:00.000Z'
const MIA: Me = {
  tenantId: 'tenant',
  operatorId: 'mia',
  name: 'Mia Berg',
  roles: ['admin'],
  permissions: Object.keys(PERMISSIONS),
  preferences: { tourSeen: true, language: null },
}
const OVERVIEW: Overview = {
  status: 'never',
  people: { inScope: 8, protected: 0, failing: 0, cannotChat: 0, waiting: 8, total: 8, unable: 0 },
  groups: null,
  messages: 0,
  conversations: 0,
  lastGoodRunAt: null,
  lastCheck: null,
  schedule: null,
  currentRunId: null,
  needs: [],
  days: [],
}

beforeAll(() => {
  completeBrowser()
  configure({ asyncUtilTimeout: 15_000, getElementError: (message) => new Error(message ?? '') })
})
afterEach(cleanup)

async function openDialog(forecast: unknown) {
  const server = fakeServer({
    '/api/overview': OVERVIEW,
    '/api/quota': QUOTA,
    '/api/strategy': { ...STRATEGY, strategy: 'pay-once' },
    '/api/runs': { items: [], next: null },
  })
  server.answer({ '/api/forecasts': forecast } as Parameters<typeof server.answer>[0])
  show('/', server, MIA)
  fireEvent.click(await screen.findByRole('button', { name: t('runs.start.button') }))
  return screen.findByRole('dialog')
}

describe('beside the limit', () => {
  it('says whether the limit that is entered has room for the next backup', async () => {
    const server = fakeServer({
      '/api/connection': CONNECTION,
      '/api/connection/health': { overall: 'green', items: [], nextCheckAt: AT },
      '/api/setup': SETUP,
      '/api/overview': OVERVIEW,
      '/api/quota': { ...QUOTA, used: 500, limit: 5000, left: 4500 },
      '/api/strategy': { ...STRATEGY, strategy: 'pay-once' },
      '/api/runs': { items: [], next: null },
      '/api/forecasts': FORECAST,
    })
    show('/connection', server, MIA)
    const enter = (value: string) =>
      fireEvent.change(screen.getByRole('textbox', { name: t('connection.form.limit') }), {
        target: { value },
      })
    // 500 are used, and 900 to 1,100 expected.
    expect(await screen.findByText(t('runs.forecast.room.fits'))).toBeTruthy()
    enter('1550')
    expect(await screen.findByText(t('runs.forecast.room.tight'))).toBeTruthy()
    enter('1400')
    expect(await screen.findByText(t('runs.forecast.room.over'))).toBeTruthy()
    fireEvent.click(screen.getByRole('checkbox', { name: t('connection.form.unlimited') }))
    expect(screen.queryByText(t('runs.forecast.room.over'))).toBeNull()
  })
})

describe('before a backup starts', () => {
  it('its messages, their cost, and what that rests on are said for the strategy of the tenant', async () => {
    await openDialog(FORECAST)
    const about = t('runs.forecast.about', { count: 1000, n: '1,000', low: '900', high: '1,100' })
    const cost = formatMoney('0.75', 'USD')
    await screen.findByText((_, element) => element?.textContent === `${about} ${cost}`)
    await screen.findByText(t('runs.forecast.basis.chats', { count: 8, n: '8' }))
  })

  it('so is how far the last ones were off, once there were some', async () => {
    await openDialog({ ...FORECAST, accuracy: { runs: 3, medianErrorPercent: 6.4 } })
    const rests = t('runs.forecast.basis.chats', { count: 8, n: '8' })
    await screen.findByText(`${rests} ${t('runs.forecast.accuracy', { percent: '6' })}`)
  })

  it('counting takes a moment, and failing keeps no one from starting', async () => {
    await openDialog(NEVER)
    await screen.findByText(t('runs.forecast.waiting'))
    cleanup()
    const dialog = await openDialog(refused(503, 'forecast-too-slow'))
    await screen.findByText(t('runs.forecast.none'))
    const [start] = [...dialog.querySelectorAll('button')].filter(
      ({ textContent }) => textContent === t('runs.start.button'),
    )
    expect(start?.getAttribute('aria-disabled')).not.toBe('true')
  })
})

it('after a backup, what was expected is next to what came', async () => {
  const run = runOf({ state: 'completed', endedAt: AT, stage: null })
  const server = fakeServer({
    '/api/runs/{id}': { ...run, forecast: { low: 900, likely: 1000, high: 1100 } },
    '/api/runs/{id}/faults': { items: [], next: null },
    '/api/runs/{id}/people': { items: [], next: null },
    '/api/quota': QUOTA,
    '/api/overview': OVERVIEW,
  })
  show('/runs/run-1', server, MIA)
  await screen.findByText(t('runs.forecast.range', { n: '1,000', low: '900', high: '1,100' }))
})
