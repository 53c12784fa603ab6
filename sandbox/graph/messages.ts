import { type Call, option } from '../http/call.ts'
import type { Reply } from '../http/reply.ts'
import type { Chat, Message } from '../tenant/chats.ts'
import { findMessage } from '../tenant/tenant.ts'
import { findChat } from './chats.ts'
import type { GraphContext } from './context.ts'
import { badRequest, GraphFailure } from './errors.ts'
import { GRAPH_HEADERS, graphJson, pageReply, readPage } from './odata.ts'

const ORDERS = ['lastModifiedDateTime desc', 'createdDateTime desc']

/** `GET /chats/{id}/messages` (Learn: List messages in a chat). */
export function listMessages(graph: GraphContext, call: Call, chatId: string): Reply {
  const chat = findChat(graph, chatId)
  const page = readPage(call, 20, 50)
  const order = option(call, '$orderby') ?? ''
  if (order !== '' && !ORDERS.includes(order))
    throw badRequest(`QueryOptions to order by '${order}' is not supported.`)
  const by = order.startsWith('createdDateTime') ? 'createdAt' : 'modifiedAt'
  const rows = [...chat.messages].sort((a, b) => b[by] - a[by]).filter(threadFilter(call, order))
  const context = `chats('${encodeURIComponent(chat.id)}')/messages`
  return pageReply(call, page, rows, (message) => threadRow(call, message), { context, count: true })
}

const BOUND = /^(lastModifiedDateTime|createdDateTime) (gt|lt) (\S+)$/

/** Honoured only when `$orderby` names the same property, otherwise ignored without a word. */
function threadFilter(call: Call, order: string): (message: Message) => boolean {
  const text = option(call, '$filter')
  if (text === undefined) return () => true
  const bounds = text
    .trim()
    .split(/\s+and\s+/)
    .map(threadBound)
  if (!bounds.every(({ property }) => order.startsWith(property))) return () => true
  return (message) => bounds.every(({ test }) => test(message))
}

function threadBound(text: string): { property: string; test: (message: Message) => boolean } {
  const [, property = '', operator, time = ''] = BOUND.exec(text) ?? []
  const at = Date.parse(time)
  if (Number.isNaN(at) || (property === 'createdDateTime' && operator !== 'lt'))
    throw badRequest(`Invalid filter clause: '${text}'.`)
  const when = property === 'createdDateTime' ? ('createdAt' as const) : ('modifiedAt' as const)
  return { property, test: (message) => (operator === 'gt' ? message[when] > at : message[when] < at) }
}

/** `GET /chats/{id}/messages/{id}` (Learn: Get chatMessage in a channel or chat). */
export function getMessage(graph: GraphContext, call: Call, chatId: string, messageId: string): Reply {
  const message = requireMessage(findChat(graph, chatId), messageId)
  return graphJson({
    '@odata.context': `${call.base}/v1.0/$metadata#chats('x')/messages/$entity`,
    ...threadRow(call, message),
  })
}

function requireMessage(chat: Chat, id: string): Message {
  const message = findMessage(chat, id)
  if (!message) throw new GraphFailure(404, 'NotFound', `No message found with id '${id}'.`)
  return message
}

/**
 * A row as the thread shows it: the text of deleted messages is gone, and event messages have a type only for those
 * who ask for unknown enum members.
 */
function threadRow(call: Call, message: Message): object {
  const { '@odata.type': _, ...row } = JSON.parse(message.row.toString()) as Record<string, unknown>
  const knowsEvents = String(call.headers.prefer ?? '').includes('include-unknown-enum-members')
  return {
    ...row,
    ...(message.event && !knowsEvents ? { messageType: 'unknownFutureValue' } : {}),
    ...(message.deletedAt !== 0
      ? { body: { contentType: 'html', content: '' }, attachments: [], mentions: [] }
      : {}),
  }
}

/** `…/hostedContents[/{id}[/$value]]` (Learn: List hostedContents, Get chatMessageHostedContent). */
export function hostedContents(
  graph: GraphContext,
  call: Call,
  chatId: string,
  path: readonly string[],
): Reply {
  const [messageId = '', , contentId, value] = path
  const chat = findChat(graph, chatId)
  const { hosted } = requireMessage(chat, messageId)
  const context = `${call.base}/v1.0/$metadata#chats('x')/messages('${messageId}')/hostedContents`
  const empty = (id: string) => ({ id, contentBytes: null, contentType: null })
  if (contentId === undefined)
    return graphJson({
      '@odata.context': context,
      '@odata.count': hosted.length,
      value: hosted.map(({ id }) => empty(id)),
    })
  const content = hosted.find(({ id }) => id === contentId)
  if (!content) throw new GraphFailure(404, 'NotFound', `No hosted content found with id '${contentId}'.`)
  if (value === undefined) return graphJson({ '@odata.context': `${context}/$entity`, ...empty(content.id) })
  // Seen in the field: the bytes are refused in chats with oneself.
  if (chat.notesToSelf) throw new GraphFailure(403, 'Forbidden', 'UnknownError')
  return {
    status: 200,
    headers: { ...GRAPH_HEADERS, 'content-type': content.contentType },
    body: content.bytes(),
  }
}
