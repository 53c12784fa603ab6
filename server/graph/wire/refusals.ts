/**
 * What Graph's answers mean, as data: status and code in, reason and advice out. Rows are tried from the top; the first
 * that fits wins. Codes decide, never messages (Learn: Graph error responses); a message only chooses between hints.
 *
 * Sources: Learn "Microsoft Graph error responses" (read 2026-05-20); "Payment models and licensing requirements" for 402;
 * public issue threads for the 401, 403 and 412 texts. Collected in facts/graph.md 2.3 and 2.4 (2026-11-22).
 */
import type { QuotingCode } from '../../domain/notice.ts'
import type { GraphNotices } from '../../domain/notices/microsoft.ts'
import type { Retry } from '../../domain/vault-error.ts'
import type { Lack, Outcome, Reach } from './graph-error.ts'

type RefusalCause = Exclude<QuotingCode & keyof GraphNotices, 'microsoft-answered'>

export type Refusal = {
  readonly status: number
  /** Graph's code; any when absent. */
  readonly code?: string
  readonly says?: RegExp
  /** Only an answer without any code of Graph's: something between here and Microsoft gave it. */
  readonly ofOthers?: boolean
  /** One for each row: Graph's codes represent several. */
  readonly cause: RefusalCause
  readonly why: string
  readonly hint: string
  readonly retry: Retry
  readonly outcome: Outcome
  readonly reach?: Reach
  /** What the person whose messages were asked for is known not to have: a permanent cause. */
  readonly lacks?: Lack
  /** It belongs to another organization: a permanent cause. */
  readonly foreign?: boolean
  /** Microsoft says that there is no such thing (any more). */
  readonly absent?: boolean
  /** Means this only in answer to an export of a person's messages. */
  readonly ofExport?: boolean
}

const REGISTRATION = 'Microsoft Entra admin center > App registrations > your app'
const CONSENT = `In ${REGISTRATION} > API permissions, add the missing application permission and select "Grant admin consent". Then test the connection again.`
const BILLING =
  'Microsoft requires a billing link, which its Teams APIs haven’t needed since August 25, 2025. In the Azure portal, create a Microsoft.GraphServices account for this application ID in an active subscription, or ask Microsoft support why this application is still metered.'
const WAIT = 'You don’t need to do anything. Chatvault tries again automatically.'
const CONDITIONAL = {
  says: /Continuous access evaluation|LocationCondition|OutdatedPolicies|Conditional Access/i,
  cause: 'conditional-access-blocks',
  why: 'a Conditional Access policy doesn’t let the application in from here',
  hint: 'In Microsoft Entra admin center > Conditional Access, check the policies for workload identities: they must allow the address of this server. Chatvault’s credential isn’t the cause.',
} as const
const IN_BETWEEN = {
  ofOthers: true,
  cause: 'answer-not-microsofts',
  why: 'the answer isn’t from Microsoft: something between this server and Microsoft 365 returned it',
  hint: 'Check the proxy or firewall of this server, and GRAPH_URL if you set it. Chatvault tries again automatically.',
} as const

const never = { retry: 'never', outcome: 'refused' } as const
const everywhere = { ...never, reach: 'tenant' } as const
const later = { retry: 'later', outcome: 'refused' } as const
const lost = { retry: 'later', outcome: 'unknown' } as const

export const REFUSALS: readonly Refusal[] = [
  {
    status: 400,
    says: /Invalid object identifier/i,
    ...never,
    absent: true,
    cause: 'id-unknown',
    why: 'Microsoft 365 has nothing with this ID',
    hint: 'Check the ID. In Microsoft Entra it’s called Object ID.',
  },
  {
    status: 400,
    ...never,
    cause: 'request-not-understood',
    why: 'Microsoft 365 didn’t understand the request',
    hint: 'This is probably a bug in Chatvault or a change in Microsoft 365. Report it with the request ID.',
  },
  {
    status: 401,
    says: /Teams has been disabled|ServicePrincipalDisabledOnTenant/i,
    ...everywhere,
    cause: 'teams-switched-off',
    why: 'Teams is switched off in this organization',
    hint: 'In the Microsoft Entra admin center > Enterprise applications, let users sign in to "Microsoft Teams Services" again. Chatvault’s credential isn’t the cause.',
  },
  {
    status: 401,
    code: 'Authorization_IdentityNotFound',
    ...everywhere,
    cause: 'application-not-known',
    why: 'Microsoft 365 doesn’t know the application in this organization',
    hint: 'In Microsoft Entra admin center > Enterprise applications, check that the app exists and is enabled. If it’s gone, grant admin consent again.',
  },
  { status: 401, ...CONDITIONAL, ...everywhere },
  {
    status: 401,
    ...everywhere,
    cause: 'access-token-refused',
    why: 'Microsoft 365 didn’t accept the access token',
    hint: `Test the connection. If this keeps happening, check in ${REGISTRATION} that the application still exists and that its credential is valid.`,
  },
  {
    status: 402,
    says: /evaluation/i,
    ...everywhere,
    cause: 'evaluation-used-up',
    why: 'Microsoft’s evaluation allowance of 500 messages a month is used up',
    hint: BILLING,
  },
  {
    status: 402,
    says: /valid license/i,
    ...everywhere,
    cause: 'communications-dlp-required',
    why: 'Microsoft requires a license with Communications DLP for this person',
    hint: BILLING,
  },
  {
    status: 402,
    ...everywhere,
    cause: 'billing-required',
    why: 'Microsoft requires billing for this application',
    hint: BILLING,
  },
  { status: 403, ...IN_BETWEEN, ...later },
  { status: 403, ...CONDITIONAL, ...everywhere },
  {
    status: 403,
    says: /AclCheckFailed|Tenant Id mismatch/i,
    ...never,
    foreign: true,
    cause: 'chat-of-other-organization',
    why: 'the chat belongs to another organization',
    hint: 'Microsoft lets only the owning organization read this. The messages themselves are in the backup.',
  },
  {
    status: 403,
    code: 'Authorization_RequestDenied',
    ...everywhere,
    cause: 'directory-refused',
    why: 'the application can’t read the directory',
    hint: CONSENT,
  },
  {
    status: 403,
    says: /Missing role permissions/i,
    ...everywhere,
    cause: 'permission-not-granted',
    why: 'the application lacks a permission that an admin must grant',
    hint: CONSENT,
  },
  {
    status: 403,
    says: /licen[cs]e/i,
    ...never,
    lacks: 'licence',
    cause: 'person-without-license',
    why: 'the person has no Teams license',
    hint: 'Assign a license with Teams in the Microsoft 365 admin center, or choose not to back this person up.',
  },
  {
    status: 403,
    says: /MailboxNotEnabledForRESTAPI|mailbox is either inactive/i,
    ofExport: true,
    ...never,
    lacks: 'mailbox',
    cause: 'mailbox-inactive',
    why: 'the person’s mailbox is inactive or not in Exchange Online',
    hint: 'Assign a license with Exchange Online in the Microsoft 365 admin center, or choose not to back this person up.',
  },
  {
    status: 403,
    ...never,
    cause: 'access-refused',
    why: 'Microsoft 365 refused access',
    hint: `Microsoft’s message says why. If it names a permission, add it in ${REGISTRATION} > API permissions and select "Grant admin consent". Otherwise check which policy of your organization prevents it.`,
  },
  { status: 404, ...IN_BETWEEN, ...later },
  {
    status: 404,
    ofExport: true,
    ...never,
    lacks: 'mailbox',
    cause: 'person-unknown',
    why: 'Microsoft 365 doesn’t know the person, or the person has no mailbox',
    hint: 'Check that the person still exists and has a mailbox and a Teams license in the Microsoft 365 admin center.',
  },
  {
    status: 404,
    ...never,
    absent: true,
    cause: 'not-at-microsoft',
    why: 'Microsoft 365 doesn’t have it',
    hint: 'It may have been deleted. You don’t need to do anything.',
  },
  {
    status: 410,
    ...never,
    cause: 'place-expired',
    why: 'the position where reading stopped is no longer valid',
    hint: 'You don’t need to do anything. Chatvault reads this window again from its start.',
  },
  {
    status: 412,
    ...everywhere,
    cause: 'application-permission-required',
    why: 'the access token is of the wrong kind: exports need an application permission',
    hint: `In ${REGISTRATION} > API permissions, add Chat.Read.All as an application permission, not a delegated one.`,
  },
  {
    status: 429,
    ...later,
    cause: 'microsoft-throttles',
    why: 'Microsoft 365 asks Chatvault to slow down',
    hint: WAIT,
  },
  { status: 500, ...later, cause: 'microsoft-failed', why: 'Microsoft 365 failed', hint: WAIT },
  {
    status: 502,
    ...lost,
    cause: 'gateway-lost-answer',
    why: 'Microsoft’s gateway lost the answer',
    hint: WAIT,
  },
  {
    status: 503,
    ...later,
    cause: 'microsoft-unavailable-briefly',
    why: 'Microsoft 365 is briefly unavailable',
    hint: WAIT,
  },
  {
    status: 504,
    ...lost,
    cause: 'microsoft-answered-late',
    why: 'Microsoft 365 didn’t answer in time',
    hint: WAIT,
  },
  {
    status: 509,
    ...later,
    cause: 'microsoft-throttles',
    why: 'Microsoft 365 asks Chatvault to slow down (bandwidth)',
    hint: WAIT,
  },
]

/** For a status without a row: what the class of status promises. A 2xx we cannot read and odd 5xx may have cost. */
function unlisted(status: number): Omit<Refusal, 'cause'> {
  const hint = 'Report this answer with its request ID.'
  const why = `Microsoft 365 answered ${status}`
  if (status >= 500) return { status, ...lost, why, hint: WAIT }
  return status >= 300
    ? { status, ...never, why, hint }
    : { status, retry: 'never', outcome: 'unknown', why, hint }
}

/** What was answered, and whether an export of a person's messages was asked for. */
type Said = {
  readonly status: number
  readonly code: string
  readonly message: string
  readonly ofExport: boolean
}

export function refusalOf({
  status,
  code,
  message,
  ofExport,
}: Said): Omit<Refusal, 'cause'> & { readonly cause?: RefusalCause } {
  const row = REFUSALS.find(
    (each) =>
      each.status === status &&
      (each.ofExport !== true || ofExport) &&
      (each.ofOthers !== true || code === '') &&
      (each.code === undefined || each.code === code) &&
      (each.says === undefined || each.says.test(message)),
  )
  return row ?? unlisted(status)
}
