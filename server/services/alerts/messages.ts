/** An alert as each kind of channel gets it. All of them say the same, in the channel's language. */
import { createHmac } from 'node:crypto'
import type { ChannelRow } from '../../books/alert-channels.ts'
import type { AlertRow } from '../../books/alerts.ts'
import type { Mail } from '../../delivery/mail.ts'
import { type AlertSeverity, type BeatPhase, type Occurrence, severityOf } from '../../domain/alert.ts'
import { toInstant } from '../../domain/clock.ts'
import { placeOf } from './places.ts'
import { tell, wordsOf } from './words/words.ts'

/** What is said about an alert, before it has the form of a channel. */
export type Message = {
  /** Of the alert; its end has one of its own. The same for each attempt. */
  readonly id: string
  readonly event: AlertRow['event']
  /** `resolved`: it is over. */
  readonly severity: AlertSeverity | 'resolved'
  readonly tenantId: string
  readonly at: string
  readonly title: string
  readonly text: string
  readonly link: string
  readonly data: object
}

export function messageOf(
  alert: AlertRow,
  isOver: boolean,
  { language }: Pick<ChannelRow, 'language'>,
  publicUrl: string,
): Message {
  const { id, event, tenantId, at, endedAt, data } = alert
  // What was raised went into the books as one of them.
  const occurrence = { event, data } as Occurrence
  return {
    id: isOver ? `${id}.resolved` : id,
    event,
    severity: isOver ? 'resolved' : severityOf(event),
    tenantId,
    at: toInstant(isOver ? (endedAt ?? at) : at),
    ...tell(language, occurrence, isOver),
    link: publicUrl + placeOf(occurrence),
    data: isOver ? { ...data, resolves: id } : data,
  }
}

/** `t=<unix seconds>,v1=<hex>`: HMAC-SHA-256 of `<t>.<body>`; the key is the text of the secret. */
export function signatureOf(secret: string, body: string, now: Date): string {
  const t = Math.floor(now.getTime() / 1000)
  return `t=${t},v1=${createHmac('sha256', secret).update(`${t}.${body}`).digest('hex')}`
}

/** For the address of a Teams workflow (Learn: Create incoming webhooks with Workflows, read 2026-11-28). */
export function cardOf({ title, text, link }: Message, language: string): object {
  const card = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    body: [
      { type: 'TextBlock', text: plain(title), weight: 'Bolder', size: 'Medium', wrap: true },
      ...text.split('\n').map((line) => ({ type: 'TextBlock', text: plain(line), wrap: true })),
    ],
    actions: [{ type: 'Action.OpenUrl', title: wordsOf(language).open, url: link }],
  }
  const contentType = 'application/vnd.microsoft.card.adaptive'
  return { type: 'message', attachments: [{ contentType, contentUrl: null, content: card }] }
}

/** Cards read Markdown; ours has none to offer. */
function plain(text: string): string {
  return text.replace(/[\\*_[\]()#`~]/g, '\\$&')
}

export function mailOf(
  { id, title, text, link }: Message,
  language: string,
  to: string,
  { organization, host }: { organization: string; host: string },
): Mail {
  const words = wordsOf(language)
  return {
    to,
    subject: `Chatvault: ${title}`,
    text: `${title}\n\n${text}\n\n${words.open}: ${link}\n\n-- \n${words.foot(organization)}\n`,
    messageId: `<${id}@${host}>`,
  }
}

/** As healthchecks.io and those that follow it are asked. */
export function beatAddress(target: string, phase: BeatPhase): string {
  if (phase === 'success') return target
  const url = new URL(target)
  url.pathname = `${url.pathname.replace(/\/$/, '')}/${phase}`
  return url.href
}
