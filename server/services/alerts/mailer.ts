/**
 * Whose mail system carries alerts: the operator's own mail server where one is set, else a mailbox of the tenant, as far as
 * the app may send from it.
 */
import type { Connections } from '../../books/connections.ts'
import { type GraphMail, MAIL_PERMISSION } from '../../delivery/graph-mail.ts'
import type { Mail, SendMail } from '../../delivery/mail.ts'
import { DeliveryError } from '../../delivery/outside.ts'
import { VaultError } from '../../domain/vault-error.ts'

export type Mailer = {
  readonly way: 'mail-server' | 'microsoft-365'
  /** The mailbox that sends where a channel names none: the connection's test mailbox. Null without a connection. */
  defaultSender(tenantId: string): Promise<string | null>
  /** Throws 422 with what is missing before e-mail can be sent for the tenant; a `GraphError` when Microsoft can't be asked. */
  demand(tenantId: string, sender: string | null): Promise<void>
  /** `sender`: the channel's; null for the default. Answers a few words of the other side. Throws a `DeliveryError`. */
  send(tenantId: string, sender: string | null, mail: Mail): Promise<string>
}

export type MailerDeps = {
  readonly smtp: SendMail | undefined
  readonly connections: Pick<Connections, 'find'>
  /** Roles of a token that is fetched for the question. */
  readonly fetchRoles: (tenantId: string) => Promise<readonly string[]>
  /** Sends from a mailbox of the tenant. */
  readonly openMail: (tenantId: string, sender: string) => Promise<GraphMail>
}

export function createMailer({ smtp, connections, fetchRoles, openMail }: MailerDeps): Mailer {
  const defaultSender = async (tenantId: string) => (await connections.find(tenantId))?.testMailbox ?? null
  return {
    way: smtp === undefined ? 'microsoft-365' : 'mail-server',
    defaultSender,

    async demand(tenantId, sender) {
      if (smtp !== undefined) return
      if ((await connections.find(tenantId)) === undefined) throw notPossible()
      if ((await fetchRoles(tenantId)).includes(MAIL_PERMISSION)) return
      // Exchange can let an app send from one mailbox without Entra, and its token, knowing (RBAC for Applications).
      if (sender === null || !(await (await openMail(tenantId, sender)).isAllowed())) throw notPermitted()
    },

    async send(tenantId, sender, mail) {
      if (smtp !== undefined) return smtp(mail)
      const from = sender ?? (await defaultSender(tenantId))
      if (from === null) throw new DeliveryError('no-mail-server')
      return (await openMail(tenantId, from)).send(mail)
    },
  }
}

const ATTEMPTED = 'use this target for alerts'

function notPossible(): VaultError {
  return new VaultError({
    code: 'alert-email-not-possible',
    attempted: ATTEMPTED,
    why: 'this server can’t send e-mail, and there’s no connection to Microsoft 365 to send it by',
    hint: 'Connect Microsoft 365 first, ask your Chatvault server admin to set SMTP_URL, or use another kind of destination.',
    status: 422,
  })
}

function notPermitted(): VaultError {
  return new VaultError({
    code: 'alert-email-not-permitted',
    attempted: ATTEMPTED,
    why: 'this server has no mail server, and the app lacks Mail.Send to send from a mailbox of your organization',
    hint: 'In Microsoft Entra, add the application permission Mail.Send to the app, grant admin consent, and limit it to the sending mailbox in Exchange Online. Or ask your Chatvault server admin to set SMTP_URL.',
    status: 422,
  })
}
