/** What Microsoft refused, or did not answer. Its own codes are causes of their own only where they mean one thing. */
import type { Moment, None, Quoted } from './values.ts'

/** Entra's answers to a token request that we know: see `graph/entra/aadsts.ts`. */
export type EntraNotices = Record<
  `AADSTS${
    | 7000215
    | 7000222
    | 7000218
    | 700027
    | 50012
    | 700016
    | 7000229
    | 90002
    | 900023
    | 70011
    | 900144
    | 500011
    | 65001
    | 65004
    | 650053
    | 90038
    | 900382
    | 900432
    | 53003
    | 7000112}`,
  None
> & {
  /** Of the credential: the admin center lists the ID of a secret beside its value. */
  'secret-id-pasted': None
  /** A code that we do not know. */
  'entra-refused': Quoted
  'entra-unavailable': { readonly status: number }
  'credential-spreading': None
  'token-request': Quoted
  'bad-certificate': Quoted
}

/** Graph's refusals: its codes represent several causes each, so the causes have names of ours (`graph/wire/refusals.ts`). */
export type GraphNotices = Record<
  | 'request-not-understood'
  | 'teams-switched-off'
  | 'access-token-refused'
  | 'evaluation-used-up'
  | 'communications-dlp-required'
  | 'billing-required'
  | 'chat-of-other-organization'
  | 'directory-refused'
  | 'permission-not-granted'
  | 'person-without-license'
  | 'access-refused'
  | 'application-not-known'
  | 'conditional-access-blocks'
  | 'answer-not-microsofts'
  | 'mailbox-inactive'
  | 'id-unknown'
  | 'person-unknown'
  | 'mailbox-not-exportable'
  | 'not-at-microsoft'
  | 'place-expired'
  | 'application-permission-required'
  | 'microsoft-throttles'
  | 'microsoft-failed'
  | 'gateway-lost-answer'
  | 'microsoft-unavailable-briefly'
  | 'microsoft-answered-late',
  Quoted
> & {
  /** A status without a row of its own. */
  'microsoft-answered': Quoted & { readonly status: number }
}

/** No answer, or one that cannot be read. `service`: which of Microsoft's, by its name. */
type Unanswered = { readonly service: string }

export type WireNotices = {
  'microsoft-unreachable': Unanswered
  'microsoft-connection-broken': Unanswered
  'microsoft-timeout': Unanswered
  'microsoft-answer-cut': Unanswered
  'microsoft-answer-too-large': Unanswered
  /** It gave no answer for so long that a run ended. */
  'microsoft-unavailable': None
  'microsoft-asks-to-wait': None
  'microsoft-asks-to-wait-until': { readonly until: Moment }
  'foreign-link': Quoted
  'bad-root': Quoted
  'export-loop': None
  'list-loop': None
  'more-than-asked': None
  'usage-report-unreadable': None
}
