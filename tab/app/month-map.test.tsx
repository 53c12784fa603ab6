// @vitest-environment jsdom
/** How busy a conversation was by month, and the way to each month. */
import { cleanup, configure, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Me } from '../../server/contract/index.ts'
import { PERMISSIONS } from '../../server/domain/operator.ts'
import { i18n } from '../i18n/index.ts'
import '../i18n/vault-texts.ts'
import { completeBrowser } from './testing/browser.ts'
import { show } from './testing/screen.tsx'
import { type Answers, fakeServer, NEVER, refused } from './testing/server.ts'

const { t } = i18n
const MIA: Me = {
  tenantId: 'tenant',
  operatorId: 'mia',
  name: 'Mia Berg',
  roles: ['admin'],
  permissions: Object.keys(PERMISSIONS),
  preferences: { tourSeen: true, language: null },
}
const CHAT = '19:plan@thread.v2'
const MONTHS = [
  { month: '2025-11', messages: 4 },
  { month: '2026-02', messages: 40 },
  { month: '2026-03', messages: 1 },
]
const MESSAGES = { items: [], next: null, before: null, after: null, allowedBy: [] }

beforeAll(() => {
  completeBrowser()
  configure({ asyncUtilTimeout: 15_000, getElementError: (message) => new Error(message ?? '') })
})
afterEach(cleanup)

async function open(timeline: unknown) {
  const server = fakeServer({
    '/api/subjects': { items: [], next: null },
    '/api/conversations': { items: [], next: null },
    '/api/conversations/{id}': {
      id: CHAT,
      type: 'group',
      topic: 'The plan',
      members: [],
      messageCount: 45,
      firstAt: '2025-11-09T10:00:00.000Z',
      lastAt: '2026-03-02T10:00:00.000Z',
    },
    '/api/conversations/{id}/messages': MESSAGES,
    '/api/conversations/{id}/timeline': timeline,
  } as Answers)
  show(`/archive/adele/${encodeURIComponent(CHAT)}`, server, MIA)
  // What comes late, code of the screen included, is there.
  await screen.findByText(t('archive.noMessages'))
  fireEvent.click(await screen.findByRole('button', { name: t('archive.jump.open') }))
  return screen.findByLabelText(t('archive.jump.title'))
}

/** Without layout, the focus doesn't always find its way into a popover, and what has no focus counts as hidden. */
const HIDDEN = { hidden: true } as const
const toolbar = () => screen.getByRole('toolbar', { name: t('archive.jump.activity'), ...HIDDEN })
const monthsNow = () => within(toolbar()).getAllByRole('button', HIDDEN)
const month = (name: string) => screen.findByRole('button', { name, ...HIDDEN })

describe('the months of a conversation', () => {
  it('are all there, those without messages too, as high as they were busy', async () => {
    await open({ months: MONTHS })
    await waitFor(() =>
      expect(monthsNow().map((button) => button.getAttribute('aria-label'))).toEqual([
        'November 2025: 4 messages',
        'December 2025: 0 messages',
        'January 2026: 0 messages',
        'February 2026: 40 messages',
        'March 2026: 1 message',
      ]),
    )
    const heights = monthsNow().map((button) => button.querySelector('span')?.style.height)
    expect(heights).toEqual(['5.6px', '1px', '1px', '56px', '3px'])
  })

  it('lead to their first message, the first month to where the conversation begins', async () => {
    for (const [name, from] of [
      ['February 2026: 40 messages', 'Feb'],
      ['November 2025: 4 messages', 'November 9, 2025'],
    ] as const) {
      await open({ months: MONTHS })
      fireEvent.click(await month(name))
      const said = t('archive.jump.from', { date: '' })
      await screen.findByText((text) => text.startsWith(said) && text.includes(from))
      cleanup()
    }
  })

  it('of a short conversation bring no scroll bar of their own', async () => {
    await open({ months: MONTHS })
    await month('March 2026: 1 message')
    expect(screen.queryByRole('slider', { hidden: true })).toBeNull()
  })

  it('that have no message lead nowhere', async () => {
    await open({ months: MONTHS })
    const empty = await month('January 2026: 0 messages')
    expect(empty.getAttribute('aria-disabled')).toBe('true')
    fireEvent.click(empty)
    expect(await month('January 2026: 0 messages')).toBeTruthy()
  })

  it('are one stop of the tab key, and the arrow keys go from one to the next', async () => {
    await open({ months: MONTHS })
    await month('March 2026: 1 message')
    const at = () => monthsNow().findIndex((button) => button.tabIndex === 0)
    const press = (key: string) => fireEvent.keyDown(toolbar(), { key })
    expect(at()).toBe(4)
    press('ArrowLeft')
    expect(at()).toBe(3)
    expect(document.activeElement?.getAttribute('aria-label')).toBe('February 2026: 40 messages')
    press('Home')
    expect(at()).toBe(0)
    press('PageDown')
    expect(at()).toBe(4)
  })

  it('are left out where there is one, or where they can’t be had; the date remains', async () => {
    await open({ months: MONTHS.slice(0, 1) })
    expect(screen.queryByRole('toolbar', HIDDEN)).toBeNull()
    cleanup()
    await open(refused(500, 'internal'))
    expect(screen.getByRole('button', { name: t('archive.jump.go'), ...HIDDEN })).toBeTruthy()
    cleanup()
    await open(NEVER)
    await screen.findByLabelText(t('state.loading', { what: t('archive.jump.activity') }))
    expect(screen.getByRole('button', { name: t('archive.jump.go'), ...HIDDEN })).toBeTruthy()
  })
})
