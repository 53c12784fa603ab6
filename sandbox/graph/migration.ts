import type { Call } from '../http/call.ts'
import { json, type Reply } from '../http/reply.ts'
import type { Chat } from '../tenant/chats.ts'
import { deliverImported, importMessage } from '../tenant/live.ts'
import type { Caller } from './access.ts'
import { findChat } from './chats.ts'
import type { GraphContext } from './context.ts'
import { bodyOf, noContent } from './directory-objects.ts'
import { badRequest, GraphFailure } from './errors.ts'
import { readImported } from './imported-row.ts'
import { GRAPH_HEADERS } from './odata.ts'

/**
 * Import of messages into chats (Learn: chat: startMigration; Import messages into Microsoft Teams chats and channels using
 * Microsoft Graph, 18 Mar 2026). One app takes a chat into migration, sends messages of the past, and ends it. The thread
 * shows them at once; mailboxes, and so exports, have them when it ends.
 */

/** `DateTimeOffset.MinValue`, which the documentation forbids. */
const MIN_VALUE = Date.parse('0001-01-01T00:00:00Z')

/** `POST /chats/{id}/startMigration`; the chat may only become older. */
export function startMigration(graph: GraphContext, call: Call, caller: Caller, chatId: string): Reply {
  const chat = findChat(graph, chatId)
  if (chat.type === 'meeting') throw badRequest('Migration is not supported for meeting chats.')
  if (chat.migration?.mode === 'inProgress') throw badRequest('The chat is already in migration mode.')
  if (graph.oddities.meets('version-mismatch'))
    throw new GraphFailure(
      412,
      'PreconditionFailed',
      'PreconditionFailed-Version mismatch for thread resource.',
    )
  if (chat.migration?.isWedged || graph.oddities.meets('wedged')) {
    if (chat.migration) chat.migration = { ...chat.migration, isWedged: true }
    throw badRequest('The operation is invalid in the current state. ImportState: Importing')
  }
  const wanted = (call.body === '' ? {} : bodyOf(call)).conversationCreationDateTime
  const since = wanted === undefined ? graph.clock() : Date.parse(String(wanted))
  if (Number.isNaN(since) || since <= MIN_VALUE)
    throw badRequest('conversationCreationDateTime is not valid.')
  if (wanted !== undefined && since >= chat.createdAt)
    throw badRequest("ConversationCreationDateTime must be older than the existing 'CreatedDateTime'.")
  chat.migration = {
    mode: 'inProgress',
    appId: caller.app.clientId,
    originalCreatedAt: chat.migration?.originalCreatedAt ?? chat.createdAt,
  }
  chat.createdAt = Math.min(chat.createdAt, since)
  return noContent()
}

/** `POST /chats/{id}/completeMigration`. */
export function completeMigration(graph: GraphContext, caller: Caller, chatId: string): Reply {
  const chat = findChat(graph, chatId)
  const migration = ownMigration(chat, caller, badRequest('The chat is not in migration mode.'))
  if (graph.oddities.meets('endless')) return noContent()
  deliverImported(chat)
  chat.migration = { ...migration, mode: 'completed' }
  return noContent()
}

/** `POST /chats/{id}/messages` while the chat is in migration. */
export function postImported(graph: GraphContext, call: Call, caller: Caller, chatId: string): Reply {
  const chat = findChat(graph, chatId)
  ownMigration(
    chat,
    caller,
    new GraphFailure(
      403,
      'Forbidden',
      'Message POST is allowed in application-only context only for import purposes.',
    ),
  )
  if (graph.oddities.meets('bad-gateway'))
    throw new GraphFailure(502, 'BadGateway', 'Failed to execute backend request.')
  const { author, at, draft } = readImported(graph, call, chat)
  if (graph.oddities.meets('not-licensed'))
    throw new GraphFailure(403, 'Forbidden', 'The user in from is not licensed for Microsoft Teams.')
  const after = graph.oddities.meets('arrives-deleted') ? { deletedAt: at } : {}
  const message = importMessage(graph.tenant, chat, author, draft(at), at, after)
  if (graph.oddities.meets('swallowed')) chat.messages.splice(chat.messages.indexOf(message), 1)
  if (graph.oddities.meets('doubled')) importMessage(graph.tenant, chat, author, draft(at + 1), at + 1)
  return json(201, JSON.parse(message.row.toString()) as object, { ...GRAPH_HEADERS })
}

function ownMigration(chat: Chat, caller: Caller, none: GraphFailure): NonNullable<Chat['migration']> {
  if (chat.migration?.mode !== 'inProgress') throw none
  if (chat.migration.appId !== caller.app.clientId)
    throw new GraphFailure(403, 'Forbidden', 'Only the app that started the migration may use it.')
  return chat.migration
}
