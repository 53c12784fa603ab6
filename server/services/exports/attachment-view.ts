/** What hangs on a message beside its text: files, quotes, forwarded messages, cards. Pictures within it are its media. */
import type { ChatMessage } from '../../domain/message.ts'
import { textOfHtml } from './body-text.ts'
import { type Identity, identityIn, type Json, jsonIn, objectsIn, textIn } from './graph-parts.ts'

export type AttachmentView = {
  readonly id: string
  readonly kind: 'file' | 'quote' | 'forward' | 'code' | 'card' | 'other'
  readonly name: string | undefined
  /** Where a file is; https only. */
  readonly url: string | undefined
  /** The message of the same conversation that is quoted. */
  readonly quotedId: string | undefined
  readonly author: Identity | undefined
  /** All of it as plain text. */
  readonly text: string
}

export function attachmentsOf(message: ChatMessage): AttachmentView[] {
  return objectsIn(message.attachments).map(viewOf)
}

function viewOf(attachment: Json): AttachmentView {
  const type = textIn(attachment.contentType) ?? ''
  const content = jsonIn(attachment.content)
  const name = textIn(attachment.name)
  const view = {
    id: textIn(attachment.id) ?? '',
    name,
    url: webAddress(attachment.contentUrl),
    quotedId: undefined,
    author: undefined,
  }
  if (type === 'messageReference') {
    const author = identityIn(content?.messageSender)
    const preview = textIn(content?.messagePreview) ?? ''
    const quotedId = textIn(content?.messageId) ?? (view.id === '' ? undefined : view.id)
    return { ...view, kind: 'quote', quotedId, author, text: quoted(preview, author) }
  }
  if (type === 'forwardedMessageReference') {
    const author = identityIn(content?.originalMessageSender)
    const text = textOfHtml(textIn(content?.originalMessageContent) ?? '')
    return { ...view, kind: 'forward', author, text: quoted(`Forwarded: ${text}`, author) }
  }
  if (type === 'reference' || type.startsWith('application/vnd.microsoft.teams.file'))
    return {
      ...view,
      kind: 'file',
      text: `[File: ${[name ?? 'without a name', view.url].filter(Boolean).join(', ')}]`,
    }
  if (/codesnippet/i.test(type))
    return { ...view, kind: 'code', text: `[Code: ${name ?? textIn(content?.language) ?? ''}]` }
  if (/\.card\.|adaptive/i.test(type)) return { ...view, kind: 'card', text: cardText(content) || '[Card]' }
  return { ...view, kind: 'other', text: `[Attachment: ${name ?? type}]` }
}

function quoted(text: string, author: Identity | undefined): string {
  return `> ${author?.name ? `${author.name}: ` : ''}${text.replaceAll('\n', '\n> ')}`
}

/** Members of cards that hold words (Learn: Adaptive Cards schema, hero and thumbnail cards). */
const WORDS = new Set(['text', 'title', 'subtitle', 'value', 'altText', 'fallbackText', 'summary'])
/** A card has some hundred parts; one that is made to have a million isn't read to the end. */
const MOST_PARTS = 20_000

function cardText(card: Json | undefined): string {
  const words: string[] = []
  const open: unknown[] = [card]
  for (let at = 0; at < open.length && at < MOST_PARTS; at++) {
    const part = open[at]
    if (Array.isArray(part)) open.push(...part.slice(0, MOST_PARTS))
    else if (typeof part === 'object' && part !== null)
      for (const [key, value] of Object.entries(part)) {
        if (typeof value === 'string' && WORDS.has(key)) words.push(textOfHtml(value))
        else if (typeof value === 'object') open.push(value)
      }
  }
  return words.join('\n').trim()
}

/** What a reader may be sent to: anything but https stays text. */
export function webAddress(value: unknown): string | undefined {
  const text = textIn(value)
  return text !== undefined && URL.canParse(text) && new URL(text).protocol === 'https:' ? text : undefined
}
