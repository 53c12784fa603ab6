// @vitest-environment jsdom
/** Restores, as the person who asked, the one who approves, and everyone else sees them. */
import { cleanup, configure, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Connection, Consent, Me, Restore } from '../../server/contract/index.ts'
import { CONNECTION as ANY_CONNECTION, RESTORE } from '../../server/http/testing/services.ts'
import { csvOf } from '../features/restores/reasons.ts'
import { i18n } from '../i18n/index.ts'
import { completeBrowser } from './testing/browser.ts'
import { show } from './testing/screen.tsx'
import { fakeServer, NEVER, refused } from './testing/server.ts'
import '../i18n/vault-texts.ts'

const { t } = i18n
const ADMIN: Me = {
  tenantId: 'tenant',
  operatorId: 'mia',
  name: 'Mia Berg',
  roles: ['admin'],
  permissions: ['status.read', 'restore.ask', 'restore.approve', 'consent.ask'],
  preferences: { tourSeen: true, language: null },
}
const OPERATOR: Me = { ...ADMIN, roles: ['operator'], permissions: ['status.read'] }

const APPLICATION_ID = '0b9ac1f2-0000-4000-8000-000000000001'
const CONNECTION: Connection = { ...ANY_CONNECTION, applicationId: APPLICATION_ID }
const CONSENT: Consent = { state: 'granted', required: [], lastAnswer: null, provenAt: null, reason: null }

beforeAll(() => {
  completeBrowser()
  configure({ asyncUtilTimeout: 15_000, getElementError: (message) => new Error(message ?? '') })
})
afterEach(cleanup)

function open(me: Me, change: Partial<Restore> = {}) {
  const restore = { ...RESTORE, ...change }
  const server = fakeServer({
    '/api/restores/{id}': restore,
    '/api/connection': CONNECTION,
    '/api/consent': CONSENT,
  })
  server.answer({
    '/api/restores/{id}/approve': { ...restore, state: 'running' },
    '/api/restores/{id}/cancel': { ...restore, state: 'cancelled', endedAt: restore.createdAt },
  } as never)
  show('/restores/restore-1', server, me)
  return server
}

const button = (name: string) => screen.findByRole('button', { name })

describe('a restore that waits for approval', () => {
  it('shows what is restored and what can’t be, with reasons', async () => {
    open(ADMIN)
    expect(await screen.findByText(t('restores.loss.system-event'))).toBeTruthy()
    expect(screen.getByText(t('restores.reduction.reactions'))).toBeTruthy()
    expect(screen.getByText('12')).toBeTruthy()
  })

  it('is approved by another admin after a question', async () => {
    const server = open(ADMIN)
    fireEvent.click(await button(t('restores.approve.button')))
    const dialog = await screen.findByRole('dialog')
    expect(server.sent).toEqual([])
    fireEvent.click(within(dialog).getByRole('button', { name: t('restores.approve.button') }))
    expect(await screen.findByText(t('restores.state.running'))).toBeTruthy()
    expect(server.sent).toMatchObject([{ method: 'POST', path: '/api/restores/restore-1/approve' }])
  })

  it('can’t be approved by the person who asked, and says so', async () => {
    open({ ...ADMIN, operatorId: RESTORE.requestedBy })
    const approve = await button(t('restores.approve.button'))
    expect(approve.getAttribute('aria-disabled')).toBe('true')
  })

  it('can be read by a role that may neither approve nor cancel it', async () => {
    open(OPERATOR)
    for (const name of [t('restores.approve.button'), t('restores.cancel.button')])
      expect((await button(name)).getAttribute('aria-disabled')).toBe('true')
  })

  it('names the permission that is missing, where to add it, and asks for consent on the spot', async () => {
    const plan = RESTORE.plan && {
      ...RESTORE.plan,
      permissions: { missing: ['Teamwork.Migrate.All'], hint: 'Add it.' },
    }
    const server = open(ADMIN, { plan })
    expect(await screen.findByText(/Teamwork\.Migrate\.All/)).toBeTruthy()
    const link = await screen.findByRole('link', { name: t('restores.permission.link') })
    await waitFor(() => expect(link.getAttribute('href')).toContain(`CallAnAPI/appId/${APPLICATION_ID}`))
    fireEvent.click(await button(t('consent.grant')))
    await waitFor(() => expect(server.asked.join()).toContain('/api/consent/url'))
  })
})

describe('a restore that has ended', () => {
  it('asks for the permission to be removed, and leads there', async () => {
    open(ADMIN, { state: 'completed', endedAt: RESTORE.createdAt, approvedName: 'Mia Berg' })
    expect(await screen.findByText((text) => text.includes('Teamwork.Migrate.All'))).toBeTruthy()
    const link = await screen.findByRole('link', { name: t('restores.permission.link') })
    await waitFor(() => expect(link.getAttribute('href')).toContain(`CallAnAPI/appId/${APPLICATION_ID}`))
  })

  it('says of each chat what became of it, and leads there', async () => {
    const chat = {
      from: '19:a',
      name: 'Launch',
      topic: 'Launch (2026)',
      messages: 12,
      reason: null,
      notice: null,
    }
    open(ADMIN, {
      state: 'failed',
      endedAt: RESTORE.createdAt,
      chats: [
        { ...chat, to: '19:b', state: 'restored', posted: 12 },
        {
          ...chat,
          from: '19:c',
          to: '19:d',
          state: 'left-open',
          posted: 11,
          reason: 'It differs.',
          notice: { code: 'restore-chat-differs', params: { missing: 1, extra: 0 } },
        },
      ],
    })
    const [link] = await screen.findAllByRole('link', {
      name: t('restores.chats.openOf', { name: 'Launch (2026)' }),
    })
    expect(link?.getAttribute('href')).toContain(encodeURIComponent('19:b'))
    expect(await screen.findByText((text) => text.includes('1 missing'))).toBeTruthy()
    expect(screen.queryByRole('button', { name: t('restores.cancel.button') })).toBeNull()
  })
})

describe('a chat that was left open', () => {
  const leftOpen = {
    from: '19:c',
    to: '19:d',
    name: 'Launch',
    topic: 'Launch (2026)',
    messages: 12,
    posted: 11,
    state: 'left-open',
    reason: 'It differs.',
    notice: { code: 'restore-chat-differs', params: { missing: 1, extra: 0 } },
  } as const
  const ended = { state: 'failed', endedAt: RESTORE.createdAt, chats: [leftOpen] } as const

  it('keeps the permission until it is closed', async () => {
    open(ADMIN, { ...ended, chats: [leftOpen], approvedName: 'Mia Berg' })
    expect(await button(t('restores.close.of', { name: leftOpen.topic }))).toBeTruthy()
    expect(screen.queryByRole('link', { name: t('restores.permission.link') })).toBeNull()
  })

  it('is closed by an admin after a question', async () => {
    const server = open(ADMIN, { ...ended, chats: [leftOpen] })
    const closed = { ...RESTORE, ...ended, chats: [{ ...leftOpen, state: 'closed' }] }
    server.answer({ '/api/restores/{id}/chats/{from}/close': closed } as never)
    fireEvent.click(await button(t('restores.close.of', { name: leftOpen.topic })))
    const dialog = await screen.findByRole('dialog')
    expect(server.sent).toEqual([])
    fireEvent.click(within(dialog).getByRole('button', { name: t('restores.close.button') }))
    expect(await screen.findByText((text) => text.includes(t('restores.chat.closed')))).toBeTruthy()
    expect(server.sent).toMatchObject([{ method: 'POST' }])
    expect(
      screen.queryByRole('button', { name: t('restores.close.of', { name: leftOpen.topic }) }),
    ).toBeNull()
  })

  it('is restored again, alone, with the rest of the selection as it was', async () => {
    const selection = { conversationIds: ['19:b', '19:c'], from: '2026-01-01T00:00:00.000Z' }
    const server = open(ADMIN, { ...ended, chats: [leftOpen], selection })
    server.answer({ '/api/restores': { id: 'restore-2' } } as never)
    fireEvent.click(await button(t('restores.againOf', { name: leftOpen.topic })))
    const dialog = await screen.findByRole('dialog')
    fireEvent.click(within(dialog).getByRole('button', { name: t('restores.start.begin') }))
    await waitFor(() =>
      expect(server.sent).toMatchObject([
        { body: { selection: { ...selection, conversationIds: ['19:c'] }, target: 'new-group-chats' } },
      ]),
    )
  })

  it('can’t be closed by a role that may not restore, and not while the restore runs', async () => {
    open(OPERATOR, { ...ended, chats: [leftOpen] })
    const name = t('restores.close.of', { name: leftOpen.topic })
    expect((await button(name)).getAttribute('aria-disabled')).toBe('true')
    cleanup()
    open(ADMIN, { state: 'verifying', chats: [leftOpen] })
    expect(await screen.findByRole('heading', { name: t('restores.chats.title') })).toBeTruthy()
    expect(screen.queryByRole('button', { name })).toBeNull()
  })
})

describe('the list of restores', () => {
  it('leads to each of them', async () => {
    show('/restores', fakeServer({ '/api/restores': { items: [RESTORE], next: null } }), ADMIN)
    const link = await screen.findByRole('link', { name: /Lea Novak/ })
    expect(link.getAttribute('href')).toBe('/restores/restore-1')
  })

  it('says where to begin when there is none, waits, and offers to try again', async () => {
    show('/restores', fakeServer({ '/api/restores': { items: [], next: null } }), ADMIN)
    expect(await screen.findByText(t('restores.empty'))).toBeTruthy()
    cleanup()
    show('/restores', fakeServer({ '/api/restores': NEVER }), ADMIN)
    expect(screen.queryByText(t('restores.empty'))).toBeNull()
    cleanup()
    show('/restores', fakeServer({ '/api/restores': refused(403, 'forbidden') }), ADMIN)
    expect(await screen.findByText(t('state.forbiddenTitle'))).toBeTruthy()
  })
})

it('a plan as CSV has no formula and keeps its quotes', () => {
  expect(csvOf([['=1+1', 'a "b"', 3]])).toBe('\ufeff"\'=1+1","a ""b""","3"\r\n')
})
