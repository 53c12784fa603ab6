/** E-mail by the operator's own mail server. */
import { createTransport } from 'nodemailer'
import { DeliveryError } from './outside.ts'

export type Mail = {
  readonly to: string
  readonly subject: string
  readonly text: string
  /** The same for each attempt: mail servers and readers drop the second one. */
  readonly messageId: string
}

/** Answers what the mail server said, in a few words. Throws a `DeliveryError`. */
export type SendMail = (mail: Mail) => Promise<string>

export type SmtpSettings = {
  /** `smtp://` or `smtps://`, with nodemailer's options as its query. May hold a password. */
  readonly url: string
  readonly from: string
}

const TIMEOUT_MS = 10_000
/** What a mail server says to a refusal; more than that is a text of its makers. */
const LONGEST = 200
const LOCAL = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/

/**
 * With a user name, nothing is said before the connection is encrypted. A server on this machine may have a certificate that no
 * one knows: what does not leave the machine isn't encrypted unless the address says so.
 */
export function smtpMail({ url, from }: SmtpSettings): SendMail {
  const { hostname, username, protocol } = new URL(url)
  const isLocal = LOCAL.test(hostname) && protocol === 'smtp:'
  const transport = createTransport({
    url,
    ...(isLocal ? { ignoreTLS: true } : { requireTLS: username !== '' }),
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return async ({ to, subject, text, messageId }) => {
    try {
      const { response } = await transport.sendMail({
        from,
        to,
        subject,
        text,
        messageId,
        headers: { 'Auto-Submitted': 'auto-generated' },
      })
      return short(response)
    } catch (thrown) {
      throw new DeliveryError(saidBy(thrown), thrown)
    }
  }
}

/** The server's own answer, or what kept us from hearing one. */
function saidBy(thrown: unknown): string {
  const { response, code } = thrown as { response?: unknown; code?: unknown }
  if (typeof response === 'string') return short(response)
  return typeof code === 'string' && code !== 'ETIMEDOUT' ? 'no-connection' : 'no-answer'
}

function short(text: string): string {
  const [line = ''] = text.trim().split(/[\r\n]/)
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line
}
