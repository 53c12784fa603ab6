import type { Call } from '../http/call.ts'
import type { Reply } from '../http/reply.ts'
import type { Caller } from './access.ts'
import type { GraphContext } from './context.ts'
import { bodyOf } from './directory-objects.ts'
import { badRequest, GraphFailure } from './errors.ts'
import { GRAPH_HEADERS } from './odata.ts'

/** A mail that was taken, as its sender wrote it. */
export interface SentMail {
  /** Object id of the person whose mailbox sent it. */
  readonly senderId: string
  readonly to: readonly string[]
  readonly subject: string
  readonly contentType: string
  readonly content: string
  readonly internetMessageId: string | null
  readonly headers: readonly { readonly name: string; readonly value: string }[]
  readonly savedToSentItems: boolean
  readonly at: string
}

export interface MailRules {
  /** An application access policy: with `Mail.Send`, apps send from these mailboxes alone. Undefined: from all. */
  allowedSenders: ReadonlySet<string> | undefined
  /** RBAC for Applications: mailboxes that apps send from without `Mail.Send` in their token. */
  grantedSenders: ReadonlySet<string>
}

interface Recipient {
  readonly emailAddress?: { readonly address?: unknown }
}

interface Header {
  readonly name?: unknown
  readonly value?: unknown
}

const ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@]+$/
const MOST_HEADERS = 5
const NO_ACCESS = 'Access is denied. Check credentials and try again.'

/**
 * `POST /users/{id | userPrincipalName}/sendMail` with JSON (Learn: user: sendMail; Outlook mail API error codes). Exchange
 * refuses in its own words: its codes begin with `Error`. Guessed: it looks at the app's access before it looks at the mail.
 */
export function sendMail(graph: GraphContext, call: Call, caller: Caller): Reply {
  const granted = caller.appOnly ? caller.roles : caller.scopes
  const { allowedSenders, grantedSenders } = graph.mailRules
  const isGranted = granted.includes('Mail.Send')
  if (!isGranted && grantedSenders.size === 0) throw denied(NO_ACCESS)
  const key = call.segments[2] ?? ''
  const sender = graph.tenant.findPerson(key)
  if (sender === undefined)
    throw new GraphFailure(404, 'ErrorInvalidUser', `The requested user '${key}' is invalid.`)
  if (!sender.mailbox || !sender.accountEnabled)
    throw new GraphFailure(
      404,
      'MailboxNotEnabledForRESTAPI',
      'The mailbox is either inactive, soft-deleted, or is hosted on-premise.',
    )
  if (!isGranted && !grantedSenders.has(sender.id)) throw denied(NO_ACCESS)
  if (caller.appOnly && isGranted && allowedSenders !== undefined && !allowedSenders.has(sender.id))
    throw denied(
      'Access to OData is disabled: [RAOP] : Blocked by tenant configured AppOnly AccessPolicy settings.',
    )
  graph.mails.push(mailIn(call, sender.id, graph.clock()))
  return { status: 202, headers: { ...GRAPH_HEADERS } }
}

function denied(message: string): GraphFailure {
  return new GraphFailure(403, 'ErrorAccessDenied', message)
}

function mailIn(call: Call, senderId: string, now: number): SentMail {
  const { message, saveToSentItems = true } = bodyOf(call) as { message?: unknown; saveToSentItems?: unknown }
  if (typeof message !== 'object' || message === null) throw badRequest('The message is missing.')
  const { toRecipients, subject, body, internetMessageId, internetMessageHeaders } = message as {
    toRecipients?: readonly Recipient[]
    subject?: unknown
    body?: { contentType?: unknown; content?: unknown }
    internetMessageId?: unknown
    internetMessageHeaders?: readonly Header[]
  }
  const to = (toRecipients ?? []).map(({ emailAddress }) => String(emailAddress?.address ?? ''))
  if (to.length === 0 || !to.every((address) => ADDRESS.test(address)))
    throw new GraphFailure(400, 'ErrorInvalidRecipients', 'At least one recipient is not valid.')
  return {
    senderId,
    to,
    subject: String(subject ?? ''),
    contentType: String(body?.contentType ?? 'text').toLowerCase(),
    content: String(body?.content ?? ''),
    internetMessageId: typeof internetMessageId === 'string' ? internetMessageId : null,
    headers: headersIn(internetMessageHeaders ?? []),
    savedToSentItems: saveToSentItems !== false,
    at: new Date(now).toISOString(),
  }
}

/** Learn: internetMessageHeader. Only an app's own headers may be set, at most five. */
function headersIn(given: readonly Header[]): SentMail['headers'] {
  if (given.length > MOST_HEADERS)
    throw new GraphFailure(
      400,
      'InvalidInternetMessageHeaderCollection',
      'Maximum number of headers in one message should be less than or equal to 5.',
    )
  return given.map(({ name, value }) => {
    if (!/^x-/i.test(String(name)))
      throw new GraphFailure(
        400,
        'InvalidInternetMessageHeader',
        `The internet message header name '${String(name)}' should start with 'x-' or 'X-'.`,
      )
    return { name: String(name), value: String(value) }
  })
}
