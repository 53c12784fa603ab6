/**
 * A chatMessage as Graph returned it. Open type: unknown members are kept and never dropped. Only what our rules read
 * is named (Learn: chatMessage resource type).
 */
export type ChatMessage = {
  readonly id: string
  readonly etag: string
  readonly chatId: string
  readonly createdDateTime: string
  readonly lastModifiedDateTime: string
  readonly lastEditedDateTime?: string | null
  readonly deletedDateTime?: string | null
  readonly messageType?: string
  readonly from?: unknown
  readonly body?: { readonly contentType: string; readonly content: string | null }
  readonly [member: string]: unknown
}

/**
 * Graph's are base64url, with or without padding, of some hundreds of characters. What else stands there is text that
 * looks like one: anybody can write it into a chat, and it is neither asked for nor kept in an index.
 */
const CONTENT_ID = /^(?!\.+$)[A-Za-z0-9_\-=%.]{1,1000}$/

/** Ids of the hosted contents a body shows: the path segment after `/hostedContents/`, whatever host stands before. */
export function hostedContentIds(message: ChatMessage): string[] {
  const content: unknown = message.body?.content
  if (typeof content !== 'string' || !content.includes('/hostedContents/')) return []
  const ids = Array.from(content.matchAll(/\/hostedContents\/([^/"'\s?]+)/g), (match) => match[1] ?? '')
  return [...new Set(ids)].filter((id) => CONTENT_ID.test(id))
}
