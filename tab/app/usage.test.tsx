// @vitest-environment jsdom
/** The usage page beyond its five states (screens.test.tsx): its sides, and the file. */
import { cleanup, configure, fireEvent, screen, within } from '@testing-library/react'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Me, Usage } from '../../server/contract/index.ts'
import { PERMISSIONS } from '../../server/domain/operator.ts'
import { FORECAST, QUOTA, STRATEGY } from '../../server/http/testing/services.ts'
import { formatMoney } from '../format/money.ts'
import { i18n } from '../i18n/index.ts'
import { completeBrowser } from './testing/browser.ts'
import { show } from './testing/screen.tsx'
import { fakeServer } from './testing/server.ts'

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
const NOTHING: Usage = { from: AT, to: AT, items: [], total: 0, cost: '0.00', currency: 'USD' }

beforeAll(() => {
  completeBrowser()
  configure({ asyncUtilTimeout: 15_000, getElementError: (message) => new Error(message ?? '') })
})
afterEach(cleanup)

function open(usage: Usage) {
  const server = fakeServer({
    '/api/quota': QUOTA,
    '/api/usage': NOTHING,
    '/api/quota/ledger': { items: [], next: null },
    '/api/forecasts': FORECAST,
    '/api/strategy': { ...STRATEGY, strategy: 'pay-once' },
  })
  show('/usage', server, MIA)
  return () => server.answer({ '/api/usage': usage })
}

async function showBy(by: 'person' | 'run') {
  const tab = await screen.findByRole('tab', { name: t(`usage.page.by.${by}`) })
  fireEvent.click(tab)
  return screen.findByRole('table', { name: t(`usage.page.table.${by}`) })
}

describe('usage', () => {
  it('by person has the name, the messages and their cost, and what belongs to nobody', async () => {
    const answerNow = open({
      ...NOTHING,
      items: [
        { key: 'adele', name: 'Adele Vance', messages: 1200, cost: '0.90' },
        { key: 'gone', messages: 30, cost: '0.02' },
        { key: 'other', messages: 4, cost: '0.00' },
      ],
      total: 1234,
      cost: '0.92',
    })
    await screen.findByText(t('usage.page.none'))
    answerNow()
    const rows = within(await showBy('person')).getAllByRole('row')
    expect(rows.map(({ textContent }) => textContent).slice(1)).toEqual([
      `Adele Vance1,200${formatMoney('0.90', 'USD')}`,
      `${t('archive.unknownPerson', { id: 'gone' })}30${formatMoney('0.02', 'USD')}`,
      `${t('usage.page.other')}4${t('cost.none')}`,
    ])
  })

  it('by run leads to each of them', async () => {
    const answerNow = open({
      ...NOTHING,
      items: [{ key: 'run-1', at: AT, messages: 7, cost: '0.01' }],
      total: 7,
    })
    await screen.findByText(t('usage.page.none'))
    answerNow()
    const link = within(await showBy('run')).getByRole('link')
    expect(link.getAttribute('href')).toBe('/runs/run-1')
  })

  it('says what the next backup is expected to add', async () => {
    open(NOTHING)
    await screen.findByText(t('runs.forecast.basis.chats', { count: 8, n: '8' }))
  })
})
