/** Services made by hand: the smallest answers the contract allows, and an audit that can be read. */
import { Readable } from 'node:stream'
import type {
  Connection,
  ConnectionCheck,
  Conversation,
  Export,
  Health,
  MessagePage,
  Overview,
  Preferences,
  Quota,
  Run,
  Setup,
} from '../../contract/index.ts'
import type { Operator } from '../../domain/operator.ts'
import type { Services } from '../../services/services.ts'
import { OPERATOR_ID, TENANT } from './issuer.ts'

export type AuditRecord = Parameters<Services['audit']['record']>[1] & { readonly operator: Operator }

const AT = '2026-11-22T10:00:00.000Z'

export const CHECKS: ConnectionCheck[] = (['token', 'permissions', 'organization'] as const).map((name) => ({
  name,
  ...{ ok: true, code: 'ok', detail: 'It works.', hint: '' },
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
  ...{ way: null, applicationId: null, displayName: 'Chatvault backup', leastSet: true, testMailbox: null },
  ...{
    credential: null,
    certificate: null,
    replacementCertificate: null,
    steps: [],
    created: [],
    updatedAt: null,
  },
  billing: { regime: 'metered', askedForAt: null, suggestion: 'nothing-to-do', association: null },
}

const HEALTH: Health = { overall: 'green', items: [], nextCheckAt: AT }

export const QUOTA: Quota = {
  ...{
    month: '2026-11',
    used: 1,
    reserved: 0,
    limit: 10,
    left: 9,
    suspended: false,
    openRun: null,
    resetsAt: AT,
  },
  ...{ pricePerMessage: '0.00075', currency: 'USD', cost: '0.00', regime: 'metered' },
}

export function runOf(change: Partial<Run> = {}): Run {
  return {
    ...{
      id: 'run-1',
      state: 'running',
      strategy: 'complete',
      trigger: 'manual',
      requestedBy: null,
      createdAt: AT,
    },
    ...{
      startedAt: AT,
      endedAt: null,
      reason: null,
      stage: 'messages',
      phases: [],
      rate: null,
      etaSeconds: null,
    },
    ...{ resumesAt: null, fencedUntil: null, documentDigest: null },
    ...{ cost: '0.00', currency: 'USD', pricePerMessage: '0.00075', regime: 'metered' },
    totals: {
      ...{ subjects: 1, subjectsDone: 0, subjectsRead: 0, subjectsSkipped: 0, subjectsFailed: 0 },
      ...{ subjectsWaiting: 1, fetched: 0, charged: 0, added: 0 },
      ...{ revised: 0, unchanged: 0, media: 0, faults: 0 },
    },
    ...change,
  }
}

const OVERVIEW: Overview = {
  ...{
    status: 'never',
    people: { inScope: 0, protected: 0, failing: 0, cannotChat: 0, waiting: 0, total: 0, unable: 0 },
    groups: null,
    messages: 0,
    conversations: 0,
  },
  ...{ lastGoodRunAt: null, currentRunId: null, needs: [], days: [] },
}

const CONVERSATION: Conversation = {
  ...{ id: '19:abc@thread.v2', type: 'group', topic: 'Plan', members: [] },
  ...{ messageCount: 0, firstAt: null, lastAt: null },
}

const EXPORT: Export = {
  ...{ id: 'export-1', state: 'completed', format: 'jsonl', messages: 1, sha256: 'ab', bytes: 5 },
  ...{ operatorName: 'Mia Berg', createdAt: AT, endedAt: AT, reason: null, expiresAt: AT },
  scope: {
    ...{ people: { count: 0, names: [] }, conversations: { count: 0, names: [] } },
    ...{ from: null, to: null, q: null },
  },
  ...{ expired: false, fileMissing: false, mayDelete: true },
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
const MESSAGES: MessagePage = { items: [], next: null, before: null, after: null }

const nobody = async () => ({ items: [], next: null })

/** Each noun may be changed by the test; what was recorded is in `audit`. */
export function handMadeServices(change: Partial<Services> = {}): Services & { recorded: AuditRecord[] } {
  const recorded: AuditRecord[] = []
  return {
    recorded,
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
    preferences: {
      get: async () => PREFERENCES,
      set: async (_operator, { tourSeen = false, language = null }) => ({ tourSeen, language }),
    },
    quota: { get: async () => QUOTA, set: async () => QUOTA, ledger: nobody },
    limitAdvice: {
      advise: async () => ({
        ...{ basis: 'published', people: null, perPerson: { low: 1600, high: 4100 } },
        ...{ month: null, until: null },
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
    browse: {
      conversations: nobody,
      conversation: async () => CONVERSATION,
      messages: async () => MESSAGES,
      revisions: nobody,
      timeline: async () => ({ months: [] }),
      hostedContent: async () => ({ contentType: 'image/png', bytes: new Uint8Array([1, 2, 3]) }),
    },
    exports: {
      start: async () => ({ id: 'export-1' }),
      get: async () => EXPORT,
      list: nobody,
      remove: async () => undefined,
      file: async () => ({
        ...{ name: 'chats.zip', bytes: 5, etag: '"ab"' },
        open: ({ start, end } = { start: 0, end: 4 }) =>
          Readable.from([Buffer.from('bytes').subarray(start, end + 1)]),
      }),
    },
    tickets: {
      issue: async () => ({ url: '/api/downloads/a-ticket', expiresAt: AT }),
      redeem: async () => ({
        ...{ operator: MIA, exportId: 'export-1', isFirst: true },
        noteSent: async () => undefined,
        takeBack: async () => undefined,
      }),
    },
    overview: { get: async () => OVERVIEW },
    audit: {
      list: nobody,
      async *file() {},
      record: async (operator, entry) => void recorded.push({ operator, ...entry }),
    },
    readiness: { ready: async () => undefined },
    ...change,
  }
}
