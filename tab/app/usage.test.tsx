// @vitest-environment jsdom
/** The usage page beyond its five states (screens.test.tsx): its sides, and the file. */
import { cleanup, configure, fireEvent, screen, within } from '@testing-library/react'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Me, Usage } from '../../server/contract/index.ts'
import { PERMISSIONS } from '../../server/domain/operator.ts'
import { FORECAST, QUOTA, STRATEGY } from '../../server/http/testing/services.ts'
import { formatMoney, formatPrice } from '../format/money.ts'
import { dateOnly } from '../format/time.ts'
import { i18n } from '../i18n/index.ts'
import '../i18n/vault-texts.ts'
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
    '/api/quota/history': { items: [], next: null },
    '/api/runs': { items: [], next: null },
    '/api/subjects': { items: [], next: null },
    '/api/forecasts': FORECAST,
    '/api/strategy': { ...STRATEGY, strategy: 'pay-once' },
  })
  show('/usage', server, MIA)
  return Object.assign(() => server.answer({ '/api/usage': usage }), { server })
}

async function showBy(by: 'person' | 'run' | 'chat-type') {
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

  it('by kind of chat says what a kind’s figure means, and what no kind is known of', async () => {
    const answerNow = open({
      ...NOTHING,
      items: [
        { key: 'group', messages: 90, cost: '0.07' },
        { key: 'other', messages: 10, cost: '0.01' },
      ],
      total: 100,
    })
    await screen.findByText(t('usage.page.none'))
    answerNow()
    const rows = within(await showBy('chat-type')).getAllByRole('row')
    expect(rows.map(({ textContent }) => textContent).slice(1)).toEqual([
      `${t('spending.kinds.group')}90${formatMoney('0.07', 'USD')}`,
      `${t('spending.kinds.other')}10${formatMoney('0.01', 'USD')}`,
    ])
    expect(screen.getByText(t('spending.kinds.means'))).toBeTruthy()
  })

  it('shows who changed the limit, and only what changed', async () => {
    const { server } = open(NOTHING)
    const first = { limit: 50_000, pricePerMessage: '0.00075', currency: 'USD', regime: 'metered' } as const
    server.answer({
      '/api/quota/history': {
        items: [
          { at: AT, by: 'Jonas Weber', before: first, after: { ...first, limit: null } },
          { at: AT, by: null, before: null, after: first },
        ],
        next: null,
      },
    })
    const table = await screen.findByRole('table', { name: t('spending.history.title') })
    const [, newest, oldest] = within(table).getAllByRole('row')
    const limit = t('spending.history.limit', { from: '50,000', to: t('spending.history.noLimit') })
    expect(newest?.textContent).toContain(`Jonas Weber${limit}`)
    expect(newest?.textContent).not.toContain(t('spending.history.metered'))
    expect(oldest?.textContent).toContain(t('spending.history.nobody'))
    expect(oldest?.textContent).toContain(formatPrice('0.00075', 'USD'))
  })

  it('asks the ledger for what the filters say, and for everything once they are cleared', async () => {
    const { server } = open(NOTHING)
    fireEvent.change(await screen.findByLabelText(t('spending.filter.kind')), { target: { value: 'charge' } })
    fireEvent.change(screen.getByLabelText(t('spending.filter.from')), { target: { value: '2026-11-01' } })
    expect(await screen.findByText(t('spending.filter.none'))).toBeTruthy()
    const asked = () => server.asked.filter((address) => address.startsWith('/api/quota/ledger'))
    expect(asked().at(-1)).toBe('/api/quota/ledger?limit=20&kind=charge&from=2026-11-01')
    fireEvent.click(screen.getByRole('button', { name: t('spending.filter.clear') }))
    expect(await screen.findByText(t('usage.ledger.none'))).toBeTruthy()
  })

  it('says what the next backup is expected to add', async () => {
    open(NOTHING)
    await screen.findByText(t('runs.forecast.basis.chats', { count: 8, n: '8' }))
  })

  it('says where the month ends at the pace of its backups, as the table and the bar do', async () => {
    const day = 86_400_000
    const ago = (days: number) => new Date(Date.now() - days * day).toISOString()
    const { server } = open(NOTHING)
    server.answer({
      '/api/quota': { ...QUOTA, used: 100, limit: 1_000_000 },
      '/api/usage': {
        ...NOTHING,
        items: [
          { key: '2026-11-22', at: ago(4), messages: 90_000, cost: '0.00' },
          { key: '2026-11-24', at: ago(2), messages: 4000, cost: '0.00' },
        ],
        total: 94_000,
      },
    })
    const table = await screen.findByRole('table', { name: t('spending.pace.title') })
    const { count, n } = { count: 1000, n: '1,000' }
    expect(screen.getByText(new RegExp(t('spending.pace.withoutFirst'))).textContent).toContain(
      t('spending.pace.rests', { count, n, since: dateOnly(ago(4), undefined, 'UTC') }),
    )
    const figures = within(table)
      .getAllByRole('row')
      .slice(1)
      .map((row) => within(row).getAllByRole('cell')[1]?.textContent)
    expect(figures[0]).toBe('100')
    expect(figures.at(-1)).toBe('1,000,000')
    const meter = screen
      .getAllByRole('meter')
      .map((one) => one.getAttribute('aria-valuetext') ?? '')
      .find((text) => text.startsWith('100 messages so far'))
    expect(meter).toContain(`about ${figures.at(-2)} by`)
  })

  it('knows no pace in the day after the first backup', async () => {
    open(NOTHING)
    await screen.findByText(t('spending.pace.early'))
  })
})
