/**
 * What a version of a message says, wherever Teams keeps it: the body, subject, names of files, cards, quotes, forwarded
 * messages, where links lead, and what an event is about. Rows are kept as Microsoft returned them, so nothing is taken for
 * granted; all of it is linear in the length of the message.
 */
import type { ContentKind } from '../../contract/index.ts'
import type { ChatMessage } from '../../domain/message.ts'
import { readHtml } from './html-text.ts'

export type MessageText = {
  /** In reading order. A phrase doesn't reach from one into the next. */
  readonly texts: readonly string[]
  readonly has: readonly ContentKind[]
  readonly sender: { readonly id: string; readonly displayName: string | null } | null
}

type Json = Readonly<Record<string, unknown>>

export function readMessageText(message: ChatMessage): MessageText {
  const body = bodyOf(message)
  const attachments = objectsOf(message.attachments)
  const parts = attachments.map(readAttachment)
  const texts = [
    ...textsOf(message.subject),
    body.text,
    ...parts.flatMap(({ texts: own }) => own),
    ...body.links,
    ...eventTexts(objectOf(message.eventDetail)),
  ]
  const has = new Set(parts.flatMap((part) => part.has))
  if (body.hasLink || /https?:\/\//i.test(body.text)) has.add('link')
  if (body.hasImage) has.add('image')
  if (objectsOf(message.mentions).length > 0) has.add('mention')
  return { texts: texts.filter((text) => text.trim() !== ''), has: [...has], sender: senderOf(message.from) }
}

function bodyOf({ body }: ChatMessage) {
  const content: unknown = body?.content
  if (typeof content !== 'string') return readHtml('')
  return body?.contentType === 'text' ? { ...readHtml(''), text: content } : readHtml(content)
}

/** A person, an app, a device: whoever is named first. */
function senderOf(from: unknown): MessageText['sender'] {
  for (const identity of Object.values(objectOf(from))) {
    const { id, displayName } = objectOf(identity)
    if (typeof id !== 'string' || id === '') continue
    return { id, displayName: typeof displayName === 'string' && displayName !== '' ? displayName : null }
  }
  return null
}

// ── Attachments ──────────────────────────────────────────────────────────────────────────────────────────────────

type Part = { readonly texts: readonly string[]; readonly has: readonly ContentKind[] }

/** Cards by type alone: they are drawn in ways of their own. */
const NO_CARDS = /\.card\.(codesnippet|audio|fluidEmbedCard)$/i
const IMAGE_NAME = /\.(png|jpe?g|gif|webp|bmp|heic|tiff?|svg)$/i

function readAttachment(attachment: Json): Part {
  const type = String(attachment.contentType ?? '')
  const name = textsOf(attachment.name)
  const content = jsonOf(attachment.content)
  if (type === 'messageReference') return { texts: quoted(content.messagePreview), has: [] }
  if (type === 'forwardedMessageReference') return { texts: quoted(content.originalMessageContent), has: [] }
  const isCard = type.startsWith('application/vnd.microsoft.') && !NO_CARDS.test(type)
  if (isCard) return { texts: [...name, ...cardTexts(content)], has: ['card'] }
  const isImage = type.startsWith('image/') || name.some((it) => IMAGE_NAME.test(it))
  const isFile = type === 'reference' || type.startsWith('image/')
  return {
    texts: name,
    has: [...(isFile ? (['file'] as const) : []), ...(isImage ? (['image'] as const) : [])],
  }
}

/** A quote is text, a forwarded message HTML. */
function quoted(value: unknown): string[] {
  return textsOf(value).map((text) => readHtml(text).text)
}

/** Members of cards that people read (adaptive, hero, thumbnail, list and receipt cards). */
const READ = new Set(
  'text title subtitle summary label placeholder altText alt value price total displayText fallbackText key'.split(
    ' ',
  ),
)
const MOST_PARTS = 5000

function cardTexts(card: Json): string[] {
  const texts: string[] = []
  const left: { name: string; value: unknown }[] = [{ name: '', value: card }]
  for (
    let seen = 0, next = left.pop();
    next !== undefined && seen < MOST_PARTS;
    seen += 1, next = left.pop()
  ) {
    const { name, value } = next
    if (typeof value === 'string') {
      if (isRead(name, value)) texts.push(readHtml(value).text)
    } else if (Array.isArray(value)) {
      for (const item of value.toReversed()) left.push({ name, value: item })
    } else {
      for (const [key, member] of Object.entries(objectOf(value)).toReversed())
        left.push({ name: key, value: member })
    }
  }
  return texts
}

function isRead(name: string, value: string): boolean {
  return (READ.has(name) || name === 'inlines') && !/^https?:\/\/\S*$/i.test(value)
}

// ── Events ───────────────────────────────────────────────────────────────────────────────────────────────────────

/** What an event is called, and the names in it: of people, apps, recordings, and of the chat, old and new. */
function eventTexts(detail: Json): string[] {
  const type = detail['@odata.type']
  if (typeof type !== 'string') return []
  const kind = type.replace(/^#?microsoft\.graph\./, '').replace(/EventMessageDetail$/, '')
  const names: string[] = []
  const left: unknown[] = [detail]
  for (
    let seen = 0, next = left.pop();
    next !== undefined && seen < MOST_PARTS;
    seen += 1, next = left.pop()
  ) {
    for (const [key, value] of Object.entries(objectOf(next)).toReversed()) {
      if (/displayName$|Description$/i.test(key)) names.push(...textsOf(value))
      else if (typeof value === 'object') left.push(value)
    }
  }
  return [kind.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase(), ...new Set(names)]
}

// ── Values of any shape ──────────────────────────────────────────────────────────────────────────────────────────

function textsOf(value: unknown): string[] {
  return typeof value === 'string' && value !== '' ? [value] : []
}

function objectOf(value: unknown): Json {
  return typeof value === 'object' && value !== null ? (value as Json) : {}
}

function objectsOf(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter((it): it is Json => typeof it === 'object' && it !== null) : []
}

function jsonOf(value: unknown): Json {
  if (typeof value !== 'string') return objectOf(value)
  try {
    return objectOf(JSON.parse(value))
  } catch {
    return {}
  }
}
