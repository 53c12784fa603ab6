// @vitest-environment jsdom
/** What reading takes, who asked, and what someone sees who may not read yet. */
import { cleanup, configure, fireEvent, screen, within } from '@testing-library/react'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { AuditChain, Me, ReadingPolicy, ReadingRequest } from '../../server/contract/index.ts'
import { PERMISSIONS } from '../../server/domain/operator.ts'
import { POLICY, READING } from '../../server/http/testing/services.ts'
import { i18n } from '../i18n/index.ts'
import { completeBrowser } from './testing/browser.ts'
import { show } from './testing/screen.tsx'
import { type Answers, fakeServer, refused } from './testing/server.ts'
import '../i18n/vault-texts.ts'

const { t } = i18n
const AT = '2026-11-22T10:00:00.000Z'
const CHAT = '19:plan@thread.v2'
const ADA: Me = {
  tenantId: 'tenant',
  operatorId: 'ada',
  name: 'Ada Berg',
  roles: ['admin'],
  permissions: Object.keys(PERMISSIONS),
  preferences: { tourSeen: true, language: null },
}
const RON: Me = {
  ...ADA,
  operatorId: 'ron',
  roles: ['reviewer'],
  permissions: ['status.read', 'archive.read', 'export.create', 'reading.see', 'reading.ask'],
}
const WAITING: ReadingRequest = {
  ...READING,
  state: 'waiting-for-approval',
  selection: { conversationIds: [CHAT] },
  decidedBy: null,
  decidedAt: null,
}

beforeAll(() => {
  completeBrowser()
  configure({ asyncUtilTimeout: 15_000, getElementError: (message) => new Error(message ?? '') })
})
afterEach(cleanup)

const button = (name: string) => screen.findByRole('button', { name })

function openSettings(me: Me, policy: ReadingPolicy, ...items: ReadingRequest[]) {
  const server = fakeServer({
    '/api/reading-policy': policy,
    '/api/reading-requests': { items, next: null },
  })
  show('/reading', server, me)
  return server
}

describe('what reading takes', () => {
  it('is changed after a question that says what it means', async () => {
    const server = openSettings(ADA, { ...POLICY, mode: 'open' })
    fireEvent.click(await screen.findByRole('radio', { name: new RegExp(`^${t('reading.mode.four-eyes')}`) }))
    fireEvent.click(await button(t('reading.policy.change')))
    const dialog = await screen.findByRole('dialog')
    expect(within(dialog).getByText(t('reading.confirm.fourEyes'))).toBeTruthy()
    expect(within(dialog).queryByText(t('reading.confirm.looser'))).toBeNull()
    fireEvent.click(within(dialog).getByRole('button', { name: t('reading.policy.change') }))
    await expect
      .poll(() => server.sent)
      .toEqual([
        { method: 'PUT', path: '/api/reading-policy', body: { mode: 'four-eyes', adminsRead: true } },
      ])
  })

  it('says that a looser one takes another admin', async () => {
    openSettings(ADA, POLICY)
    fireEvent.click(await screen.findByRole('radio', { name: new RegExp(`^${t('reading.mode.open')}`) }))
    fireEvent.click(await button(t('reading.policy.change')))
    const dialog = await screen.findByRole('dialog')
    expect(within(dialog).getByText(t('reading.confirm.looser'))).toBeTruthy()
    expect(within(dialog).getByRole('button', { name: t('reading.confirm.ask') })).toBeTruthy()
  })

  it.each([true, false])(
    'offers to approve a looser one to the other admin alone: %s',
    async (mayApprove) => {
      const pending = {
        mode: 'reason',
        adminsRead: true,
        askedBy: { id: 'bea', name: 'Bea Lund' },
        at: AT,
        mayApprove,
      } as const
      const server = openSettings(ADA, { ...POLICY, pending })
      await button(t(mayApprove ? 'reading.pending.reject' : 'reading.pending.withdraw'))
      const approve = screen.queryByRole('button', { name: t('reading.pending.approve') })
      expect(approve !== null).toBe(mayApprove)
      if (approve === null) return
      fireEvent.click(approve)
      await expect.poll(() => server.sent).toMatchObject([{ body: { mode: 'reason', adminsRead: true } }])
    },
  )

  it('is only to be read for a role that may not change it', async () => {
    openSettings(RON, POLICY)
    const what = t('may.reading-policy.set')
    expect(await screen.findByText(t('state.mayNot', { roles: t('role.reviewer'), what }))).toBeTruthy()
    expect(screen.queryByRole('button', { name: t('reading.policy.change') })).toBeNull()
  })
})

describe('reading requests', () => {
  it('that wait for the reader come first, and are decided there', async () => {
    const theirs = { ...WAITING, id: 'request-2', isMine: false, mayDecide: true }
    const server = openSettings(ADA, POLICY, READING, theirs)
    const toDecide = await screen.findByRole('list', { name: t('reading.requests.toDecide') })
    expect(within(toDecide).getAllByRole('listitem').length).toBe(1)
    expect(screen.getByRole('list', { name: t('reading.requests.mine') })).toBeTruthy()
    const name = t('reading.requests.approveOf', { name: 'Mia Berg' })
    fireEvent.click(within(toDecide).getByRole('button', { name }))
    await expect
      .poll(() => server.sent)
      .toMatchObject([{ method: 'POST', path: '/api/reading-requests/request-2/approve' }])
  })
})

function openChat(requests: ReadingRequest[], change: Answers = {}) {
  const server = fakeServer({
    '/api/subjects': { items: [], next: null },
    '/api/conversations': { items: [], next: null },
    '/api/conversations/{id}': {
      id: CHAT,
      type: 'group',
      topic: 'The plan',
      members: [],
      messageCount: 1,
      firstAt: AT,
      lastAt: AT,
    },
    '/api/conversations/{id}/messages': refused(403, 'reading-not-approved'),
    '/api/reading-policy': { ...POLICY, mode: 'reason' },
    '/api/reading-requests': { items: requests, next: null },
    ...change,
  })
  show(`/archive/adele/${encodeURIComponent(CHAT)}`, server, RON)
  return server
}

const MESSAGES = {
  items: [
    {
      id: '1',
      etag: '1',
      messageType: 'message',
      createdDateTime: AT,
      from: { user: { id: 'adele', displayName: 'Adele Vance' } },
      body: { contentType: 'text', content: 'Lunch at noon?' },
      revisions: [],
      tombstone: false,
      hostedContents: [],
    },
  ],
  next: null,
  before: null,
  after: null,
  allowedBy: ['request-1'],
}

describe('a conversation that takes a request', () => {
  it('asks for a reason, sends what is open with it, and opens when it is granted', async () => {
    const server = openChat([])
    const ask = await button(t('ask.ask'))
    fireEvent.click(ask)
    expect(await screen.findByText(t('ask.noReason'))).toBeTruthy()
    expect(server.sent).toEqual([])
    fireEvent.change(screen.getByRole('textbox', { name: t('ask.why') }), { target: { value: ' Case 12 ' } })
    server.answer({
      '/api/reading-requests': { ...READING, items: [], next: null } as never,
      '/api/conversations/{id}/messages': MESSAGES,
    })
    fireEvent.click(ask)
    expect(await screen.findByText('Lunch at noon?')).toBeTruthy()
    expect(server.sent).toEqual([
      {
        method: 'POST',
        path: '/api/reading-requests',
        body: { selection: { conversationIds: [CHAT] }, reason: 'Case 12', hours: 8 },
      },
    ])
  })

  it('says that it waits for another person, also to someone who comes back', async () => {
    openChat([WAITING], { '/api/reading-policy': POLICY })
    expect(await screen.findByText(t('ask.waiting'))).toBeTruthy()
    expect(screen.getByText(t('ask.fourEyes'))).toBeTruthy()
    expect(screen.queryByRole('button', { name: t('ask.ask') })).toBeNull()
  })

  it('says who rejected it, and takes another request', async () => {
    openChat([{ ...WAITING, state: 'rejected', decidedBy: 'Ada Berg' }])
    expect(await screen.findByText(t('ask.rejected', { name: 'Ada Berg' }))).toBeTruthy()
    expect(await button(t('ask.ask'))).toBeTruthy()
  })
})

it('the audit log names an entry that was changed, and the request that allowed a reading', async () => {
  const chain: AuditChain = {
    ok: false,
    entries: 9,
    head: 'ab'.repeat(32),
    since: AT,
    takenUp: 0,
    checkedAt: AT,
    faults: [
      { what: 'changed', entry: 4, count: 1, at: AT, action: 'messages.read' },
      { what: 'missing', entry: 6, count: 2, at: null, action: null },
    ],
  }
  const entry = {
    at: AT,
    operatorId: 'ron',
    operatorName: 'Ron Berg',
    action: 'messages.read',
    target: CHAT,
    targetName: 'The plan',
    outcome: 'succeeded',
    detail: null,
    allowedBy: ['request-1'],
  } as const
  show('/audit', fakeServer({ '/api/audit': { items: [entry], next: null, chain } } as never), ADA)
  expect(await screen.findByText(t('audit.chain.broken'))).toBeTruthy()
  expect(screen.getByText(new RegExp(`^${t('audit.chain.changed', { n: '4' })}`))).toBeTruthy()
  expect(screen.getByText(t('audit.chain.missing', { count: 2, n: '6', many: '2' }))).toBeTruthy()
  expect(screen.getByText('request-1')).toBeTruthy()
})
