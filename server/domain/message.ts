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

/** Graph's have some hundreds of characters; what is longer is text that looks like one. */
const LONGEST_CONTENT_ID = 2000

/** Ids of the hosted contents a body shows: the path segment after `/hostedContents/`, whatever host stands before. */
export function hostedContentIds(message: ChatMessage): string[] {
  const content = message.body?.content ?? ''
  if (!content.includes('/hostedContents/')) return []
  const ids = Array.from(content.matchAll(/\/hostedContents\/([^/"'\s?]+)/g), (match) => match[1] ?? '')
  return [...new Set(ids)].filter((id) => id !== '' && id.length <= LONGEST_CONTENT_ID)
}
