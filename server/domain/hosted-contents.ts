/**
 * The hosted contents a message names: pictures, sound, video and code that Teams keeps beside the text (Learn:
 * chatMessageHostedContent). They are named by address, and the address is where Teams puts it:
 *
 *   body                   an attribute of a tag: `<img src>`, `<video src>`, `<customemoji source>`
 *   attachments[].content  JSON text: `codeSnippetUrl` of a code snippet, `media[].url` of a voice clip, images of cards, the
 *                          body of a forwarded message (HTML within JSON)
 *   attachments[]          `contentUrl`, `thumbnailUrl`
 *   reactions[]            `reactionContentUrl` of a custom reaction
 *
 * Words that look like an address are words: anyone can type them, and each would cost a request of the one a second that
 * Microsoft allows a chat. So an address counts when it is the whole of such a value and names this very message. Its host
 * and version are not looked at: they differ between Microsoft's answers, and no one but Graph is ever asked.
 *
 * All of this is linear in the length of the message, however it is nested.
 */
import type { ChatMessage } from './message.ts'

/**
 * Contents fetched of one message. At one request a second per chat that is under two minutes. Teams takes 28 kB a message,
 * an image with its address takes some 500 bytes of it: no one pastes more than half of that.
 */
export const CONTENTS_PER_MESSAGE = 100

/** `ids` in the order they are named, each once; `left` counts those beyond `CONTENTS_PER_MESSAGE`. */
export type NamedContents = { readonly ids: readonly string[]; readonly left: number }

const NONE: NamedContents = { ids: [], left: 0 }

/** What the message names, to be asked for under its own chat and id. */
export function hostedContentsOf(message: ChatMessage): NamedContents {
  const ids = new Set<string>()
  for (const { value, places } of valuesOf(message)) {
    const id = contentIdIn(value, places)
    if (id !== undefined) ids.add(id)
  }
  if (ids.size === 0) return NONE
  const named = [...ids]
  return {
    ids: named.slice(0, CONTENTS_PER_MESSAGE),
    left: Math.max(0, named.length - CONTENTS_PER_MESSAGE),
  }
}

/** The hosted content an address in the body of a message means; undefined for any other address. */
export function hostedContentAt(
  message: Pick<ChatMessage, 'chatId' | 'id'>,
  address: string,
): string | undefined {
  return contentIdIn(address, [{ chatId: message.chatId, messageId: message.id }])
}

/** A chat and a message in it, as an address names them. */
type Place = { readonly chatId: string; readonly messageId: string }

/** A value that may be an address, and whose contents it may name. */
type Value = { readonly value: string; readonly places: readonly Place[] }

function* valuesOf(message: ChatMessage): Iterable<Value> {
  const own = [{ chatId: message.chatId, messageId: message.id }]
  if (message.body?.contentType !== 'text')
    for (const value of attributesOf(message.body?.content)) yield { value, places: own }
  for (const attachment of objectsOf(message.attachments)) yield* valuesOfAttachment(attachment, own)
  const changes = objectsOf(message.messageHistory).map(({ reaction }) => reaction)
  for (const { reactionContentUrl: value } of [...objectsOf(message.reactions), ...objectsOf(changes)])
    if (typeof value === 'string') yield { value, places: own }
}

/** The text of a forwarded message names its contents as those of the original. */
function* valuesOfAttachment(attachment: Json, own: readonly Place[]): Iterable<Value> {
  const { contentUrl, thumbnailUrl } = attachment
  const content = parsed(attachment.content)
  const places = [...own, ...originalOf(attachment, content)]
  for (const value of stringsOf([contentUrl, thumbnailUrl, content])) yield { value, places }
}

function originalOf({ contentType }: Json, content: unknown): Place[] {
  if (contentType !== 'forwardedMessageReference' || !isObject(content)) return []
  const { originalConversationId: chatId, originalMessageId: messageId } = content
  return typeof chatId === 'string' && typeof messageId === 'string' ? [{ chatId, messageId }] : []
}

// ── Values ───────────────────────────────────────────────────────────────────────────────────────────────────────

/** JSON within JSON within JSON: none deeper has been seen. */
const DEEPEST_JSON = 4

/** Every string of a JSON value, those in texts that are JSON or HTML themselves included. Without recursion: depth is free. */
function* stringsOf(json: unknown): Iterable<string> {
  const open: { value: unknown; depth: number }[] = [{ value: json, depth: 0 }]
  for (let at = 0; at < open.length; at++) {
    const { value, depth } = open[at] ?? { value: null, depth: 0 }
    if (typeof value === 'string') {
      yield value
      yield* attributesOf(value)
      const inner = depth < DEEPEST_JSON ? parsed(value) : value
      if (inner !== value) open.push({ value: inner, depth: depth + 1 })
    } else if (typeof value === 'object' && value !== null) {
      for (const member of Object.values(value)) open.push({ value: member, depth })
    }
  }
}

/** The value a text is the JSON of; anything else as it is. */
function parsed(text: unknown): unknown {
  if (typeof text !== 'string' || !/^\s*[[{]/.test(text) || !namesContents(text)) return text
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

const TAG = /<[a-z][a-z0-9:-]*/gi
const ATTRIBUTE = /[\s/]*([^\s"'<>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/y
/** Attributes that hold what a person typed: a link, and words for pictures. */
const TYPED = new Set(['href', 'alt', 'title', 'aria-label'])

/** Values of the attributes of an HTML text that Teams writes. */
function* attributesOf(html: unknown): Iterable<string> {
  if (typeof html !== 'string' || !html.includes('<') || !namesContents(html)) return
  TAG.lastIndex = 0
  for (let at = 0; ; ) {
    TAG.lastIndex = at
    const tag = TAG.exec(html)
    if (tag === null) return
    at = tag.index + tag[0].length
    for (;;) {
      ATTRIBUTE.lastIndex = at
      const found = ATTRIBUTE.exec(html)
      if (found === null) break
      at = ATTRIBUTE.lastIndex
      const value = found[2] ?? found[3] ?? found[4]
      if (value !== undefined && !TYPED.has((found[1] ?? '').toLowerCase())) yield value
    }
  }
}

function namesContents(text: string): boolean {
  return /hostedcontents/i.test(text)
}

type Json = Readonly<Record<string, unknown>>

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function objectsOf(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isObject) : []
}

// ── Addresses ────────────────────────────────────────────────────────────────────────────────────────────────────

/** An address is a host and a path of ids; one of Graph's has some hundreds of characters. */
const LONGEST_ADDRESS = 4000

/** Graph's are base64url, with or without padding, of some hundreds of characters. */
const CONTENT_ID = /^(?!\.+$)[A-Za-z0-9_\-=.]{1,1000}$/

/**
 * `[host][/version][/users/{id}]/chats/{chat}/messages/{message}/hostedContents/{id}[/$value]`, with OData's brackets as
 * well, or relative to the message.
 */
function contentIdIn(value: string, places: readonly Place[]): string | undefined {
  if (value.length > LONGEST_ADDRESS || !namesContents(value)) return undefined
  const [, host, path = ''] = /^\s*((?:https?:)?\/\/[^/\s]*)?([^?#\s]*)(?:[?#]\S*)?\s*$/i.exec(value) ?? []
  const segments = path
    .replace(/\('([^']*)'\)/g, '/$1')
    .split('/')
    .filter((segment) => segment !== '')
    .map(decoded)
  const at = segments.findLastIndex((segment) => /^hostedContents$/i.test(segment))
  const [id = '', ...rest] = segments.slice(at + 1)
  if (at === -1 || !CONTENT_ID.test(id) || rest.length > 1 || (rest[0] ?? '$value') !== '$value')
    return undefined
  const before = segments.slice(0, at)
  const relative = host === undefined && before.every((segment) => segment === '..')
  return relative || places.some((place) => leadsTo(before, place)) ? id : undefined
}

function leadsTo(path: readonly string[], { chatId, messageId }: Place): boolean {
  const [chats, chat, messages, message] = path.slice(-4)
  return (
    chats?.toLowerCase() === 'chats' &&
    messages?.toLowerCase() === 'messages' &&
    chat?.toLowerCase() === chatId.toLowerCase() &&
    message === messageId
  )
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}

// ── Types ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Types a browser only draws or plays, running nothing in them; SVG is not among them. */
export const HARMLESS_TYPES = [
  ...(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/bmp', 'image/avif'] as const),
  ...(['audio/mp4', 'audio/mpeg', 'audio/ogg', 'audio/wav', 'audio/webm', 'audio/aac'] as const),
  ...(['video/mp4', 'video/webm', 'video/ogg'] as const),
] as const
export const OTHER_TYPE = 'application/octet-stream'

/** The sender of the message chose the type: anything that isn't harmless is a file. */
export function harmlessType(
  contentType: string | null,
): (typeof HARMLESS_TYPES)[number] | typeof OTHER_TYPE {
  const type = contentType?.split(';')[0]?.trim().toLowerCase()
  return HARMLESS_TYPES.find((harmless) => harmless === type) ?? OTHER_TYPE
}
