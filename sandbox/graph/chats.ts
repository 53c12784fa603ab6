import { type Call, option } from '../http/call.ts'
import type { Reply } from '../http/reply.ts'
import type { Chat, Participant } from '../tenant/chats.ts'
import { graphTime } from '../tenant/message.ts'
import type { Tenant } from '../tenant/tenant.ts'
import type { GraphContext } from './context.ts'
import { badRequest, GraphFailure } from './errors.ts'
import { graphJson, pageReply, readPage } from './odata.ts'
import { findUser } from './users.ts'

/** `$expand=members` shows at most this many, whatever `$top` says (Learn: List chats). */
const EXPANDED_MEMBERS = 25
const PREVIEW_ORDER = 'lastMessagePreview/createdDateTime desc'

/** `GET /users/{id}/chats` (Learn: List chats). */
export function listChats(graph: GraphContext, call: Call): Reply {
  const person = findUser(graph, call.segments[2] ?? '')
  const page = readPage(call, 20, 50)
  const expand = (option(call, '$expand') ?? '').split(',').filter((name) => name !== '')
  const unknown = expand.find((name) => !['members', 'lastMessagePreview'].includes(name))
  if (unknown)
    throw badRequest(`Could not find a property named '${unknown}' on type 'microsoft.graph.chat'.`)
  const chats = ordered(call, graph.tenant.chatsOf(person).filter(typeFilter(option(call, '$filter'))))
  return pageReply(call, page, chats, (chat) => expanded(graph.tenant, chat, expand), {
    context: 'chats',
    count: true,
  })
}

function ordered(call: Call, chats: Chat[]): Chat[] {
  const order = option(call, '$orderby')
  if (order === undefined) return chats
  if (order !== PREVIEW_ORDER) throw badRequest(`QueryOptions to order by '${order}' is not supported.`)
  return chats.sort((a, b) => (b.messages.at(-1)?.createdAt ?? 0) - (a.messages.at(-1)?.createdAt ?? 0))
}

function typeFilter(text: string | undefined): (chat: Chat) => boolean {
  if (text === undefined) return () => true
  const type = /^chatType eq '(\w+)'$/.exec(text.trim())?.[1]
  if (!type) throw badRequest(`Invalid filter clause: '${text}'.`)
  return (chat) => chat.type === type
}

function expanded(tenant: Tenant, chat: Chat, expand: readonly string[]): object {
  return {
    ...chatEntity(tenant, chat),
    ...(expand.includes('members')
      ? { members: chat.participants.slice(0, EXPANDED_MEMBERS).map((one) => memberRow(tenant, chat, one)) }
      : {}),
    ...(expand.includes('lastMessagePreview') ? { lastMessagePreview: preview(chat) } : {}),
  }
}

/** `GET /chats/{id}` (Learn: Get chat). */
export function getChat(graph: GraphContext, call: Call, chatId: string): Reply {
  const chat = findChat(graph, chatId)
  return graphJson({
    '@odata.context': `${call.base}/v1.0/$metadata#chats/$entity`,
    ...chatEntity(graph.tenant, chat),
  })
}

/** `GET /chats/{id}/members`: no OData options, all members at once (Learn: List members of a chat). */
export function listMembers(graph: GraphContext, call: Call, chatId: string): Reply {
  const chat = findChat(graph, chatId)
  return graphJson({
    '@odata.context': `${call.base}/v1.0/$metadata#chats('${encodeURIComponent(chat.id)}')/members`,
    '@odata.count': chat.participants.length,
    value: chat.participants.map((one) => memberRow(graph.tenant, chat, one)),
  })
}

export function findChat(graph: GraphContext, id: string): Chat {
  const chat = graph.tenant.chats.get(id)
  if (!chat) throw new GraphFailure(404, 'NotFound', `No thread found with id '${id}'.`)
  return chat
}

/** Learn: chat resource type. `lastUpdatedDateTime` follows renames and the roster only. */
export function chatEntity(tenant: Tenant, chat: Chat): Record<string, unknown> {
  const organizer = chat.participants[0]?.person
  const link = `https://teams.microsoft.com/l/meetup-join/${encodeURIComponent(chat.id)}/0`
  const identity = { id: organizer?.id ?? null, displayName: null, userIdentityType: 'aadUser' }
  const meeting = { calendarEventId: null, joinWebUrl: link, organizer: identity }
  return {
    id: chat.id,
    topic: chat.topic,
    createdDateTime: graphTime(chat.createdAt),
    lastUpdatedDateTime: graphTime(chat.lastUpdatedAt),
    chatType: chat.type,
    webUrl: `https://teams.microsoft.com/l/chat/${encodeURIComponent(chat.id)}/0?tenantId=${tenant.id}`,
    tenantId: tenant.id,
    onlineMeetingInfo: chat.type === 'meeting' ? meeting : null,
    viewpoint: null,
    isHiddenForAllMembers: false,
    migrationMode: chat.migration?.mode ?? null,
    originalCreatedDateTime: chat.migration ? graphTime(chat.migration.originalCreatedAt) : null,
  }
}

/** Learn: conversationMember and the types derived from it. */
function memberRow(tenant: Tenant, chat: Chat, member: Participant): object {
  const { sender, person } = member
  const common = {
    id: Buffer.from(`0##${tenant.id}##${chat.id}##${member.membershipId}`).toString('base64'),
    roles: member.owner
      ? ['owner']
      : person?.userType === 'Guest'
        ? ['guest']
        : chat.type === 'oneOnOne'
          ? ['owner']
          : [],
    displayName: sender.displayName,
    visibleHistoryStartDateTime: '0001-01-01T00:00:00Z',
  }
  if (sender.userIdentityType === 'anonymousGuest')
    return {
      '@odata.type': '#microsoft.graph.anonymousGuestConversationMember',
      ...common,
      anonymousGuestId: sender.userId,
    }
  if (sender.userIdentityType === 'personalMicrosoftAccountUser')
    return {
      '@odata.type': '#microsoft.graph.microsoftAccountUserConversationMember',
      ...common,
      userId: sender.userId,
    }
  const user = sender.from as { user?: { tenantId?: string } } | null
  return {
    '@odata.type': '#microsoft.graph.aadUserConversationMember',
    ...common,
    userId: sender.userId,
    email: person?.mail ?? null,
    tenantId: user?.user?.tenantId ?? tenant.id,
  }
}

/** Learn: chatMessageInfo. */
function preview(chat: Chat): object | null {
  const last = chat.messages.at(-1)
  if (!last) return null
  const row = JSON.parse(last.row.toString()) as Record<string, unknown>
  return {
    id: last.id,
    createdDateTime: row.createdDateTime,
    isDeleted: last.deletedAt !== 0,
    messageType: row.messageType,
    from: row.from,
    body: last.deletedAt ? { contentType: 'html', content: '' } : row.body,
    eventDetail: row.eventDetail,
  }
}
