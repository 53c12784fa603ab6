// @vitest-environment jsdom
/** Each screen in its five states: waiting, nothing there, something there, failed, not allowed. */
import { cleanup, configure, fireEvent, screen } from '@testing-library/react'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import type {
  Alert,
  AlertChannel,
  AuditChain,
  AuditEntry,
  Conversation,
  LedgerEntry,
  Me,
  Overview,
  QuotaChange,
  Run,
  Scope,
  Subject,
  Usage,
} from '../../server/contract/index.ts'
import { PERMISSIONS } from '../../server/domain/operator.ts'
import {
  CHANNEL,
  CONNECTION,
  FORECAST,
  POLICY,
  QUOTA,
  READING,
  runOf,
  SCHEDULE,
  SETUP,
  STRATEGY,
} from '../../server/http/testing/services.ts'
import { formatMoney } from '../format/money.ts'
import { duration, exactTime } from '../format/time.ts'
import { i18n } from '../i18n/index.ts'
import '../i18n/vault-texts.ts'
import '../i18n/setup-texts.ts'
import { completeBrowser } from './testing/browser.ts'
import { show } from './testing/screen.tsx'
import { type Address, type Answers, fakeServer, NEVER, refused } from './testing/server.ts'

const AT = '2026-11-22T10:00:00.000Z'
const { t } = i18n

const MIA: Me = {
  tenantId: 'tenant',
  operatorId: 'mia',
  name: 'Mia Berg',
  roles: ['admin'],
  permissions: Object.keys(PERMISSIONS),
  preferences: { tourSeen: true, language: null },
}

const NOBODY = { inScope: 0, protected: 0, failing: 0, cannotChat: 0, waiting: 0, total: 0, unable: 0 }
const BEFORE: Overview = {
  status: 'never',
  people: NOBODY,
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
const NEED = { code: 'limit-reached', title: 'A need', hint: 'Do it.', href: '/connection' } as const
const AFTER: Overview = {
  ...BEFORE,
  status: 'attention',
  lastGoodRunAt: AT,
  messages: 12,
  needs: [{ ...NEED, severity: 'warning' }],
}

const ADELE: Subject = {
  id: 'adele',
  displayName: 'Adele Vance',
  userPrincipalName: 'adele@contoso.com',
  enabled: true,
  inScope: true,
  lastBackupAt: AT,
  watermark: AT,
  recentFrom: null,
  state: 'protected',
  conversations: 3,
  fault: null,
}
const CHAT: Conversation = {
  id: '19:plan@thread.v2',
  type: 'group',
  topic: 'The plan',
  members: [],
  messageCount: 1,
  firstAt: AT,
  lastAt: AT,
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
const DONE = runOf({ state: 'completed', endedAt: AT, stage: null })
const ENTRY: AuditEntry = {
  at: AT,
  operatorId: 'mia',
  operatorName: 'Mia Berg',
  action: 'run.start',
  target: 'run-1',
  targetName: 'The run of noon',
  outcome: 'succeeded',
  detail: null,
  allowedBy: [],
}
const CHAIN: AuditChain = {
  ok: true,
  entries: 1,
  head: 'ab'.repeat(32),
  since: AT,
  takenUp: 0,
  checkedAt: AT,
  faults: [],
}
const RAISED: Alert = {
  id: 'alert-1',
  event: 'run-failed',
  severity: 'error',
  title: 'The backup failed',
  text: 'It did.',
  at: AT,
  resolvedAt: null,
  href: '/runs/run-1',
  deliveries: [],
}
const USAGE: Usage = {
  from: AT,
  to: AT,
  items: [{ key: '2026-11-22', messages: 1234, cost: '0.93' }],
  total: 1234,
  cost: '0.93',
  currency: 'USD',
}
const SET = { limit: 5000, pricePerMessage: '0.00075', currency: 'USD', regime: 'metered' } as const
const CHANGED: QuotaChange = {
  at: AT,
  by: 'Jonas Weber',
  before: SET,
  after: { ...SET, limit: 9000 },
}
const BOOKED: LedgerEntry = {
  at: AT,
  kind: 'release',
  messages: 7,
  runId: null,
  subjectId: null,
  month: '2026-11',
  reason: null,
}
const SCOPE: Scope = {
  mode: 'all',
  subjectIds: [],
  groupIds: [],
  excludeSubjectIds: [],
  firstSubjectIds: [],
}

const page = <T = never>(...items: T[]) => ({ items, next: null })

const CHANNELS = (...items: AlertChannel[]) => ({
  ...page(...items),
  mail: { way: 'mail-server' as const, sender: null },
})

/** What most screens ask besides their own. */
const AROUND: Answers = {
  '/api/quota': QUOTA,
  '/api/overview': BEFORE,
  '/api/usage': USAGE,
  '/api/quota/ledger': page(),
  '/api/quota/history': page(),
  '/api/forecasts': FORECAST,
  '/api/connection': CONNECTION,
  '/api/connection/health': { overall: 'green', items: [], nextCheckAt: AT },
  '/api/setup': SETUP,
  '/api/strategy': STRATEGY,
  '/api/runs': page(),
  '/api/schedule': SCHEDULE,
  '/api/schedule/preview': { next: [AT] },
  '/api/subjects': page(),
  '/api/scope': SCOPE,
  '/api/preferences': MIA.preferences,
  '/api/runs/{id}/faults': page(),
  '/api/runs/{id}/people': page(),
  '/api/conversations': page(),
  '/api/alerts': page(),
  '/api/reading-policy': POLICY,
  '/api/reading-requests': page(),
  '/api/alerts/channels': CHANNELS(),
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
    name: 'Overview',
    address: '/',
    asks: '/api/overview',
    waits: t('overview.loading'),
    empty: { answer: { ...BEFORE, status: 'not-connected' }, says: t('overview.steps.title') },
    full: { answer: AFTER, says: t('overview.needs.titleCount', { n: '1' }) },
  }),
  of({
    name: 'This month',
    address: '/',
    asks: '/api/quota',
    waits: t('overview.loading'),
    empty: { answer: { ...QUOTA, used: 0, limit: null, left: null }, says: t('usage.noLimit') },
    full: { answer: { ...QUOTA, used: 1234, reserved: 0, limit: 5000, left: 3766 }, says: '1,234' },
  }),
  of({
    name: 'Usage',
    address: '/usage',
    asks: '/api/usage',
    waits: t('usage.page.loading'),
    empty: { answer: { ...USAGE, items: [], total: 0 }, says: t('usage.page.none') },
    full: {
      answer: USAGE,
      says: `${t('usage.page.total', { count: 1234, n: '1,234' })} · ${formatMoney('0.93', 'USD')}`,
    },
  }),
  of({
    name: 'Ledger',
    address: '/usage',
    asks: '/api/quota/ledger',
    waits: t('usage.ledger.loading'),
    empty: { answer: page(), says: t('usage.ledger.none') },
    full: { answer: page({ ...BOOKED, subjectId: 'ann', name: 'Ann Aas' }), says: 'Ann Aas' },
  }),
  of({
    name: 'Changes to the limit',
    address: '/usage',
    asks: '/api/quota/history',
    waits: t('spending.history.loading'),
    empty: { answer: page(), says: t('spending.history.none') },
    full: { answer: page(CHANGED), says: 'Jonas Weber' },
  }),
  of({
    name: 'Runs',
    address: '/runs',
    asks: '/api/runs',
    waits: t('runs.loading'),
    empty: { answer: page(), says: t('runs.empty') },
    full: { answer: page(DONE), says: t('runs.state.completed') },
  }),
  of({
    name: 'One run',
    address: '/runs/run-1',
    asks: '/api/runs/{id}',
    waits: t('runs.loadingOne'),
    full: { answer: DONE, says: t('runs.state.completed') },
  }),
  of({
    name: 'People',
    address: '/people',
    asks: '/api/subjects',
    waits: t('people.loading'),
    empty: { answer: page(), says: t('people.empty') },
    full: { answer: page(ADELE), says: 'Adele Vance' },
  }),
  of({
    name: 'Archive',
    address: '/archive',
    asks: '/api/subjects',
    waits: t('archive.loadingPeople'),
    empty: { answer: page(), says: t('archive.noPeople') },
    full: { answer: page(ADELE), says: 'Adele Vance' },
  }),
  of({
    name: 'Chats',
    address: '/archive/adele',
    asks: '/api/conversations',
    waits: t('archive.loadingConversations'),
    empty: { answer: page(), says: t('archive.noConversations') },
    full: { answer: page(CHAT), says: 'The plan' },
  }),
  of({
    name: 'One chat',
    address: '/archive/adele/19%3Aplan%40thread.v2',
    asks: '/api/conversations/{id}/messages',
    waits: t('archive.loadingMessages'),
    empty: { answer: { ...page(), before: null, after: null, allowedBy: [] }, says: t('archive.noMessages') },
    full: { answer: { ...page(MESSAGE), before: null, after: null, allowedBy: [] }, says: 'Lunch at noon?' },
  }),
  of({
    name: 'Audit log',
    address: '/audit',
    asks: '/api/audit',
    waits: t('audit.loading'),
    empty: { answer: { ...page(), chain: CHAIN }, says: t('audit.empty') },
    full: { answer: { ...page(ENTRY), chain: CHAIN }, says: 'The run of noon' },
  }),
  of({
    name: 'Where alerts go',
    address: '/alerts',
    asks: '/api/alerts/channels',
    waits: t('alerts.to.loading'),
    empty: { answer: CHANNELS(), says: t('alerts.to.empty') },
    full: { answer: CHANNELS(CHANNEL), says: CHANNEL.target },
  }),
  of({
    name: 'What was reported',
    address: '/alerts',
    asks: '/api/alerts',
    waits: t('alerts.raised.loading'),
    empty: { answer: page(), says: t('alerts.raised.empty') },
    full: { answer: page(RAISED), says: t('alerts.event.run-failed') },
  }),
  of({
    name: 'What reading takes',
    address: '/reading',
    asks: '/api/reading-policy',
    waits: t('reading.policy.loading'),
    full: { answer: POLICY, says: t('reading.mode.four-eyes') },
  }),
  of({
    name: 'What people asked to read',
    address: '/reading',
    asks: '/api/reading-requests',
    waits: t('reading.requests.loading'),
    empty: { answer: page(), says: t('reading.requests.empty') },
    full: { answer: page(READING), says: READING.reason },
  }),
  of({
    name: 'Connection',
    address: '/connection',
    asks: '/api/connection',
    waits: t('connection.loading'),
    empty: {
      answer: { ...CONNECTION, status: 'none', applicationId: null, credential: null, checks: [] },
      says: t('connection.setup.title'),
    },
    full: { answer: CONNECTION, says: t('connection.life.title') },
  }),
  of({
    name: 'Setup',
    address: '/connection/setup/start',
    asks: '/api/setup',
    waits: t('setup.loading'),
    full: { answer: SETUP, says: t('setup.start.ways') },
  }),
  of({
    name: 'Settings',
    address: '/settings',
    asks: '/api/roles',
    waits: t('settings.roles.loading'),
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

describe('a run that waits', () => {
  const UNTIL = '2026-11-22T20:14:30.000Z'
  const reason = {
    code: 'microsoft-asks-to-wait',
    notice: { code: 'microsoft-asks-to-wait-until', params: { until: { instant: UNTIL } } } as const,
    detail: 'Microsoft 365 asked Chatvault to send nothing for a while. Messages already read are kept.',
    hint: 'You don’t need to do anything.',
  }
  const suspended = (change: object) =>
    runOf({ state: 'suspended', stage: null, reason, resumesAt: UNTIL, suspendedAt: AT, ...change })
  const openRun = (run: object) => open({ address: '/runs/run-1', asks: '/api/runs/{id}' }, run)

  it('names one instant in one way', async () => {
    openRun(suspended({}))
    await said(t('runs.suspended.goesOn', { at: exactTime(UNTIL) }))
    await screen.findByText(/asked Chatvault to pause/)
    const card = document.body.textContent
    expect(card.split(exactTime(UNTIL))).toHaveLength(3)
    expect(card).not.toMatch(/2026-11-22|T20:14/)
  })

  it('says that nothing was read of one that never listed people, instead of counting none of none', async () => {
    const { totals } = runOf()
    openRun(suspended({ totals: { ...totals, subjects: 0, subjectsWaiting: 0 } }))
    await screen.findByText(new RegExp(t('runs.suspended.notBegun')))
    expect(document.body.textContent).not.toContain(t('runs.peopleOf', { done: '0', total: '0' }))
  })

  it('counts the time it worked, and says apart how long it waited', async () => {
    const endedAt = '2026-11-22T13:02:00.000Z'
    openRun({ ...DONE, endedAt, suspendedSeconds: 3 * 3600 })
    await said(duration(120))
    await said(t('runs.one.suspended', { time: duration(3 * 3600) }))
  })
})

describe('what needs a person', () => {
  const RUN = '/runs/run-1'
  const waiting = { ...NEED, code: 'disk-low', severity: 'warning', href: RUN } as const
  const REVIEWER: Me = { ...MIA, roles: ['reviewer'], permissions: ['status.read', 'archive.read'] }
  const overviewFor = (me: Me, overview: Overview) =>
    show('/', fakeServer({ ...AROUND, '/api/overview': overview, '/api/runs/{id}': runOf() }), me)

  it.each(['disk-low', 'disk-full', 'microsoft-asks-to-wait', 'limit-reached'])(
    'is told once where the card of the waiting run tells it: %s',
    async (code) => {
      const href = code === 'limit-reached' ? '/connection' : RUN
      const need = { ...waiting, code, href, title: 'The backup is waiting' }
      const other = {
        ...NEED,
        code: 'clock-wrong',
        title: 'The clock is wrong',
        severity: 'warning',
      } as const
      overviewFor(MIA, { ...AFTER, currentRunId: 'run-1', needs: [need, other] })
      await said('The clock is wrong')
      expect(screen.queryByText('The backup is waiting')).toBeNull()
    },
  )

  it('leads who may act to the place, and tells who may only look whom to ask', async () => {
    overviewFor(MIA, AFTER)
    const limit = await screen.findByRole('link', { name: t('overview.needs.to.limit') })
    expect(limit.getAttribute('href')).toBe('/connection#limit')
    cleanup()
    overviewFor(REVIEWER, AFTER)
    await said(t('state.mayNot', { roles: t('role.reviewer'), what: t('may.quota.set') }))
    expect(screen.queryByRole('link', { name: t('overview.needs.to.limit') })).toBeNull()
  })

  it('is left to everyone where reading is all there is to do', async () => {
    const failing = { ...NEED, code: 'people-failing', href: '/people', severity: 'warning' } as const
    overviewFor(REVIEWER, { ...AFTER, needs: [failing] })
    const people = await screen.findByRole('link', { name: t('overview.needs.to.people') })
    expect(people.getAttribute('href')).toBe('/people?show=faults')
  })
})

describe('an audit entry', () => {
  const exported = { ...ENTRY, action: 'export.create', target: 'export-1', targetName: null }
  const ran = { ...ENTRY, targetName: null }
  const entries = (me: Me) =>
    show(
      '/audit',
      fakeServer({
        ...AROUND,
        '/api/audit': { ...page(ran, exported), chain: CHAIN },
        '/api/exports': page(),
      }),
      me,
    )

  it('leads to its run, and to the list of exports', async () => {
    entries(MIA)
    const run = await screen.findByRole('link', { name: `${t('audit.open.run')}: run-1` })
    expect(run.getAttribute('href')).toBe('/runs/run-1')
    fireEvent.click(screen.getByRole('link', { name: `${t('audit.open.exports')}: export-1` }))
    await said(t('archive.exports.empty'))
  })

  it('leads no one to exports they may not see', async () => {
    entries({ ...MIA, roles: ['auditor'], permissions: ['status.read', 'audit.read'] })
    await screen.findByRole('link', { name: `${t('audit.open.run')}: run-1` })
    expect(screen.queryByRole('link', { name: `${t('audit.open.exports')}: export-1` })).toBeNull()
  })
})

describe('what a backup reads', () => {
  it('tells what reading each message once saves here, and changes at a press', async () => {
    const server = fakeServer(AROUND)
    show('/connection', server, MIA)
    await said('1,000 messages are archived so far. Reading every copy would count 3,900: 3.9 times as many.')
    fireEvent.click(screen.getByRole('radio', { name: /Every copy of each message/ }))
    await said(t('connection.strategy.saved'))
    expect(server.sent).toContainEqual({
      method: 'PUT',
      path: '/api/strategy',
      body: { strategy: 'complete' },
    })
  })

  it('may be read by everyone, and changed by admins', async () => {
    const reader: Me = { ...MIA, roles: ['auditor'], permissions: ['status.read'] }
    show('/connection', fakeServer(AROUND), reader)
    await said(t('connection.strategy.pay-once'))
    expect(screen.queryByRole('radio')).toBeNull()
  })
})

describe('the comparison with the chats', () => {
  const compared = (coverage: Partial<NonNullable<Run['coverage']>>) => {
    const run = runOf({
      state: 'completed',
      coverage: { complete: true, checked: 12, missing: 0, notCovered: [], ...coverage },
    })
    show('/runs/run-1', fakeServer({ ...AROUND, '/api/runs/{id}': run }), MIA)
  }

  it('says that nothing is missing, and what was never asked for', async () => {
    compared({
      notCovered: [
        { what: 'events', why: '3 events', count: 3 },
        { what: 'new', why: 'Of a newer server.' },
      ],
    })
    await said('The archive has every message your chats have.')
    await said('12 chats compared')
    await said('Chat events that Microsoft doesn’t export: 3')
    await said('Of a newer server.')
  })

  it('says how many messages are missing, and that others could not be compared', async () => {
    compared({ complete: false, missing: 2 })
    await said('2 messages of your chats are missing. The next backup asks for them again.')
    cleanup()
    compared({ complete: false })
    await said('Some chats couldn’t be compared. The next backup tries again.')
  })
})

it('a limit has what it costs at most beside it, in words and not as a sum', async () => {
  const quota = { ...QUOTA, limit: 100_000, left: 100_000, regime: 'metered' as const }
  const connection = { ...CONNECTION, costAcknowledgedAt: AT }
  const reader: Me = { ...MIA, roles: ['reviewer'], permissions: ['status.read'] }
  show('/connection', fakeServer({ ...AROUND, '/api/quota': quota, '/api/connection': connection }), reader)
  await said(`At most ${formatMoney('75', 'USD')} a month`)
  expect(document.body.textContent).toContain('100,000')
  expect(document.body.textContent).not.toContain('= At most')
})
