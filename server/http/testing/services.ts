/** Services made by hand: the smallest answers the contract allows, and an audit that can be read. */
import { Readable } from 'node:stream'
import type {
  AlertChannel,
  Connection,
  ConnectionCheck,
  Conversation,
  Erasure,
  Export,
  Forecast,
  Health,
  Hold,
  Integrity,
  MessagePage,
  Overview,
  Preferences,
  Quota,
  ReadingPolicy,
  ReadingRequest,
  Restore,
  Retention,
  Run,
  SavedSearch,
  Schedule,
  Setup,
  StrategyChoice,
  Verification,
} from '../../contract/index.ts'
import type { Operator } from '../../domain/operator.ts'
import type { Services } from '../../services/services.ts'
import { OPERATOR_ID, TENANT } from './issuer.ts'

export type AuditRecord = Parameters<Services['audit']['record']>[1] & { readonly operator: Operator }

const AT = '2026-11-22T10:00:00.000Z'

export const CHECKS: ConnectionCheck[] = (['token', 'permissions', 'organization'] as const).map((name) => ({
  name,
  ok: true,
  code: 'ok',
  detail: 'It works.',
  hint: '',
}))

export const CONNECTION: Connection = {
  status: 'active',
  applicationId: '1f6b7c1e-2d3a-4b5c-8d9e-0f1a2b3c4d5e',
  credential: { kind: 'secret', hint: 'abc', expiresAt: null, setAt: AT, keyId: null },
  testMailbox: 'mia@contoso.com',
  organizationName: 'Contoso',
  costAcknowledgedAt: AT,
  checks: CHECKS,
  testedAt: AT,
  testedBy: 'Mia Berg',
}

export const SETUP: Setup = {
  way: null,
  applicationId: null,
  displayName: 'Chatvault backup',
  leastSet: true,
  testMailbox: null,
  credential: null,
  certificate: null,
  replacementCertificate: null,
  steps: [],
  created: [],
  updatedAt: null,
  billing: { regime: 'metered', askedForAt: null, suggestion: 'nothing-to-do', association: null },
}

const HEALTH: Health = { overall: 'green', items: [], nextCheckAt: AT }

export const QUOTA: Quota = {
  month: '2026-11',
  used: 1,
  reserved: 0,
  limit: 10,
  left: 9,
  suspended: false,
  openRun: null,
  resetsAt: AT,
  pricePerMessage: '0.00075',
  currency: 'USD',
  cost: '0.00',
  regime: 'metered',
}

export function runOf(change: Partial<Run> = {}): Run {
  return {
    id: 'run-1',
    state: 'running',
    strategy: 'complete',
    trigger: 'manual',
    late: false,
    forecast: null,
    requestedBy: null,
    createdAt: AT,
    startedAt: AT,
    endedAt: null,
    reason: null,
    stage: 'messages',
    phases: [],
    rate: null,
    etaSeconds: null,
    resumesAt: null,
    suspendedSeconds: 0,
    suspendedAt: null,
    fencedUntil: null,
    coverage: null,
    documentDigest: null,
    cost: '0.00',
    currency: 'USD',
    pricePerMessage: '0.00075',
    regime: 'metered',
    totals: {
      subjects: 1,
      subjectsDone: 0,
      subjectsRead: 0,
      subjectsSkipped: 0,
      subjectsFailed: 0,
      subjectsWaiting: 1,
      fetched: 0,
      charged: 0,
      added: 0,
      revised: 0,
      unchanged: 0,
      media: 0,
      faults: 0,
    },
    ...change,
  }
}

export const SCHEDULE: Schedule = {
  enabled: false,
  cron: '17 2 * * *',
  timeZone: 'UTC',
  strategy: null,
  changedAt: null,
  nextAt: null,
  lastAt: null,
  missedAt: null,
}

export const FORECAST: Forecast = {
  strategies: [
    {
      strategy: 'pay-once',
      messages: { low: 900, likely: 1000, high: 1100 },
      cost: '0.75',
      currency: 'USD',
    },
    {
      strategy: 'complete',
      messages: { low: 3600, likely: 4000, high: 4400 },
      cost: '3.00',
      currency: 'USD',
    },
  ],
  basis: { source: 'chats', asOf: AT, people: 8 },
  accuracy: null,
}

const OVERVIEW: Overview = {
  status: 'never',
  people: { inScope: 0, protected: 0, failing: 0, cannotChat: 0, waiting: 0, total: 0, unable: 0 },
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

const CONVERSATION: Conversation = {
  id: '19:abc@thread.v2',
  type: 'group',
  topic: 'Plan',
  members: [],
  messageCount: 0,
  firstAt: null,
  lastAt: null,
}

const EXPORT: Export = {
  id: 'export-1',
  state: 'completed',
  format: 'jsonl',
  messages: 1,
  sha256: 'ab',
  bytes: 5,
  operatorName: 'Mia Berg',
  purpose: null,
  createdAt: AT,
  endedAt: AT,
  reason: null,
  expiresAt: AT,
  scope: {
    people: { count: 0, names: [] },
    conversations: { count: 0, names: [] },
    from: null,
    to: null,
    q: null,
  },
  expired: false,
  erased: false,
  fileMissing: false,
  mayDelete: true,
}

export const HOLD: Hold = {
  id: 'hold-1',
  name: 'Case 12',
  reason: 'Asked for by counsel',
  scope: EXPORT.scope,
  growing: true,
  messages: 12,
  createdBy: 'Mia Berg',
  createdAt: AT,
  releasedAt: null,
  releasedBy: null,
  releaseReason: null,
}

export const RETENTION: Retention = {
  keepDays: null,
  changedAt: null,
  changedBy: null,
  agreedMessages: 0,
  nextAt: null,
  nextMessages: null,
  lastAt: null,
  lastMessages: null,
  stopped: null,
}

export const ERASURE: Erasure = {
  id: 'erasure-1',
  state: 'waiting-for-approval',
  scope: EXPORT.scope,
  reason: 'Sent by mistake',
  messages: 12,
  heldBack: 0,
  askedBy: 'Mia Berg',
  askedAt: AT,
  askedByMe: true,
  answeredBy: null,
  answeredAt: null,
  endedAt: null,
  erased: null,
  segmentsRewritten: null,
  exportsDeleted: 0,
  documents: [],
  notice: null,
}

export const SAVED_SEARCH: SavedSearch = {
  id: 'search-1',
  name: 'Merger',
  asked: { q: 'merger' },
  people: [],
  savedAt: AT,
}

export const INTEGRITY: Integrity = {
  lastSampled: null,
  lastFull: { id: 'verification-1', mode: 'full', endedAt: AT, segments: 1, messages: 12, damaged: 0 },
  damage: null,
  openId: null,
  lastFailed: null,
  nextSampledAt: '2026-11-23T03:00:00.000Z',
  chain: { total: 1, links: [{ runId: 'run-1', endedAt: AT, messages: 12, digest: 'ab'.repeat(32) }] },
  compared: null,
}

export const VERIFICATION: Verification = {
  id: 'verification-1',
  mode: 'full',
  state: 'completed',
  requestedBy: 'Mia Berg',
  createdAt: AT,
  endedAt: AT,
  segments: 1,
  segmentsTotal: 1,
  messages: 12,
  damaged: [],
  reason: null,
  notice: null,
}
export const RESTORE: Restore = {
  id: 'restore-1',
  target: 'new-group-chats',
  selection: { conversationIds: ['19:plan@thread.v2'] },
  state: 'waiting-for-approval',
  requestedBy: 'another-person',
  requestedName: 'Lea Novak',
  createdAt: AT,
  approvedName: null,
  approvedAt: null,
  endedAt: null,
  plan: {
    chats: 1,
    messages: 12,
    attachments: 1,
    shifted: 0,
    notRestorable: [{ reason: 'system-event', messages: 2 }],
    reduced: [{ reason: 'reactions', messages: 3 }],
    permissions: { missing: [], hint: null },
  },
  totals: { posted: 0, skipped: 0, failed: 0 },
  chats: [],
  reason: null,
  notice: null,
}
export const STRATEGY: StrategyChoice = { strategy: 'pay-once', archived: { messages: 1000, copies: 3900 } }

export const CHANNEL: AlertChannel = {
  id: 'channel-1',
  kind: 'webhook',
  target: 'https://hooks.contoso.com/…',
  events: ['run-failed'],
  sender: null,
  enabled: true,
  language: 'en',
  createdAt: AT,
  last: null,
}

const PREFERENCES: Preferences = { tourSeen: false, language: null }
const MIA: Operator = { tenantId: TENANT, id: OPERATOR_ID, name: 'Mia Berg', roles: [] }
const SCOPE = {
  mode: 'all' as const,
  subjectIds: [],
  groupIds: [],
  excludeSubjectIds: [],
  firstSubjectIds: [],
}
const MESSAGES: MessagePage = { items: [], next: null, before: null, after: null, allowedBy: ['request-1'] }

export const POLICY: ReadingPolicy = {
  mode: 'four-eyes',
  adminsRead: true,
  changedBy: null,
  changedAt: null,
  pending: null,
}

export const READING: ReadingRequest = {
  id: 'request-1',
  state: 'approved',
  selection: {},
  scope: EXPORT.scope,
  reason: 'A complaint',
  hours: 8,
  askedBy: { id: OPERATOR_ID, name: 'Mia Berg' },
  askedAt: AT,
  decidedBy: 'Ben Lund',
  decidedAt: AT,
  endsAt: AT,
  isMine: true,
  mayDecide: false,
}

const nobody = async () => ({ items: [], next: null })

/** Each noun may be changed by the test; what was recorded is in `audit`. */
export function handMadeServices(change: Partial<Services> = {}): Services & { recorded: AuditRecord[] } {
  const recorded: AuditRecord[] = []
  return {
    recorded,
    holds: { start: async () => HOLD, list: nobody, release: async () => HOLD },
    retention: {
      get: async () => RETENTION,
      preview: async () => ({ messages: 0, conversations: 0, heldBack: 0 }),
      set: async () => RETENTION,
    },
    erasures: {
      start: async () => ERASURE,
      get: async () => ERASURE,
      list: nobody,
      approve: async () => ERASURE,
      reject: async () => ERASURE,
    },
    connect: {
      get: async () => CONNECTION,
      async test(_operator, _body, onCheck) {
        for (const check of CHECKS) onCheck?.(check)
        return { ok: true, checks: CHECKS }
      },
      async save(_operator, _body, onCheck) {
        for (const check of CHECKS) onCheck?.(check)
        return CONNECTION
      },
      forget: async () => ({
        applicationId: null,
        stays: { messages: 0, conversations: 0, people: 0, runs: 0 },
        created: [],
      }),
    },
    credential: {
      replace: async () => ({
        connection: CONNECTION,
        previous: { kind: 'secret', keyId: null, hint: 'abc' },
      }),
    },
    health: { get: async () => HEALTH, examine: async () => HEALTH },
    setup: {
      get: async () => SETUP,
      set: async () => SETUP,
      restart: async () => undefined,
      keepSecret: async () => SETUP,
      makeCertificate: async () => SETUP,
      check: async () => SETUP,
      noteCreated: async (_operator, { applicationId = null, ...body }) => ({
        ...body,
        applicationId,
        at: AT,
      }),
      strikeCreated: async () => undefined,
    },
    consent: {
      url: async () => ({ url: 'https://login.test/', startUrl: 'https://chatvault.test/', expiresAt: AT }),
      get: async () => ({ state: 'unproven', required: [], lastAnswer: null, provenAt: null, reason: null }),
      start: async () => ({ url: 'https://login.test/' }),
      answer: async () => 'accepted',
    },
    savedSearches: {
      list: async () => ({ items: [SAVED_SEARCH], next: null }),
      save: async () => SAVED_SEARCH,
      remove: async () => {},
    },
    integrity: { get: async () => INTEGRITY },
    verifications: {
      start: async () => ({ id: 'verification-1' }),
      get: async () => VERIFICATION,
      list: async () => ({ items: [VERIFICATION], next: null }),
      startNightly: async () => {},
      work: async () => {},
    },
    restores: {
      start: async () => ({ id: 'restore-1', allowedBy: ['request-1'] }),
      get: async () => RESTORE,
      list: async () => ({ items: [RESTORE], next: null }),
      approve: async () => RESTORE,
      cancel: async () => RESTORE,
      closeChat: async () => RESTORE,
    },
    strategy: {
      get: async () => STRATEGY,
      set: async (_operator, { strategy }) => ({ ...STRATEGY, strategy }),
    },
    preferences: {
      get: async () => PREFERENCES,
      set: async (_operator, { tourSeen = false, language = null }) => ({ tourSeen, language }),
    },
    quota: { get: async () => QUOTA, set: async () => QUOTA, ledger: nobody, history: nobody },
    limitAdvice: {
      advise: async () => ({
        basis: 'published',
        people: null,
        perPerson: { low: 1600, high: 4100 },
        month: null,
        until: null,
      }),
    },
    people: { list: nobody, scope: async () => SCOPE, setScope: async (_operator, scope) => scope },
    runs: {
      start: async () => ({ id: 'run-1' }),
      list: nobody,
      get: async () => runOf(),
      faults: nobody,
      people: nobody,
      async *events() {
        yield runOf()
        yield runOf({ state: 'completed', endedAt: AT, stage: null })
      },
      cancel: async () => runOf({ state: 'cancelled' }),
    },
    forecast: { ask: async () => FORECAST },
    schedule: {
      get: async () => SCHEDULE,
      set: async (_operator, body) => ({ ...SCHEDULE, ...body, strategy: body.strategy ?? null }),
      preview: () => ({ next: [AT] }),
    },
    browse: {
      conversations: nobody,
      conversation: async () => CONVERSATION,
      messages: async () => MESSAGES,
      revisions: async () => ({ items: [], next: null, allowedBy: ['request-1'] }),
      timeline: async () => ({ months: [] }),
      hostedContent: async () => ({
        contentType: 'image/png',
        bytes: new Uint8Array([1, 2, 3]),
        allowedBy: ['request-1'],
      }),
    },
    search: {
      search: async () => ({
        items: [],
        next: null,
        atLeast: 0,
        exact: true,
        understood: [],
        waiting: 0,
        cut: 0,
        allowedBy: ['request-1'],
      }),
    },
    exports: {
      start: async () => ({ id: 'export-1' }),
      get: async () => EXPORT,
      list: nobody,
      remove: async () => undefined,
      publicKey: async () => '-----BEGIN PUBLIC KEY-----\n',
      file: async () => ({
        name: 'chats.zip',
        bytes: 5,
        allowedBy: ['request-1'],
        etag: '"ab"',
        open: ({ start, end } = { start: 0, end: 4 }) =>
          Readable.from([Buffer.from('bytes').subarray(start, end + 1)]),
      }),
    },
    tickets: {
      look: async () => ({ operator: MIA, exportId: 'export-1' }),
      issue: async () => ({ url: '/api/downloads/a-ticket', expiresAt: AT }),
      redeem: async () => ({
        operator: MIA,
        exportId: 'export-1',
        isFirst: true,
        noteSent: async () => undefined,
        takeBack: async () => undefined,
      }),
    },
    overview: { get: async () => OVERVIEW },
    usage: {
      get: async () => ({ from: AT, to: AT, items: [], total: 0, cost: '0.00', currency: 'USD' }),
    },
    alerts: { list: nobody },
    alertChannels: {
      list: async () => ({
        items: [CHANNEL],
        next: null,
        mail: { way: 'mail-server', sender: null },
      }),
      add: async () => ({ ...CHANNEL, secret: 'a-secret' }),
      change: async () => CHANNEL,
      remove: async () => undefined,
      test: async () => ({ state: 'delivered', attempts: 1, at: AT, answer: '200' }),
    },
    readingPolicy: { get: async () => POLICY, set: async () => POLICY },
    readingRequests: {
      ask: async () => READING,
      list: async () => ({ items: [READING], next: null }),
      get: async () => READING,
      approve: async () => READING,
      reject: async () => READING,
    },
    audit: {
      list: async () => ({ items: [], next: null, chain: null }),
      check: async () => ({ entries: 0, head: '', since: null, takenUp: 0, faults: [] }),
      async *file() {},
      record: async (operator, entry) => void recorded.push({ operator, ...entry }),
    },
    readiness: { ready: async () => undefined },
    measuring: { measures: () => Promise.reject(new Error('no one measures here')) },
    ...change,
  }
}
