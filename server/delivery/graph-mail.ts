/**
 * E-mail from a mailbox of the tenant, by Microsoft Graph (Learn: user: sendMail). For organizations without a mail server:
 * Exchange Online ends password sign-in for SMTP. Needs `Mail.Send`, which Exchange can limit to one mailbox.
 */
import type { TokenSource } from '../graph/entra/tokens.ts'
import { refused } from '../graph/wire/answer-errors.ts'
import { type Answer, type Exchange, ExchangeError } from '../graph/wire/exchange.ts'
import { GraphError } from '../graph/wire/graph-error.ts'
import type { Mail, SendMail } from './mail.ts'
import { DeliveryError } from './outside.ts'

export const MAIL_PERMISSION = 'Mail.Send'

export type GraphMailOptions = {
  readonly graphUrl: string
  readonly tokens: Pick<TokenSource, 'token' | 'invalidate'>
  readonly exchange: Exchange
}

const TIMEOUT_MS = 20_000
const MAX_BYTES = 64 * 1024
/** What Exchange answers about a mailbox that can't send: there's none, or it isn't in Exchange Online. */
const NO_SENDER =
  /^(ErrorInvalidUser|MailboxNotEnabledForRESTAPI|MailboxNotSupportedForRESTAPI|ErrorNonExistentMailbox|Request_ResourceNotFound|ResourceNotFound)$/
const NO_RECIPIENT = /^ErrorInvalidRecipients$/
/** Of the policy that limits an app to some mailboxes. */
const POLICY = /AccessPolicy|\[RAOP\]/

export type GraphMail = {
  readonly send: SendMail
  /**
   * Whether the app may send from this mailbox, without sending: a mail to no one. Only a refusal of the app counts, so an
   * Exchange that looks at the mail first says yes, and the delivery says more.
   */
  isAllowed(): Promise<boolean>
}

/**
 * `sender`: address, sign-in name or object id of the mailbox. `send` answers `202`: Exchange took it, which is all that can
 * be known. Throws a `DeliveryError` with a code of ours where the cause is known, else with what Microsoft answered.
 */
export function graphMail({ graphUrl, tokens, exchange }: GraphMailOptions, sender: string): GraphMail {
  const url = `${graphUrl}/v1.0/users/${encodeURIComponent(sender)}/sendMail`

  const postBy = (token: string, body: string) =>
    exchange({
      url,
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        accept: 'application/json',
        'content-type': 'application/json',
      },
      body,
      timeoutMs: TIMEOUT_MS,
      maxBytes: MAX_BYTES,
    }).catch((thrown: unknown) => {
      throw thrown instanceof ExchangeError ? new DeliveryError(FAULTS[thrown.fault], thrown) : thrown
    })

  async function post(body: object): Promise<Answer> {
    const text = JSON.stringify(body)
    const token = await tokenOf(tokens)
    const answer = await postBy(token, text)
    if (answer.status !== 401 && answer.status !== 403) return answer
    // A token from before the permission was granted, or taken back, is good for up to an hour.
    tokens.invalidate(token)
    return postBy(await tokenOf(tokens), text)
  }

  return {
    async send(mail) {
      const answer = await post(bodyOf(mail))
      if (answer.status >= 200 && answer.status < 300) return String(answer.status)
      const error = refused(answer, { attempted: 'send an e-mail', ofExport: false, nowMs: 0 })
      throw new DeliveryError(answerTo(error, answer.status), error)
    },
    async isAllowed() {
      const { status } = await post({ message: { toRecipients: [] }, saveToSentItems: false })
      return status !== 401 && status !== 403
    },
  }
}

async function tokenOf(tokens: GraphMailOptions['tokens']): Promise<string> {
  return tokens.token().catch((thrown: unknown) => {
    throw thrown instanceof GraphError ? new DeliveryError(thrown.code, thrown) : thrown
  })
}

function answerTo({ code, why }: GraphError, status: number): string {
  if (NO_SENDER.test(code)) return 'mail-sender-unknown'
  if (NO_RECIPIENT.test(code)) return 'mail-recipient-refused'
  if (status === 403) return POLICY.test(why) ? 'mail-sender-not-allowed' : 'mail-not-permitted'
  if (status === 429) return 'mail-throttled'
  return code === `http-${status}` ? String(status) : `${status} ${code}`
}

/** The same message id at each attempt, so Exchange drops a second one. */
function bodyOf({ to, subject, text, messageId }: Mail): object {
  return {
    message: {
      subject,
      body: { contentType: 'Text', content: text },
      toRecipients: [{ emailAddress: { address: to } }],
      internetMessageId: messageId,
      // Its own headers are all that an app may set: this one keeps "out of office" from being answered to the sender.
      internetMessageHeaders: [{ name: 'X-Auto-Response-Suppress', value: 'All' }],
    },
    saveToSentItems: false,
  }
}

const FAULTS: Readonly<Record<ExchangeError['fault'], string>> = {
  unreachable: 'no-connection',
  broken: 'connection-broken',
  timeout: 'no-answer',
  truncated: 'connection-broken',
  'too-large': 'connection-broken',
}
