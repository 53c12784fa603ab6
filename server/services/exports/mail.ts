/** Mails as EML and RSMF need them: the same input gives the same bytes, and nothing is read from anywhere. */
import { createHash } from 'node:crypto'
import MailComposer, { type MailComposerOptions } from 'nodemailer/lib/mail-composer'
import type { ConversationView } from './conversations.ts'
import { type Person, plainName } from './message-view.ts'

/** RFC 2606: a domain no mail ever reaches. */
const NOWHERE = 'chatvault.invalid'

export type Mailbox = { readonly name: string; readonly address: string }

/** A person's address as the roster has it; without one, their id at a domain that doesn't exist. */
export function mailboxOf({ id, name }: Pick<Person, 'id' | 'name'>, { members }: ConversationView): Mailbox {
  const member = members.find((it) => it.id === id)
  const address =
    emailOf(member?.email) ?? `${id.replace(/[^\w-]/g, '_').slice(0, 60) || 'unknown'}@${NOWHERE}`
  return { name: plainName(name), address }
}

/** Undefined for what Relativity takes for no address: phones, nothing, spaces. */
export function emailOf(text: string | null | undefined): string | undefined {
  return text && /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+$/.test(text)
    ? text
    : undefined
}

/** Names a message or a conversation among all mails there are; the same in every export. */
export function mailIdOf(chatId: string, messageId = 'conversation'): string {
  return `<${messageId.replace(/[^\w-]/g, '_').slice(0, 100)}.${digestOf(chatId)}@${NOWHERE}>`
}

/** 32 hexadecimal digits. */
export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32)
}

/** `boundary` parts the mail: unlikely within it, and given so that two exports are equal. */
export async function composeMail(
  boundary: string,
  mail: MailComposerOptions & { readonly headers: Readonly<Record<string, string>> },
): Promise<Buffer> {
  // Review tools name fields after headers as they are spelled.
  const spelled = new Map(Object.keys(mail.headers).map((name) => [name.toLowerCase(), name]))
  const composer = new MailComposer({
    ...mail,
    baseBoundary: digestOf(boundary),
    normalizeHeaderKey: (key) => spelled.get(key.toLowerCase()) ?? key,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return composer.compile().build()
}
