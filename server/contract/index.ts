/**
 * The HTTP contract: every request and answer of `/api` as a Zod schema. The server validates with these, the
 * OpenAPI document is generated from them, and the tab imports their types (types only).
 *
 * Instants are RFC 3339 UTC strings, ids opaque strings, money a decimal string with its currency beside it. A body with
 * a member it does not know is refused: a misspelt limit must not be taken for no limit.
 */
import { z } from 'zod'
import { isInstant } from '../domain/clock.ts'
import { CreatedKind, isCreatedId } from './created-ids.ts'

const instant = z.iso
  .datetime({ offset: true, abort: true })
  .refine(isInstant, 'The year of this instant, in UTC, is not one from 0001 to 9999')
const guid = z.guid()
const count = z.int().min(0)

/** A list answers one page; `next` is the `cursor` of the following one, null at the end. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next: z.string().nullable() })
}

/** More than a page may hold is not refused: the page is as long as pages get. */
const atMost = (longest: number) =>
  z.coerce
    .number()
    .int()
    .min(1)
    .overwrite((limit) => Math.min(limit, longest))
    .default(50)

export const PageQuery = z.object({
  limit: atMost(500),
  cursor: z.string().max(2000).optional(),
})

// ── Problems (RFC 9457) ──────────────────────────────────────────────────────────────────────────────────────────

export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  /** Stable, machine-readable; the tab picks its words by it. */
  code: z.string(),
  /** What the operator should do now. */
  hint: z.string(),
  /** The run under way, on a 409. */
  runId: z.string().optional(),
  /** The connection checks, on a 422 of the connection. */
  checks: z.array(z.lazy(() => ConnectionCheck)).optional(),
  /** The members of the request that are wrong, on a 400. */
  faults: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  /** What the role does not include, on a 403. */
  action: z.string().optional(),
  /** JSON text for MSAL or the host: the sign-in that is asked for, on a 401 `claims-required`. */
  claims: z.string().optional(),
  /** Under which the server's log has the details. */
  requestId: z.string().optional(),
})
export type Problem = z.infer<typeof Problem>

// ── Who is asking ────────────────────────────────────────────────────────────────────────────────────────────────

export const OperatorRole = z.enum(['admin', 'operator', 'reviewer', 'auditor'])
export type OperatorRole = z.infer<typeof OperatorRole>

/** Kept for each operator on the server: browser storage differs from host to host. */
export const Preferences = z.object({
  tourSeen: z.boolean(),
  /** null: as the host or the browser says. */
  language: z.enum(['en', 'de']).nullable(),
})
export type Preferences = z.infer<typeof Preferences>

export const Me = z.object({
  tenantId: guid,
  operatorId: z.string(),
  name: z.string(),
  roles: z.array(OperatorRole),
  /** What this operator may do, by action name: the tab explains what is missing instead of hiding it. */
  permissions: z.array(z.string()),
  /** Here as well, so that the first screen speaks the right language without asking twice. */
  preferences: Preferences,
})
export type Me = z.infer<typeof Me>

/** Who may do what: the one table of the server, and what the caller is. */
export const Roles = z.object({
  roles: z.array(OperatorRole),
  actions: z.array(z.object({ action: z.string(), roles: z.array(OperatorRole) })),
  mine: z.array(OperatorRole),
})
export type Roles = z.infer<typeof Roles>

/** What is left out stays as it is. */
export const SetPreferences = z.strictObject(Preferences.partial().shape)
export type SetPreferences = z.infer<typeof SetPreferences>

/** `GET /config.json` (no token): how the tab signs an operator in by msal-browser. */
export const SignInConfig = z.object({
  clientId: z.string(),
  authority: z.string(),
  knownAuthorities: z.array(z.string()),
  /** JSON text for MSAL's `authorityMetadata`; null where MSAL knows the authority. */
  authorityMetadata: z.string().nullable(),
  scopes: z.array(z.string()),
  redirectPath: z.string(),
  /** The page MSAL opens for a sign-in from somebody else's frame. */
  relayPath: z.string(),
  /** Origins besides Microsoft's that may frame the tab and speak to it as a host. */
  hostOrigins: z.array(z.string()),
  /** Of the app in Teams, for links that open it there; null where nobody said. */
  teamsAppId: z.string().nullable(),
  /** Microsoft Graph and Azure Resource Manager as browsers reach them; no slash at the end. */
  graphUrl: z.string(),
  armUrl: z.string(),
  /** Of the organization's cloud, where such links begin; null where nobody has documented it. */
  teamsUrl: z.string().nullable(),
})
export type SignInConfig = z.infer<typeof SignInConfig>

// ── Connection ───────────────────────────────────────────────────────────────────────────────────────────────────

export const CheckName = z.enum(['token', 'permissions', 'organization', 'mailbox', 'export'])
export type CheckName = z.infer<typeof CheckName>

export const ConnectionCheck = z.object({
  name: CheckName,
  ok: z.boolean(),
  /** `ok`, or the cause: an AADSTS code, a Graph error code, or one of ours. */
  code: z.string(),
  detail: z.string(),
  hint: z.string(),
})
export type ConnectionCheck = z.infer<typeof ConnectionCheck>

export const Connection = z.object({
  status: z.enum(['none', 'active', 'failing']),
  applicationId: z.string().nullable(),
  credential: z
    .object({
      kind: z.enum(['secret', 'certificate']),
      /** First three characters of a secret, thumbprint of a certificate. */
      hint: z.string(),
      expiresAt: instant.nullable(),
      setAt: instant,
      /** By which the registration lists it (`keyId`); null where nobody told. */
      keyId: z.string().nullable(),
    })
    .nullable(),
  testMailbox: z.string().nullable(),
  organizationName: z.string().nullable(),
  costAcknowledgedAt: instant.nullable(),
  checks: z.array(ConnectionCheck),
  testedAt: instant.nullable(),
  testedBy: z.string().nullable(),
})
export type Connection = z.infer<typeof Connection>

const credentialMembers = {
  applicationId: z.guid('The application ID is a GUID, for example 1f6b7c1e-2d3a-4b5c-8d9e-0f1a2b3c4d5e'),
  clientSecret: z.string().min(1).max(1024).optional(),
  certificatePem: z.string().min(1).max(32_768).optional(),
  testMailbox: z.string().trim().min(1).max(320),
}

/**
 * One of `clientSecret` and `certificatePem`; neither means the draft of the setup for this application, and without
 * one the credential that is stored already.
 */
export const TestConnection = z.strictObject(credentialMembers)
export type TestConnection = z.infer<typeof TestConnection>

/** Answer of a test. With `Accept: application/x-ndjson` each check is a line of its own as it completes. */
export const TestResult = z.object({ ok: z.boolean(), checks: z.array(ConnectionCheck) })
export type TestResult = z.infer<typeof TestResult>

const monthlyMessageLimit = z.int().min(1).max(1_000_000_000_000).nullable()

export const SaveConnection = z.strictObject({
  ...credentialMembers,
  monthlyMessageLimit,
  costAcknowledged: z.boolean(),
  /** What is left out stays; of a tenant that was never asked, `not-metered`. */
  regime: z.enum(['metered', 'not-metered']).optional(),
  secretExpiresAt: instant.optional(),
})
export type SaveConnection = z.infer<typeof SaveConnection>

const keyId = z.string().trim().min(1).max(100)
/** While Microsoft may not have spread a change yet, the server asks again for so long. */
const waitSeconds = z.int().min(0).max(300).optional()

export const CreatedObject = z.object({
  kind: CreatedKind,
  /** Microsoft's: an object id, a key id, a resource path. */
  id: z.string(),
  name: z.string(),
  /** The application it is, or is a part of; null where nobody told. Lower case. */
  applicationId: z.string().nullable(),
  at: instant,
})
export type CreatedObject = z.infer<typeof CreatedObject>

/** `DELETE /api/connection`: what is left here, and what the wizard made at Microsoft and is still there. */
export const Disconnected = z.object({
  applicationId: z.string().nullable(),
  stays: z.object({ messages: count, conversations: count, people: count, runs: count }),
  created: z.array(CreatedObject),
})
export type Disconnected = z.infer<typeof Disconnected>

/** One of the two. The stored credential stays in use until the new one has got a token with the same permissions. */
export const ReplaceCredential = z.strictObject({
  clientSecret: z.string().trim().min(1).max(1024).optional(),
  /** The certificate `POST /api/setup/certificate` made last for a replacement. */
  certificateFromDraft: z.literal(true).optional(),
  keyId: keyId.optional(),
  /** Of a secret; a certificate names its own end. */
  expiresAt: instant.optional(),
  /** 120 when left out. */
  waitSeconds,
})
export type ReplaceCredential = z.infer<typeof ReplaceCredential>

/** `{"check": …}` lines of a replacement; `waiting`: not yet, and it will be asked again. */
export const CredentialCheck = ConnectionCheck.extend({ waiting: z.boolean(), waitedSeconds: count })
export type CredentialCheck = z.infer<typeof CredentialCheck>

/** `previous` may now be removed from the registration. */
export const CredentialReplaced = z.object({
  connection: Connection,
  previous: z.object({
    kind: z.enum(['secret', 'certificate']),
    keyId: z.string().nullable(),
    hint: z.string(),
  }),
})
export type CredentialReplaced = z.infer<typeof CredentialReplaced>

// ── Health of the connection ─────────────────────────────────────────────────────────────────────────────────────

export const HealthColour = z.enum(['green', 'amber', 'red'])
export type HealthColour = z.infer<typeof HealthColour>

/** `credential`: how long it lasts; `clock`: ours against Microsoft's; `optional`: permissions Chatvault works without; `billing`: whether Microsoft asks for it. */
export const HealthName = z.enum([...CheckName.options, 'optional', 'billing', 'credential', 'clock'])
export type HealthName = z.infer<typeof HealthName>

export const HealthItem = z.object({
  name: HealthName,
  state: HealthColour,
  code: z.string(),
  detail: z.string(),
  hint: z.string(),
  checkedAt: instant,
})
export type HealthItem = z.infer<typeof HealthItem>

/** Without items: nobody has looked yet. With `Accept: application/x-ndjson` each item of a check is a line of its own. */
export const Health = z.object({
  overall: HealthColour,
  items: z.array(HealthItem),
  nextCheckAt: instant.nullable(),
})
export type Health = z.infer<typeof Health>

// ── Setup ───────────────────────────────────────────────────────────────────────────────────────────────────

/** In their order, which is that of the addresses in the tab. */
export const SetupStepName = z.enum([
  'start',
  'register',
  'credential',
  'permissions',
  'consent',
  'billing',
  'connect',
])
export type SetupStepName = z.infer<typeof SetupStepName>

/** As Microsoft answered last. `code` is `ok`, Entra's or Graph's code, or one of ours; empty: nobody has asked. */
export const SetupStep = z.object({
  name: SetupStepName,
  state: z.enum(['not-started', 'done', 'needs-attention']),
  code: z.string(),
  detail: z.string(),
  hint: z.string(),
  checkedAt: instant.nullable(),
})
export type SetupStep = z.infer<typeof SetupStep>

/** A line of a check under way. `checking`: asked, or asked again because Microsoft may not have spread a change yet. */
export const SetupProgress = SetupStep.extend({
  state: z.enum(['checking', ...SetupStep.shape.state.options]),
  waitedSeconds: count,
})
export type SetupProgress = z.infer<typeof SetupProgress>

export const BillingAssociation = z.strictObject({
  subscriptionId: guid,
  resourceGroup: z.string().trim().min(1).max(90),
  accountName: z.string().trim().min(1).max(260),
})
export type BillingAssociation = z.infer<typeof BillingAssociation>

/** The public part. `base64` is its DER, as Graph and the portal take it. */
const PublicCertificate = z.object({
  pem: z.string(),
  base64: z.string(),
  /** SHA-256; `sha1Thumbprint` is what the admin center lists it by. */
  thumbprint: z.string(),
  sha1Thumbprint: z.string(),
  expiresAt: instant,
})

export const Setup = z.object({
  way: z.enum(['automatic', 'manual']).nullable(),
  applicationId: z.string().nullable(),
  displayName: z.string(),
  /** Chat.Read.All and User.Read.All only. */
  leastSet: z.boolean(),
  testMailbox: z.string().nullable(),
  /** Absent until it was chosen; null: unlimited. */
  monthlyMessageLimit: z.int().nullable().optional(),
  /** Kept sealed until the connection is saved. Never the secret itself. */
  credential: z
    .object({
      kind: z.enum(['secret', 'certificate']),
      hint: z.string(),
      expiresAt: instant.nullable(),
      keyId: z.string().nullable(),
    })
    .nullable(),
  /** The certificate that was made for it last. */
  certificate: PublicCertificate.nullable(),
  /** The one that was made last to replace the credential of the connection with. */
  replacementCertificate: PublicCertificate.nullable(),
  steps: z.array(SetupStep),
  created: z.array(CreatedObject),
  billing: z.object({
    /** As the quota has it. */
    regime: z.enum(['metered', 'not-metered']),
    /** When Microsoft last asked for billing (402); null: never, so far as we know. */
    askedForAt: instant.nullable(),
    /** `associate`: Microsoft asks for it and no association is known. `check`: it asks although there is one. */
    suggestion: z.enum(['nothing-to-do', 'associate', 'check']),
    association: BillingAssociation.nullable(),
  }),
  updatedAt: instant.nullable(),
})
export type Setup = z.infer<typeof Setup>

/** What is left out stays as it is. */
export const ChangeSetup = z.strictObject({
  way: z.enum(['automatic', 'manual']).nullable().optional(),
  applicationId: credentialMembers.applicationId.nullable().optional(),
  displayName: z.string().trim().min(1).max(120).optional(),
  leastSet: z.boolean().optional(),
  testMailbox: credentialMembers.testMailbox.nullable().optional(),
  monthlyMessageLimit: monthlyMessageLimit.optional(),
  billing: z
    .strictObject({
      regime: z.enum(['metered', 'not-metered']).optional(),
      association: BillingAssociation.nullable().optional(),
    })
    .optional(),
})
export type ChangeSetup = z.infer<typeof ChangeSetup>

export const SetDraftSecret = z.strictObject({
  clientSecret: z.string().trim().min(1).max(1024),
  keyId: keyId.optional(),
  expiresAt: instant.optional(),
})
export type SetDraftSecret = z.infer<typeof SetDraftSecret>

export const MakeCertificate = z.strictObject({
  months: z.int().min(1).max(24),
  /** `replacement`: to replace the credential of the connection with. `setup` when left out. */
  purpose: z.enum(['setup', 'replacement']).optional(),
})
export type MakeCertificate = z.infer<typeof MakeCertificate>

export const CheckSetup = z.strictObject({
  /** The last step to ask about; all of them when left out. */
  upTo: SetupStepName.optional(),
  /** 0 when left out. */
  waitSeconds,
})
export type CheckSetup = z.infer<typeof CheckSetup>

export const NoteCreated = z
  .strictObject({
    kind: CreatedKind,
    id: z.string().min(1).max(1000),
    name: z.string().max(300),
    applicationId: guid.toLowerCase().optional(),
  })
  .refine(({ kind, id }) => isCreatedId(kind, id), {
    path: ['id'],
    error: 'This is not what Microsoft calls an object of this kind.',
  })
export type NoteCreated = z.infer<typeof NoteCreated>

export const ByCreated = z.object({ id: z.string().min(1).max(1000) })

// ── Admin consent ────────────────────────────────────────────────────────────────────────────────────────────────

/** Without an id: the application of the stored connection. */
export const ConsentQuery = z.object({ applicationId: credentialMembers.applicationId.optional() })

/** Both addresses carry a state of one use, good until `expiresAt`. `startUrl` is ours and leads on to `url`, Entra's. */
export const ConsentUrl = z.object({ url: z.string(), startUrl: z.string(), expiresAt: instant })
export type ConsentUrl = z.infer<typeof ConsentUrl>

/** How a consent page ended. `accepted` is what the page said; only a token proves it. */
export const ConsentOutcome = z.enum([
  'accepted',
  'declined',
  'not-enough-rights',
  'wrong-tenant',
  'expired',
  'replayed',
  'forged',
  'error',
])
export type ConsentOutcome = z.infer<typeof ConsentOutcome>

/** What the page says on which it ends. `portal`: it came without a state, from a page Chatvault did not lead to. */
export const ConsentEnd = z.enum([...ConsentOutcome.options, 'portal'])
export type ConsentEnd = z.infer<typeof ConsentEnd>

export const Consent = z.object({
  /**
   * `granted`, `missing`: as a token fetched for this answer says; `granted` needs those marked `needed` only.
   * `unproven`: no token could be had, because no credential is stored for the application, or for the `reason`.
   */
  state: z.enum(['granted', 'missing', 'unproven']),
  required: z.array(
    z.object({
      permission: z.string(),
      granted: z.boolean(),
      /** false: Chatvault works without it, and does less. */
      needed: z.boolean(),
    }),
  ),
  /** The latest consent page that came back to us for this application. */
  lastAnswer: z
    .object({
      outcome: ConsentOutcome,
      at: instant,
      by: z.string(),
      /** Entra's code, e.g. `AADSTS65004`; null where it gave none. */
      code: z.string().nullable(),
    })
    .nullable(),
  provenAt: instant.nullable(),
  reason: z.object({ code: z.string(), detail: z.string(), hint: z.string() }).nullable(),
})
export type Consent = z.infer<typeof Consent>

// ── Quota ────────────────────────────────────────────────────────────────────────────────────────────────────────

export const Regime = z.enum(['metered', 'not-metered'])
export type Regime = z.infer<typeof Regime>

export const Quota = z.object({
  month: z.string(),
  used: count,
  reserved: count,
  /** null: unlimited. */
  limit: z.int().nullable(),
  left: z.int().nullable(),
  pricePerMessage: z.string(),
  currency: z.string(),
  cost: z.string(),
  regime: Regime,
  suspended: z.boolean(),
  /** What `used` holds of the run that is queued, running or suspended, whose own figures may be newer or older. */
  openRun: z.object({ id: z.string(), charged: count }).nullable(),
  resetsAt: instant,
})
export type Quota = z.infer<typeof Quota>

const range = z.object({ low: z.int(), high: z.int() })

/** What a monthly limit may begin with. Every copy of a message counts. */
export const LimitAdvice = z.object({
  /** Earlier backups here; Microsoft's usage report of the last 30 days; published averages. */
  basis: z.enum(['runs', 'report', 'published']),
  /** Whom a backup reads; null while nobody knows. */
  people: z.int().nullable(),
  /** Messages a person and month; null where only all of them together are known. */
  perPerson: range.nullable(),
  /** Messages a month, rounded up; null while the number of people is not known. */
  month: range.nullable(),
  /** Until which day the report counts, `2026-11-26`. */
  until: z.string().nullable(),
})
export type LimitAdvice = z.infer<typeof LimitAdvice>

export const SetQuota = z.strictObject({
  monthlyMessageLimit,
  pricePerMessage: z
    .string()
    .regex(/^\d{1,6}(\.\d{1,8})?$/, 'A decimal number such as 0.00075')
    .optional(),
  regime: Regime.optional(),
})
export type SetQuota = z.infer<typeof SetQuota>

export const LedgerEntry = z.object({
  at: instant,
  kind: z.enum(['reserve', 'charge', 'release']),
  messages: count,
  runId: z.string().nullable(),
  subjectId: z.string().nullable(),
  month: z.string(),
  /** Why, where it is not the plain case: `outcome-unknown`, `refused`, `connection-test`. */
  reason: z.string().nullable(),
})
export type LedgerEntry = z.infer<typeof LedgerEntry>

// ── People and scope ─────────────────────────────────────────────────────────────────────────────────────────────

/** `cannot-chat`: a room, a scanner, an account without a license; there is nothing to back up, and `fault` says why. */
export const SubjectState = z.enum([
  'never',
  'protected',
  'partial',
  'cannot-chat',
  'failing',
  'disabled',
  'deleted',
])
export type SubjectState = z.infer<typeof SubjectState>

export const Subject = z.object({
  id: z.string(),
  displayName: z.string(),
  userPrincipalName: z.string(),
  enabled: z.boolean(),
  inScope: z.boolean(),
  lastBackupAt: instant.nullable(),
  /** Everything up to here is archived. */
  watermark: instant.nullable(),
  /** Read newest first: everything from here on is archived too, and what lies between waits. */
  recentFrom: instant.nullable(),
  state: SubjectState,
  conversations: count,
  /** The latest fault of this person, while it stands. */
  fault: z.object({ code: z.string(), detail: z.string(), hint: z.string() }).nullable(),
})
export type Subject = z.infer<typeof Subject>

export const SubjectQuery = PageQuery.extend({
  q: z.string().max(200).optional(),
  inScope: z.stringbool().optional(),
})

export const Scope = z.strictObject({
  mode: z.enum(['all', 'selected']),
  subjectIds: z.array(z.string()).max(100_000).default([]),
  groupIds: z.array(z.string()).max(1000).default([]),
  excludeSubjectIds: z.array(z.string()).max(100_000).default([]),
  /** Who is read before everyone else, if they are in scope. */
  firstSubjectIds: z.array(z.string()).max(100_000).default([]),
})
export type Scope = z.infer<typeof Scope>

// ── Runs ─────────────────────────────────────────────────────────────────────────────────────────────────────────

export const RunState = z.enum([
  'queued',
  'running',
  'suspended',
  'completed',
  'completed-with-faults',
  'failed',
  'cancelled',
])
export type RunState = z.infer<typeof RunState>

export const RunStage = z.enum(['people', 'messages', 'conversations', 'media', 'closing'])
export type RunStage = z.infer<typeof RunStage>

/** One part of a run. What it counts: people in `people` and `messages`, chats, images; null where that is not known. */
export const RunPhase = z.object({
  name: RunStage,
  state: z.enum(['waiting', 'running', 'done']),
  done: count.nullable(),
  total: count.nullable(),
  /** Null where nothing sensible can be said. */
  etaSeconds: z.number().nullable(),
})
export type RunPhase = z.infer<typeof RunPhase>

/** Also one event of `GET /api/runs/{id}/events`: `event: run`, `data:` this. The stream ends with the run. */
export const Run = z.object({
  id: z.string(),
  state: RunState,
  strategy: z.enum(['complete', 'pay-once']),
  trigger: z.enum(['manual', 'schedule']),
  requestedBy: z.string().nullable(),
  createdAt: instant,
  startedAt: instant.nullable(),
  endedAt: instant.nullable(),
  /** Why it is suspended, failed or cancelled, in words, with what to do. */
  reason: z.object({ code: z.string(), detail: z.string(), hint: z.string() }).nullable(),
  /** When a suspended run goes on by itself; null in every other state. */
  resumesAt: instant.nullable(),
  /** What it is doing now. */
  stage: RunStage.nullable(),
  /** In their order; empty before the run has begun and after it has ended. */
  phases: z.array(RunPhase),
  /**
   * Of `subjects`, `subjectsDone` are finished with and `subjectsWaiting` are not. Finished with are those read to the
   * end (`subjectsRead`), those with nothing to read (`subjectsSkipped`) and those that could not be read
   * (`subjectsFailed`).
   */
  totals: z.object({
    subjects: count,
    subjectsDone: count,
    subjectsRead: count,
    subjectsSkipped: count,
    subjectsFailed: count,
    subjectsWaiting: count,
    fetched: count,
    charged: count,
    added: count,
    revised: count,
    unchanged: count,
    media: count,
    faults: count,
  }),
  /** Messages per second over the last ten seconds of the run; null while it does not run. */
  rate: z.number().nullable(),
  etaSeconds: z.number().nullable(),
  /** Until when Microsoft asked every caller of this tenant to wait; null when nobody waits. */
  fencedUntil: instant.nullable(),
  /** "0.00" while Microsoft charges nothing; the last published price is there all the same. */
  cost: z.string(),
  currency: z.string(),
  pricePerMessage: z.string(),
  regime: Regime,
  /** SHA-256 of the run document, once it is closed. */
  documentDigest: z.string().nullable(),
})
export type Run = z.infer<typeof Run>

export const RunPersonState = z.enum(['read', 'skipped', 'failed', 'waiting'])
export type RunPersonState = z.infer<typeof RunPersonState>

export const RunPeopleQuery = PageQuery.extend({ state: RunPersonState })

/** A person of a run, with what is archived of theirs now. */
export const RunPerson = z.object({
  subjectId: z.string(),
  displayName: z.string(),
  state: RunPersonState,
  watermark: instant.nullable(),
  recentFrom: instant.nullable(),
  /** Why, of somebody skipped or failed. */
  fault: z.object({ code: z.string(), detail: z.string(), hint: z.string() }).nullable(),
})
export type RunPerson = z.infer<typeof RunPerson>

export const StartRun = z.strictObject({
  strategy: z.enum(['complete', 'pay-once']).default('complete'),
  subjectIds: z.array(z.string()).min(1).max(100_000).optional(),
})
export type StartRun = z.input<typeof StartRun>

export const Started = z.object({ id: z.string() })

export const RunFault = z.object({
  subjectId: z.string().nullable(),
  subjectName: z.string().nullable(),
  /** Of what belongs to a conversation and not to a person: an image. Its topic, or who takes part. */
  conversationId: z.string().nullable(),
  conversationName: z.string().nullable(),
  kind: z.enum(['failure', 'fault', 'skip', 'alert']),
  code: z.string(),
  detail: z.string(),
  hint: z.string(),
  at: instant,
})
export type RunFault = z.infer<typeof RunFault>

// ── Archive ──────────────────────────────────────────────────────────────────────────────────────────────────────

export const ConversationMember = z.object({
  id: z.string(),
  displayName: z.string(),
  email: z.string().nullable(),
  /** Outside the tenant: guest, federated, anonymous. */
  external: z.boolean(),
})
export type ConversationMember = z.infer<typeof ConversationMember>

export const ConversationType = z.enum(['oneOnOne', 'group', 'meeting', 'self', 'unknown'])
export type ConversationType = z.infer<typeof ConversationType>

export const Conversation = z.object({
  id: z.string(),
  type: ConversationType,
  topic: z.string().nullable(),
  members: z.array(ConversationMember),
  messageCount: count,
  firstAt: instant.nullable(),
  lastAt: instant.nullable(),
})
export type Conversation = z.infer<typeof Conversation>

export const ConversationQuery = PageQuery.extend({
  subjectId: z.string().max(100).optional(),
  /** Matches the topic and the members' names. */
  q: z.string().max(200).optional(),
  type: ConversationType.optional(),
  from: instant.optional(),
  to: instant.optional(),
})

/** A message as Graph returned it (every member kept) with our marks beside it. */
export const ArchivedMessage = z.looseObject({
  id: z.string(),
  etag: z.string(),
  messageType: z.string().nullish(),
  createdDateTime: z.string(),
  lastModifiedDateTime: z.string().nullish(),
  lastEditedDateTime: z.string().nullish(),
  deletedDateTime: z.string().nullish(),
  from: z.unknown(),
  body: z.looseObject({ contentType: z.string().nullish(), content: z.string().nullish() }).nullable(),
  /** Every archived version, oldest first; the last one is the message shown. */
  revisions: z.array(
    z.object({ etag: z.string(), modifiedAt: instant, fetchedAt: instant, runId: z.string() }),
  ),
  /** Deleted, by its author or by a policy; body and attachments are what the archive still holds. */
  tombstone: z.boolean(),
  /** Pictures and other hosted contents the message names, by hosted content id. */
  hostedContents: z.array(
    z.object({
      id: z.string(),
      contentType: z.string(),
      bytes: count,
      archived: z.boolean(),
      reason: z.string().nullable(),
    }),
  ),
})
export type ArchivedMessage = z.infer<typeof ArchivedMessage>

export const MessageQuery = z.object({
  limit: atMost(200),
  /** A page's `next`: goes on in the direction that page was read in. */
  cursor: z.string().max(2000).optional(),
  /** A message id: the page has it in the middle. */
  around: z.string().max(200).optional(),
  /** A cursor of this list, or a time. */
  before: z.string().max(2000).optional(),
  after: z.string().max(2000).optional(),
})

/** Oldest first. `before` leads to older messages, `after` to newer ones; null at either end. */
export const MessagePage = z.object({
  items: z.array(ArchivedMessage),
  next: z.string().nullable(),
  before: z.string().nullable(),
  after: z.string().nullable(),
})
export type MessagePage = z.infer<typeof MessagePage>

/** Messages of a conversation by the month (UTC) they were sent in, oldest first; months without any are left out. */
export const Timeline = z.object({
  months: z.array(z.object({ month: z.string().regex(/^\d{4}-\d\d$/), messages: count })),
})
export type Timeline = z.infer<typeof Timeline>

// ── Exports ──────────────────────────────────────────────────────────────────────────────────────────────────────

export const StartExport = z.strictObject({
  format: z.enum(['jsonl', 'html', 'csv', 'eml', 'rsmf']),
  selection: z
    .strictObject({
      subjectIds: z.array(z.string()).optional(),
      conversationIds: z.array(z.string()).optional(),
      from: instant.optional(),
      to: instant.optional(),
      q: z.string().max(200).optional(),
    })
    .default({}),
})
export type StartExport = z.input<typeof StartExport>

export const JobState = z.enum(['queued', 'running', 'completed', 'failed', 'cancelled'])

const Chosen = z.object({ count, names: z.array(z.string()) })

/** What an export was asked to hold. Counts of 0 limit nothing; the first few of the chosen are named where known. */
export const ExportScope = z.object({
  people: Chosen,
  conversations: Chosen,
  from: instant.nullable(),
  to: instant.nullable(),
  q: z.string().nullable(),
})
export type ExportScope = z.infer<typeof ExportScope>

export const Export = z.object({
  id: z.string(),
  state: JobState,
  format: z.string(),
  scope: ExportScope,
  /** Who asked for it. */
  operatorName: z.string(),
  messages: count,
  sha256: z.string().nullable(),
  bytes: count.nullable(),
  createdAt: instant,
  endedAt: instant.nullable(),
  reason: z.string().nullable(),
  /** When the file is deleted, or was; null until there is one. */
  expiresAt: instant.nullable(),
  /** The file is gone: `GET …/file` answers 410. */
  expired: z.boolean(),
  /** So is a file that is not where it was written, before its time. */
  fileMissing: z.boolean(),
  /** Whether the person who asks may delete it. */
  mayDelete: z.boolean(),
})
export type Export = z.infer<typeof Export>

/** An address that gives the file once, without a token, if it is asked for before `expiresAt`. */
export const Ticket = z.object({ url: z.string(), expiresAt: instant })
export type Ticket = z.infer<typeof Ticket>

// ── Audit and overview ───────────────────────────────────────────────────────────────────────────────────────────

export const AuditOutcome = z.enum(['succeeded', 'refused', 'failed'])
export type AuditOutcome = z.infer<typeof AuditOutcome>

/** What an entry is about: `reading` of messages, `export`, `run`, `scope`, `quota`, `connection` with its setup and consent. */
export const AuditKind = z.enum(['reading', 'export', 'run', 'scope', 'quota', 'connection'])
export type AuditKind = z.infer<typeof AuditKind>

const auditFilter = {
  /** Part of a person's name, or their Entra object id. */
  who: z.string().max(200).optional(),
  kind: AuditKind.optional(),
  from: instant.optional(),
  to: instant.optional(),
  outcome: AuditOutcome.optional(),
}
export const AuditQuery = PageQuery.extend(auditFilter)
export const AuditFileQuery = z.object(auditFilter)

export const AuditEntry = z.object({
  at: instant,
  operatorId: z.string(),
  operatorName: z.string(),
  action: z.string(),
  target: z.string().nullable(),
  /** What people know the target by: of a conversation its topic, or who takes part; null where it has no name. */
  targetName: z.string().nullable(),
  outcome: AuditOutcome,
  detail: z.string().nullable(),
})
export type AuditEntry = z.infer<typeof AuditEntry>

/** `GET /api/overview`: the three answers an admin opens the tab for. */
export const Overview = z.object({
  /** `never`: no backup yet; `attention`: something needs a person; `unprotected`: no good backup. */
  status: z.enum(['not-connected', 'never', 'protected', 'attention', 'unprotected']),
  /**
   * `inScope` are `protected`, `failing`, `cannotChat` (nothing to read: rooms, scanners) or `waiting` (not read to the end
   * yet). `unable`: not in scope because they are guests or disabled; whoever else is not in scope was not chosen.
   */
  people: z.object({
    inScope: count,
    protected: count,
    failing: count,
    cannotChat: count,
    waiting: count,
    total: count,
    unable: count,
  }),
  /**
   * null where no group is in scope. `readAt`: when Microsoft said last who is in the groups; null: not yet, and nobody counts
   * as in scope by them. A fresh answer is asked for behind, and waited for a second.
   */
  groups: z.object({ readAt: instant.nullable() }).nullable(),
  messages: count,
  conversations: count,
  lastGoodRunAt: instant.nullable(),
  /** The run that is queued, running or suspended now. */
  currentRunId: z.string().nullable(),
  needs: z.array(
    z.object({
      code: z.string(),
      title: z.string(),
      hint: z.string(),
      /** A place in the tab, e.g. `/connection`. */
      href: z.string(),
      severity: z.enum(['warning', 'error']),
    }),
  ),
  /** One entry a UTC day, oldest first, 30 of them. */
  days: z.array(z.object({ date: z.string(), added: count, faults: count, runId: z.string().nullable() })),
})
export type Overview = z.infer<typeof Overview>

// ── Addresses ────────────────────────────────────────────────────────────────────────────────────────────────────

const id = z.string().min(1).max(300)

/** The holes in the paths. */
export const ById = z.object({ id })
export const ByTicket = z.object({ ticket: z.string().min(1).max(300) })
export const ByMessage = z.object({ id, messageId: id })
export const ByHostedContent = z.object({ id, messageId: id, contentId: z.string().min(1).max(2000) })

/** One archived version: the message as Graph returned it, every member kept. */
export const Revision = z.object({
  /** 1 is the oldest. */
  revision: z.int().min(1),
  etag: z.string(),
  modifiedAt: instant,
  fetchedAt: instant,
  runId: z.string(),
  message: z.looseObject({}),
  /** This version says that the message was deleted. */
  tombstone: z.boolean(),
})
export type Revision = z.infer<typeof Revision>

/** Every archived version of a message, oldest first. */
export const RevisionPage = pageOf(Revision)
export type RevisionPage = z.infer<typeof RevisionPage>
