// @vitest-environment jsdom
/** Searches that a reader keeps: saved, opened, and deleted. */
import { cleanup, configure, fireEvent, screen, within } from '@testing-library/react'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Me, SavedSearch } from '../../../../../server/contract/index.ts'
import { PERMISSIONS } from '../../../../../server/domain/operator.ts'
import { completeBrowser } from '../../../../app/testing/browser.ts'
import { show } from '../../../../app/testing/screen.tsx'
import { type Answers, fakeServer, refused } from '../../../../app/testing/server.ts'
import { i18n } from '../../../../i18n/index.ts'
import '../../../../i18n/vault-texts.ts'
import { NOTHING } from '../asked.ts'
import { fromSaved, isSame, toSaved } from './saved-searches.ts'

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
const PAGE = {
  items: [],
  next: null,
  atLeast: 0,
  exact: true,
  understood: [],
  waiting: 0,
  cut: 0,
  allowedBy: [],
}
const MERGER: SavedSearch = {
  id: 'search-1',
  name: 'Merger talks',
  asked: { q: 'merger', senderId: 'ben', has: 'file' },
  people: [{ id: 'ben', displayName: 'Ben Lund' }],
  savedAt: AT,
}

beforeAll(() => {
  completeBrowser()
  // The page behind an open popover is hidden, and in jsdom sometimes the popover is as well.
  configure({
    asyncUtilTimeout: 15_000,
    defaultHidden: true,
    getElementError: (message) => new Error(message ?? ''),
  })
})
afterEach(cleanup)

async function open(address: string, saved: SavedSearch[], more: Answers = {}) {
  const server = fakeServer({
    '/api/subjects': { items: [], next: null },
    '/api/search': PAGE,
    '/api/searches': { items: saved, next: null },
    ...more,
  } as Answers)
  show(address, server, MIA)
  fireEvent.click(await screen.findByRole('button', { name: t('search.saved.button') }))
  return { server, dialog: within(await screen.findByRole('dialog')) }
}

describe('saved searches', () => {
  it('are saved with words and filters, under the words unless another name is entered', async () => {
    const { server, dialog } = await open('/archive?q=merger&sender=ben&from=2026-11-01', [])
    const name = await dialog.findByRole('textbox', { name: t('search.saved.name') })
    expect((name as HTMLInputElement).value).toBe('merger')
    fireEvent.change(name, { target: { value: ' Merger talks ' } })
    server.answer({ '/api/searches': { items: [MERGER], next: null } })
    fireEvent.submit(name.closest('form') as HTMLFormElement)
    await dialog.findByRole('button', { name: 'Merger talks' })
    expect(server.sent).toEqual([
      {
        method: 'POST',
        path: '/api/searches',
        body: { name: 'Merger talks', asked: { q: 'merger', senderId: 'ben', from: '2026-11-01' } },
      },
    ])
    await dialog.findByText(t('search.saved.done', { name: 'Merger talks' }))
  })

  it('say what they ask for, with names of people, and open as they were saved', async () => {
    const { dialog } = await open('/archive', [MERGER])
    const list = await dialog.findByRole('list', { name: t('search.saved.title') })
    for (const said of ['merger', t('search.chip.sender', { name: 'Ben Lund' }), t('search.has.file')])
      expect(list.textContent).toContain(said)
    fireEvent.click(within(list).getByRole('button', { name: 'Merger talks' }))
    const box = await screen.findByRole('searchbox', { name: t('search.box') })
    expect((box as HTMLInputElement).value).toBe('merger')
    const chips = await screen.findByRole('list', { name: t('search.filter.inUse') })
    expect(within(chips).getAllByRole('listitem')).toHaveLength(2)
  })

  it('say beforehand when a name is taken, or the search is saved already', async () => {
    const { dialog } = await open('/archive?q=other', [MERGER])
    const name = await dialog.findByRole('textbox', { name: t('search.saved.name') })
    fireEvent.change(name, { target: { value: 'Merger talks' } })
    await dialog.findByText(t('search.saved.replaces'))
    cleanup()
    const again = await open('/archive?q=merger&sender=ben&has=file', [MERGER])
    await again.dialog.findByText(t('search.saved.already'))
    const list = await again.dialog.findByRole('list', { name: t('search.saved.title') })
    expect(within(list).getByRole('button', { current: true }).textContent).toBe('Merger talks')
  })

  it('are deleted one by one, and the focus remains in the list', async () => {
    const { server, dialog } = await open('/archive', [MERGER], { '/api/searches/{id}': {} } as never)
    fireEvent.click(
      await dialog.findByRole('button', { name: t('search.saved.delete', { name: 'Merger talks' }) }),
    )
    server.answer({ '/api/searches': { items: [], next: null } })
    await dialog.findByText(t('search.saved.none'))
    expect(server.sent).toMatchObject([{ method: 'DELETE', path: '/api/searches/search-1' }])
    const focused = document.activeElement
    expect(focused?.matches('[role="dialog"] [tabindex="-1"]')).toBe(true)
    expect(focused?.textContent).toContain(t('search.saved.none'))
  })

  it('need a name, and say what the server refuses', async () => {
    const { server, dialog } = await open('/archive?q=x', [])
    const name = await dialog.findByRole('textbox', { name: t('search.saved.name') })
    fireEvent.change(name, { target: { value: ' ' } })
    fireEvent.submit(name.closest('form') as HTMLFormElement)
    await dialog.findByText(t('search.saved.nameMissing'))
    expect(server.sent).toEqual([])
    server.answer({ '/api/searches': refused(422, 'saved-searches-full') })
    fireEvent.change(name, { target: { value: 'x' } })
    fireEvent.submit(name.closest('form') as HTMLFormElement)
    expect((await dialog.findByRole('alert')).textContent).toContain('saved-searches-full')
  })
})

describe('a search as it’s kept', () => {
  it('is read back as it was saved', () => {
    const asked = {
      ...NOTHING,
      q: 'a "b"',
      person: 'p',
      sender: 's',
      type: 'group',
      to: '2026-11-30',
    } as const
    expect(fromSaved(toSaved(asked))).toEqual(asked)
    expect(isSame(toSaved(asked), asked)).toBe(true)
    expect(isSame(toSaved(asked), { ...asked, q: 'b' })).toBe(false)
    expect(isSame({}, NOTHING)).toBe(false)
  })
})
