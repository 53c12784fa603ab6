/**
 * What the product does, as the door (`http/`) sees it. Each function takes the verified operator first: his tenant binds
 * everything he can reach. Failures are `VaultError`s with the status the door answers with.
 */

import type { z } from 'zod'
import type { Stretch } from '../books/tickets.ts'
import type {
  AuditEntry,
  AuditFileQuery,
  AuditQuery,
  CheckOnboarding,
  Connection,
  ConnectionCheck,
  Consent,
  ConsentEnd,
  ConsentOutcome,
  ConsentUrl,
  Conversation,
  ConversationQuery,
  CreatedObject,
  CredentialCheck,
  CredentialReplaced,
  Disconnected,
  Export,
  Health,
  HealthItem,
  LedgerEntry,
  LimitAdvice,
  MakeCertificate,
  MessagePage,
  MessageQuery,
  NoteCreated,
  Onboarding,
  OnboardingProgress,
  Overview,
  PageQuery,
  Preferences,
  Quota,
  ReplaceCredential,
  Revision,
  Run,
  RunFault,
  RunPeopleQuery,
  RunPerson,
  SaveConnection,
  Scope,
  SetDraftSecret,
  SetOnboarding,
  SetPreferences,
  SetQuota,
  StartExport,
  StartRun,
  Subject,
  SubjectQuery,
  TestConnection,
  TestResult,
  Ticket,
  Timeline,
} from '../contract/index.ts'
import type { Operator } from '../domain/operator.ts'

export type Page<T> = { items: T[]; next: string | null }
type Query<T extends z.ZodType> = z.output<T>

export type ConnectService = {
  get(operator: Operator): Promise<Connection>
  /** Reports each check as it completes; stores nothing. */
  test(
    operator: Operator,
    body: TestConnection,
    onCheck?: (check: ConnectionCheck) => void,
    signal?: AbortSignal,
  ): Promise<TestResult>
  /** Tests, then saves. Throws 422 `connection-test-failed` (with `checks`) or `cost-not-acknowledged`; then nothing is saved. */
  save(
    operator: Operator,
    body: SaveConnection,
    onCheck?: (check: ConnectionCheck) => void,
    signal?: AbortSignal,
  ): Promise<Connection>
  /** Throws 409 `run-under-way`. Forgetting twice is success. */
  forget(operator: Operator): Promise<Disconnected>
}

export type CredentialLifeService = {
  /** Throws 422 with the checks when the new credential does not get what the stored one has; then that one stays. */
  replace(
    operator: Operator,
    body: ReplaceCredential,
    onCheck?: (check: CredentialCheck) => void,
    signal?: AbortSignal,
  ): Promise<CredentialReplaced>
}

/** Throws 409 `not-connected` without a connection. */
export type DoctorService = {
  get(operator: Operator): Promise<Health>
  examine(operator: Operator, onItem?: (item: HealthItem) => void, signal?: AbortSignal): Promise<Health>
}

export type OnboardingService = {
  get(operator: Operator): Promise<Onboarding>
  /** Throws 422 `tenant-id-pasted` for a directory id in the place of an application id. */
  set(operator: Operator, change: SetOnboarding): Promise<Onboarding>
  restart(operator: Operator): Promise<void>
  /** Throws 422 `secret-id-pasted`. */
  keepSecret(operator: Operator, body: SetDraftSecret): Promise<Onboarding>
  makeCertificate(operator: Operator, body: MakeCertificate): Promise<Onboarding>
  check(
    operator: Operator,
    body: CheckOnboarding,
    onStep?: (step: OnboardingProgress) => void,
    signal?: AbortSignal,
  ): Promise<Onboarding>
  /** Noting the same thing twice is noting it once. */
  noteCreated(operator: Operator, body: NoteCreated): Promise<CreatedObject>
  strikeCreated(operator: Operator, id: string): Promise<void>
}

export type ConsentService = {
  /** Throws 409 `not-connected` when no application is named and none is stored. */
  url(operator: Operator, applicationId?: string): Promise<ConsentUrl>
  /** Fetches a token for the answer. The same refusal. */
  get(operator: Operator, applicationId?: string): Promise<Consent>
  /** For a browser without a token: where a state leads, to Entra's page or to how it ended already. */
  start(state: string): Promise<{ readonly url: string } | { readonly outcome: ConsentOutcome }>
  /** The same for the way back. Writes down and audits what Entra said, once for each state. */
  answer(said: Readonly<Record<string, string>>): Promise<ConsentEnd>
}

export type PreferenceService = {
  get(operator: Operator): Promise<Preferences>
  set(operator: Operator, change: SetPreferences): Promise<Preferences>
}

export type QuotaService = {
  get(operator: Operator): Promise<Quota>
  /** Raising the limit wakes a suspended run. */
  set(operator: Operator, body: SetQuota): Promise<Quota>
  ledger(operator: Operator, page: Query<typeof PageQuery>): Promise<Page<LedgerEntry>>
}

export type LimitAdviceService = {
  /** Asks Microsoft what it can, within seconds; what does not come is left out, never an error. */
  advise(operator: Operator): Promise<LimitAdvice>
}

export type PeopleService = {
  list(operator: Operator, query: Query<typeof SubjectQuery>): Promise<Page<Subject>>
  scope(operator: Operator): Promise<Scope>
  setScope(operator: Operator, scope: Scope): Promise<Scope>
}

export type RunService = {
  /** Throws 409 `run-under-way` with `runId` while one is queued or running; continues a suspended one. */
  start(operator: Operator, body: z.output<typeof StartRun>): Promise<{ id: string }>
  list(operator: Operator, page: Query<typeof PageQuery>): Promise<Page<Run>>
  get(operator: Operator, runId: string): Promise<Run>
  faults(operator: Operator, runId: string, page: Query<typeof PageQuery>): Promise<Page<RunFault>>
  people(operator: Operator, runId: string, query: Query<typeof RunPeopleQuery>): Promise<Page<RunPerson>>
  /** The run now, then after every change (at most four times a second), ending with its end. */
  events(operator: Operator, runId: string, signal: AbortSignal): AsyncIterable<Run>
  cancel(operator: Operator, runId: string): Promise<Run>
}

export type BrowseService = {
  conversations(operator: Operator, query: Query<typeof ConversationQuery>): Promise<Page<Conversation>>
  conversation(operator: Operator, conversationId: string): Promise<Conversation>
  messages(
    operator: Operator,
    conversationId: string,
    query: Query<typeof MessageQuery>,
  ): Promise<MessagePage>
  /** Every archived version of a message, oldest first, as Graph returned it. */
  revisions(operator: Operator, conversationId: string, messageId: string): Promise<Page<Revision>>
  /** How many messages of a conversation were sent in each month (UTC), oldest first; months without any are left out. */
  timeline(operator: Operator, conversationId: string): Promise<Timeline>
  hostedContent(
    operator: Operator,
    conversationId: string,
    messageId: string,
    contentId: string,
  ): Promise<{ contentType: string; bytes: Uint8Array }>
}

export type ExportService = {
  start(operator: Operator, body: z.output<typeof StartExport>): Promise<{ id: string }>
  get(operator: Operator, exportId: string): Promise<Export>
  /** Newest first. Expired ones are listed for a month. */
  list(operator: Operator, page: Query<typeof PageQuery>): Promise<Page<Export>>
  /** The finished file; throws 409 `export-not-ready` before, 410 `export-expired` after. */
  file(operator: Operator, exportId: string): Promise<ExportFile>
  /** By whoever asked for it, or an administrator. Ends one that is being written; its file is gone at once. */
  remove(operator: Operator, exportId: string): Promise<void>
}

export type ExportFile = {
  readonly name: string
  readonly bytes: number
  /** Names these very bytes. */
  readonly etag: string
  /** From byte `start` through `end`; all of them without. */
  open(part?: { readonly start: number; readonly end: number }): NodeJS.ReadableStream
}

export type TicketService = {
  /** Throws as `ExportService.file` does when there is nothing to fetch. */
  issue(operator: Operator, exportId: string): Promise<Ticket>
  /** Throws 404 `ticket-unknown`, 410 `ticket-used` (a whole file was sent) or `ticket-expired`. */
  redeem(ticket: string): Promise<{
    readonly operator: Operator
    readonly exportId: string
    /** Nobody had asked before. */
    readonly isFirst: boolean
    /** What was sent; the end of the file uses the ticket up. */
    noteSent(stretch: Stretch): Promise<void>
    /** It did not arrive after all. */
    takeBack(stretch: Stretch): Promise<void>
  }>
}

export type OverviewService = { get(operator: Operator): Promise<Overview> }

export type AuditService = {
  list(operator: Operator, query: Query<typeof AuditQuery>): Promise<Page<AuditEntry>>
  /** The same entries as the text of a CSV file, piece by piece. */
  file(operator: Operator, query: Query<typeof AuditFileQuery>): AsyncIterable<string>
  /** The door records refusals and outcomes of every change and every content read. */
  record(
    operator: Operator,
    entry: Pick<AuditEntry, 'action' | 'target' | 'outcome' | 'detail'>,
  ): Promise<void>
}

export type HealthService = {
  /** Throws when database or archive cannot be reached. */
  ready(): Promise<void>
}

export type Services = {
  readonly connect: ConnectService
  readonly credentialLife: CredentialLifeService
  readonly doctor: DoctorService
  readonly onboarding: OnboardingService
  readonly consent: ConsentService
  readonly preferences: PreferenceService
  readonly quota: QuotaService
  readonly limitAdvice: LimitAdviceService
  readonly people: PeopleService
  readonly runs: RunService
  readonly browse: BrowseService
  readonly exports: ExportService
  readonly tickets: TicketService
  readonly overview: OverviewService
  readonly audit: AuditService
  readonly health: HealthService
}
