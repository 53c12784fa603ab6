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
 * Whether this version says that the message was deleted. Rows say it in two ways (microsoft-graph-docs issues 7094, 17883,
 * 2533):
 *
 *   dated    `deletedDateTime` is set; the export keeps the body for 21 days, the thread shows none
 *   emptied  `deletedDateTime` is null and nothing is left: no text, no attachment. Deletions by a policy look
 *            like this, and some by people. Teams lets no one send an empty message, and takes an edit to nothing for a deletion.
 *
 * A change that calls itself an edit is one: an empty body whose `lastEditedDateTime` is the time of this very version.
 * So is anything that isn't a plain message: events have no text of their own.
 */
export function isTombstone(message: ChatMessage): boolean {
  if (typeof message.deletedDateTime === 'string' && message.deletedDateTime !== '') return true
  return isPlain(message) && isEmptied(message) && !isEdit(message)
}

/** Whether the version has a text of its own to show. */
export function hasBody(message: Pick<ChatMessage, 'body'>): boolean {
  const content: unknown = message.body?.content
  return typeof content === 'string' && !isBlank(content)
}

function isPlain({ messageType, eventDetail }: ChatMessage): boolean {
  return (messageType ?? 'message') === 'message' && (eventDetail ?? null) === null
}

function isEmptied(message: ChatMessage): boolean {
  if (message.body === undefined || message.body === null || hasBody(message)) return false
  const { attachments, subject } = message
  const attached = Array.isArray(attachments) && attachments.length > 0
  return !attached && (typeof subject !== 'string' || subject.trim() === '')
}

/** What an emptied body may still have: the tags around a text, and nothing in them. */
function isBlank(content: string): boolean {
  return content.length < 200 && content.replace(/<\/?(?:p|div|span|br)\s*\/?>/gi, '').trim() === ''
}

/** Both times are of one change, and Graph writes them a moment apart. */
const SAME_CHANGE_MS = 1000

function isEdit({ lastEditedDateTime, lastModifiedDateTime }: ChatMessage): boolean {
  if (typeof lastEditedDateTime !== 'string') return false
  return Date.parse(lastModifiedDateTime) - Date.parse(lastEditedDateTime) < SAME_CHANGE_MS
}
