// @vitest-environment jsdom
/** Each screen in its five states: waiting, nothing there, something there, failed, not allowed. */
import { cleanup, configure, fireEvent, screen } from '@testing-library/react'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { AuditEntry, Conversation, Me, Overview, Scope, Subject } from '../../server/contract/index.ts'
import { PERMISSIONS } from '../../server/domain/operator.ts'
import { CONNECTION, QUOTA, runOf, SETUP } from '../../server/http/testing/services.ts'
import { i18n } from '../i18n/index.ts'
import '../i18n/setup-texts.ts'
import { completeBrowser } from './testing/browser.ts'
import { show } from './testing/screen.tsx'
import { type Address, type Answers, fakeServer, NEVER, refused } from './testing/server.ts'

const AT = '2026-11-22T10:00:00.000Z'
const { t } = i18n

const MIA: Me = {
  ...{ tenantId: 'tenant', operatorId: 'mia', name: 'Mia Berg', roles: ['admin'] },
  ...{ permissions: Object.keys(PERMISSIONS), preferences: { tourSeen: true, language: null } },
}

const NOBODY = { inScope: 0, protected: 0, failing: 0, cannotChat: 0, waiting: 0, total: 0, unable: 0 }
const BEFORE: Overview = {
  ...{ status: 'never', people: NOBODY, groups: null, messages: 0, conversations: 0 },
  ...{ lastGoodRunAt: null, currentRunId: null, needs: [], days: [] },
}
const NEED = { code: 'limit-reached', title: 'A need', hint: 'Do it.', href: '/connection' } as const
const AFTER: Overview = {
  ...BEFORE,
  ...{ status: 'attention', lastGoodRunAt: AT, messages: 12, needs: [{ ...NEED, severity: 'warning' }] },
}

const ADELE: Subject = {
  ...{ id: 'adele', displayName: 'Adele Vance', userPrincipalName: 'adele@contoso.com', enabled: true },
  ...{ inScope: true, lastBackupAt: AT, watermark: AT, recentFrom: null, state: 'protected' },
  ...{ conversations: 3, fault: null },
}
const CHAT: Conversation = {
  ...{ id: '19:plan@thread.v2', type: 'group', topic: 'The plan', members: [] },
  ...{ messageCount: 1, firstAt: AT, lastAt: AT },
}
const MESSAGE = {
  ...{ id: '1', etag: '1', messageType: 'message', createdDateTime: AT },
  from: { user: { id: 'adele', displayName: 'Adele Vance' } },
  body: { contentType: 'text', content: 'Lunch at noon?' },
  ...{ revisions: [], tombstone: false, hostedContents: [] },
}
const DONE = runOf({ state: 'completed', endedAt: AT, stage: null })
const ENTRY: AuditEntry = {
  ...{ at: AT, operatorId: 'mia', operatorName: 'Mia Berg', action: 'run.start', target: 'run-1' },
  ...{ targetName: 'The run of noon', outcome: 'succeeded', detail: null },
}
const SCOPE: Scope = {
  ...{ mode: 'all', subjectIds: [], groupIds: [], excludeSubjectIds: [], firstSubjectIds: [] },
}

const page = <T = never>(...items: T[]) => ({ items, next: null })

/** What most screens ask besides their own. */
const AROUND: Answers = {
  '/api/quota': QUOTA,
  '/api/overview': BEFORE,
  '/api/connection': CONNECTION,
  '/api/connection/health': { overall: 'green', items: [], nextCheckAt: AT },
  '/api/setup': SETUP,
  '/api/runs': page(),
  '/api/subjects': page(),
  '/api/scope': SCOPE,
  '/api/preferences': MIA.preferences,
  '/api/runs/{id}/faults': page(),
  '/api/runs/{id}/people': page(),
  '/api/conversations': page(),
  '/api/conversations/{id}': CHAT,
  '/api/conversations/{id}/timeline': { months: [] },
}

interface Case<P extends Address> {
  name: string
  address: string
  /** The request the screen waits for. */
  asks: P
  /** What is loading, in words. */
  waits: string
  /** Undefined where the answer always has something in it. */
  empty?: { answer: NonNullable<Answers[P]>; says: string }
  full: { answer: NonNullable<Answers[P]>; says: string }
}

const of = <P extends Address>(it: Case<P>) => it

const CASES = [
  of({
    ...{ name: 'Overview', address: '/', asks: '/api/overview', waits: t('overview.loading') },
    empty: { answer: { ...BEFORE, status: 'not-connected' }, says: t('overview.steps.title') },
    full: { answer: AFTER, says: t('overview.needs.titleCount', { n: '1' }) },
  }),
  of({
    ...{ name: 'This month', address: '/', asks: '/api/quota', waits: t('overview.loading') },
    empty: { answer: { ...QUOTA, used: 0, limit: null, left: null }, says: t('usage.noLimit') },
    full: { answer: { ...QUOTA, used: 1234, reserved: 0, limit: 5000, left: 3766 }, says: '1,234' },
  }),
  of({
    ...{ name: 'Runs', address: '/runs', asks: '/api/runs', waits: t('runs.loading') },
    empty: { answer: page(), says: t('runs.empty') },
    full: { answer: page(DONE), says: t('runs.state.completed') },
  }),
  of({
    ...{ name: 'One run', address: '/runs/run-1', asks: '/api/runs/{id}', waits: t('runs.loadingOne') },
    full: { answer: DONE, says: t('runs.state.completed') },
  }),
  of({
    ...{ name: 'People', address: '/people', asks: '/api/subjects', waits: t('people.loading') },
    empty: { answer: page(), says: t('people.empty') },
    full: { answer: page(ADELE), says: 'Adele Vance' },
  }),
  of({
    ...{ name: 'Archive', address: '/archive', asks: '/api/subjects', waits: t('archive.loadingPeople') },
    empty: { answer: page(), says: t('archive.noPeople') },
    full: { answer: page(ADELE), says: 'Adele Vance' },
  }),
  of({
    ...{ name: 'Chats', address: '/archive/adele', asks: '/api/conversations' },
    waits: t('archive.loadingConversations'),
    empty: { answer: page(), says: t('archive.noConversations') },
    full: { answer: page(CHAT), says: 'The plan' },
  }),
  of({
    ...{ name: 'One chat', address: '/archive/adele/19%3Aplan%40thread.v2' },
    ...{ asks: '/api/conversations/{id}/messages', waits: t('archive.loadingMessages') },
    empty: { answer: { ...page(), before: null, after: null }, says: t('archive.noMessages') },
    full: { answer: { ...page(MESSAGE), before: null, after: null }, says: 'Lunch at noon?' },
  }),
  of({
    ...{ name: 'Audit log', address: '/audit', asks: '/api/audit', waits: t('audit.loading') },
    empty: { answer: page(), says: t('audit.empty') },
    full: { answer: page(ENTRY), says: 'The run of noon' },
  }),
  of({
    ...{ name: 'Connection', address: '/connection', asks: '/api/connection' },
    waits: t('connection.loading'),
    empty: {
      answer: { ...CONNECTION, status: 'none', applicationId: null, credential: null, checks: [] },
      says: t('connection.setup.title'),
    },
    full: { answer: CONNECTION, says: t('connection.life.title') },
  }),
  of({
    ...{ name: 'Setup', address: '/connection/setup/start', asks: '/api/setup', waits: t('setup.loading') },
    full: { answer: SETUP, says: t('setup.start.ways') },
  }),
  of({
    ...{ name: 'Settings', address: '/settings', asks: '/api/roles', waits: t('settings.roles.loading') },
    empty: { answer: { roles: [], actions: [], mine: [] }, says: t('settings.roles.empty') },
    full: {
      answer: { roles: ['admin'], actions: [{ action: 'run.start', roles: ['admin'] }], mine: ['admin'] },
      says: t('settings.roles.mine', { count: 1, roles: t('role.admin') }),
    },
  }),
]

const EMPTY = CASES.flatMap(({ empty, ...rest }) => (empty ? [{ ...rest, empty }] : []))

beforeAll(() => {
  completeBrowser()
  // The code of a screen is fetched when it is first shown.
  configure({ asyncUtilTimeout: 15_000, getElementError: (message) => new Error(message ?? '') })
})
afterEach(cleanup)

function open({ address, asks }: Pick<Case<Address>, 'address' | 'asks'>, answer: unknown) {
  const server = fakeServer({ ...AROUND, [asks]: answer })
  show(address, server, MIA)
  return { answerNow: (now: unknown) => server.answer({ [asks]: now }) }
}

const said = (text: string) => screen.findAllByText((_, element) => element?.textContent === text)
const loading = (what: string) => screen.findAllByLabelText(t('state.loading', { what }))

describe('a screen', () => {
  it.each(CASES)('$name says what it waits for', async (it) => {
    open(it, NEVER)
    await loading(it.waits)
    expect(screen.queryByRole('alert')).toBeNull()
  })

  it.each(EMPTY)('$name says that nothing is there yet', async (it) => {
    open(it, it.empty.answer)
    await said(it.empty.says)
  })

  it.each(CASES)('$name shows what is there', async (it) => {
    open(it, it.full.answer)
    await said(it.full.says)
  })

  it.each(CASES)('$name tells what failed, and shows it when it works again', async (it) => {
    const { answerNow } = open(it, refused(500, 'internal'))
    await said('internal')
    answerNow(it.full.answer)
    fireEvent.click(screen.getByRole('button', { name: t('action.retry') }))
    await said(it.full.says)
  })

  it.each(CASES)('$name tells who may not see it, and asks once', async (it) => {
    open(it, refused(403, 'not-allowed'))
    await said(t('state.forbiddenTitle'))
  })
})
