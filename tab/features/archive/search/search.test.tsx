// @vitest-environment jsdom
import { cleanup, configure, fireEvent, screen, within } from '@testing-library/react'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Me, SearchHit, SearchPage } from '../../../../server/contract/index.ts'
import { PERMISSIONS } from '../../../../server/domain/operator.ts'
import { completeBrowser } from '../../../app/testing/browser.ts'
import { show } from '../../../app/testing/screen.tsx'
import { type Answers, fakeServer, NEVER, refused } from '../../../app/testing/server.ts'
import { i18n } from '../../../i18n/index.ts'
import '../../../i18n/setup-texts.ts'
import '../../../i18n/vault-texts.ts'
import { askedOf, hitAddress, NOTHING, searchOf } from './asked.ts'

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

function hitOf(messageId: string, change: Partial<SearchHit> = {}): SearchHit {
  return {
    conversationId: '19:plan@thread.v2',
    conversationType: 'group',
    conversationName: 'The plan',
    messageId,
    revision: 1,
    revisions: 1,
    sentAt: AT,
    sender: { id: 'adele', displayName: 'Adele Vance' },
    subjectId: 'adele',
    found: 'message',
    snippet: 'Lunch at noon?',
    highlights: [[9, 13]],
    has: [],
    tombstone: false,
    ...change,
  }
}

function pageOf(items: SearchHit[], change: Partial<SearchPage> = {}): SearchPage {
  const term = { text: 'noon', kind: 'word', not: false } as const
  return {
    items,
    next: null,
    atLeast: items.length,
    exact: true,
    understood: [[term]],
    waiting: 0,
    cut: 0,
    allowedBy: [],
    ...change,
  }
}

const MESSAGE = {
  id: '1',
  etag: '1',
  messageType: 'message',
  createdDateTime: AT,
  from: { user: { id: 'adele', displayName: 'Adele Vance' } },
  body: { contentType: 'text', content: 'Lunch at noon?' },
  revisions: [],
  tombstone: false,
  hostedContents: [],
}
const AROUND: Answers = {
  '/api/subjects': { items: [], next: null },
  '/api/conversations/{id}': {
    id: '19:plan@thread.v2',
    type: 'group',
    topic: 'The plan',
    members: [],
    messageCount: 1,
    firstAt: AT,
    lastAt: AT,
  },
  '/api/conversations/{id}/messages': {
    items: [MESSAGE],
    next: null,
    before: null,
    after: null,
    allowedBy: [],
  },
}

function open(address: string, answer: unknown) {
  const server = fakeServer({ ...AROUND, '/api/search': answer } as Answers)
  show(address, server, MIA)
  return { answerNow: (now: unknown) => server.answer({ '/api/search': now } as Answers) }
}

const said = (text: string) => screen.findAllByText((_, element) => element?.textContent === text)
const results = () => screen.findByRole('list', { name: t('search.results') })

/** jsdom sends no form off by itself. */
function pressEnter(box: HTMLElement): void {
  const form = box.closest('form')
  if (!form) throw new Error('Enter sends nothing off outside a form')
  fireEvent.submit(form)
}

beforeAll(() => {
  completeBrowser()
  configure({ asyncUtilTimeout: 15_000, getElementError: (message) => new Error(message ?? '') })
})
afterEach(cleanup)

describe('the search box', () => {
  it('looks for words on Enter, and shows who said them, where, and which they are', async () => {
    open('/archive', pageOf([hitOf('1')]))
    const box = await screen.findByRole('searchbox', { name: t('search.box') })
    fireEvent.change(box, { target: { value: 'noon' } })
    pressEnter(box)
    const list = await results()
    expect(within(list).getByRole('link').textContent).toContain('Adele Vance')
    expect(within(list).getByRole('link').textContent).toContain('The plan')
    expect(list.querySelector('mark')?.textContent).toBe('noon')
    await said(t('search.found', { count: 1, n: '1' }))
  })

  it('takes the focus by Ctrl+K', async () => {
    open('/archive', NEVER)
    const box = await screen.findByRole('searchbox', { name: t('search.box') })
    fireEvent.keyDown(window, { key: 'k', ctrlKey: true })
    expect(document.activeElement).toBe(box)
  })

  it('shows the filters in use, and takes one off', async () => {
    open('/archive?q=noon&has=file&deleted=only', pageOf([hitOf('1')]))
    const chips = await screen.findByRole('list', { name: t('search.filter.inUse') })
    expect(within(chips).getAllByRole('listitem')).toHaveLength(2)
    fireEvent.click(
      within(chips).getByRole('button', { name: `${t('search.has.file')} ${t('search.filter.remove')}` }),
    )
    expect(within(chips).getAllByRole('listitem')).toHaveLength(1)
  })
})

describe('the results', () => {
  it('say what they wait for', async () => {
    open('/archive?q=noon', NEVER)
    await screen.findAllByLabelText(t('state.loading', { what: t('search.loading') }))
  })

  it('say that nothing matches, and that there was nothing to look for', async () => {
    const { answerNow } = open('/archive?q=noon', pageOf([]))
    await said(t('search.none'))
    answerNow(pageOf([], { understood: [] }))
    const box = screen.getByRole('searchbox', { name: t('search.box') })
    fireEvent.change(box, { target: { value: ':-)' } })
    pressEnter(box)
    await said(t('search.noWords'))
  })

  it('say what failed, and come when it works again', async () => {
    const { answerNow } = open('/archive?q=noon', refused(500, 'internal'))
    await said('internal')
    answerNow(pageOf([hitOf('1')]))
    fireEvent.click(screen.getByRole('button', { name: t('action.retry') }))
    await results()
  })

  it('say who may not see them', async () => {
    open('/archive?q=noon', refused(403, 'not-allowed'))
    await said(t('state.forbiddenTitle'))
  })

  it('count honestly, say what was understood, and what can’t be found yet', async () => {
    const phrase = { text: 'at noon', kind: 'phrase', not: false } as const
    const without = { text: 'draft', kind: 'word', not: true } as const
    const understood = [[phrase], [without]]
    open('/archive?q=x', pageOf([hitOf('1')], { atLeast: 1000, exact: false, understood, waiting: 7 }))
    await said(t('search.foundMore', { n: '1,000' }))
    await screen.findByText(/“at noon”.*not draft/)
    await said(t('search.waiting', { count: 7, n: '7' }))
  })

  it('mark earlier versions, deleted messages, and names of chats', async () => {
    const hits = [
      hitOf('1', { revisions: 3 }),
      hitOf('2', { tombstone: true }),
      hitOf('3', { found: 'topic' }),
    ]
    open('/archive?q=x', pageOf(hits))
    await said(t('search.older', { n: '1', of: '3' }))
    await said(t('search.wasDeleted'))
    await said(t('search.inTopic'))
  })

  it('lead to the message, and from one to the next by the keyboard', async () => {
    open('/archive?q=noon', pageOf([hitOf('1'), hitOf('2')]))
    const list = await results()
    fireEvent.click(within(list).getAllByRole('link')[0] as HTMLElement)
    await screen.findByRole('heading', { name: 'The plan' })
    const current = () => document.querySelector('[aria-current="true"]')?.getAttribute('href')
    expect(current()).toContain('message=1')
    fireEvent.keyDown(window, { key: 'ArrowDown', altKey: true })
    await screen.findByRole('heading', { name: 'The plan' })
    expect(current()).toContain('message=2')
  })
})

describe('the address of a search', () => {
  it('is read back as it was written', () => {
    const asked = {
      ...NOTHING,
      q: 'a "b c" -d',
      person: 'p',
      has: 'file',
      deleted: 'none',
      from: '2026-11-01',
    } as const
    expect(askedOf(new URLSearchParams(searchOf(asked)))).toEqual(asked)
    expect(searchOf(NOTHING)).toBe('')
  })

  it('takes nothing that isn’t a choice', () => {
    expect(askedOf(new URLSearchParams('has=gold&type=x&deleted=y&from=today'))).toEqual(NOTHING)
  })

  it('opens a hit in the chats of the person who was asked for', () => {
    expect(hitAddress(hitOf('1'), { ...NOTHING, person: 'ben', q: 'x' })).toBe(
      '/archive/ben/19%3Aplan%40thread.v2?message=1&q=x&person=ben',
    )
  })
})
