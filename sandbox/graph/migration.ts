import type { Call } from '../http/call.ts'
import { json, type Reply } from '../http/reply.ts'
import type { Chat, Message } from '../tenant/chats.ts'
import { importMessage } from '../tenant/live.ts'
import { findMessage } from '../tenant/tenant.ts'
import type { Caller } from './access.ts'
import { findChat } from './chats.ts'
import type { GraphContext } from './context.ts'
import { badRequest, GraphFailure } from './errors.ts'
import { GRAPH_HEADERS } from './odata.ts'

/**
 * Import of messages into chats (Learn: chat: startMigration; Import third-party platform messages to Teams using
 * Microsoft Graph). One app takes a chat into migration, sends messages in the past, and ends it.
 */

/** `POST /chats/{id}/startMigration`; the chat may only become older. */
export function startMigration(graph: GraphContext, call: Call, caller: Caller, chatId: string): Reply {
  const chat = findChat(graph, chatId)
  if (chat.type === 'meeting') throw badRequest('Migration is not supported for meeting chats.')
  if (chat.migration?.mode === 'inProgress') throw badRequest('The chat is already in migration mode.')
  const wanted = (call.body === '' ? {} : readJson(call)).conversationCreationDateTime
  const since = wanted === undefined ? graph.clock() : Date.parse(String(wanted))
  if (Number.isNaN(since) || (wanted !== undefined && since >= chat.createdAt))
    throw badRequest('conversationCreationDateTime must be older than the createdDateTime of the chat.')
  chat.migration = {
    mode: 'inProgress',
    appId: caller.app.clientId,
    originalCreatedAt: chat.migration?.originalCreatedAt ?? chat.createdAt,
    hidden: [],
  }
  chat.createdAt = Math.min(chat.createdAt, since)
  return { status: 204 }
}

/** `POST /chats/{id}/completeMigration`; what was imported shows from now on. */
export function completeMigration(graph: GraphContext, caller: Caller, chatId: string): Reply {
  const chat = findChat(graph, chatId)
  const migration = ownMigration(chat, caller)
  for (const deliver of migration.hidden) deliver()
  chat.migration = { ...migration, mode: 'completed', hidden: [] }
  return { status: 204 }
}

interface ImportedRow {
  createdDateTime?: string
  from?: { user?: { id?: string } | null } | null
  body?: { contentType?: 'text' | 'html'; content?: string }
}

/** `POST /chats/{id}/messages` while the chat is in migration. */
export function postImported(graph: GraphContext, call: Call, caller: Caller, chatId: string): Reply {
  const chat = findChat(graph, chatId)
  const migration = ownMigration(chat, caller)
  const row = readJson(call) as ImportedRow
  const at = Date.parse(row.createdDateTime ?? '')
  if (Number.isNaN(at)) throw badRequest('createdDateTime is required.')
  if (at > graph.clock()) throw badRequest('createdDateTime must not be in the future.')
  if (at <= chat.createdAt) throw badRequest('createdDateTime must be later than that of the chat.')
  const author = graph.tenant.findPerson(row.from?.user?.id ?? '')
  if (!author) throw badRequest('from must be a user of the tenant.')
  if (findMessage(chat, String(at)) || migration.taken?.has(at))
    throw new GraphFailure(409, 'Conflict', 'A message with the same createdDateTime exists in the chat.')
  const draft = { contentType: row.body?.contentType ?? 'text', content: row.body?.content ?? '' }
  const { message, deliver } = importMessage(graph.tenant, chat, author, draft, at)
  chat.migration = {
    ...migration,
    taken: new Set(migration.taken).add(at),
    hidden: [...migration.hidden, deliver],
  }
  return json(201, imported(message), { ...GRAPH_HEADERS })
}

function ownMigration(chat: Chat, caller: Caller): NonNullable<Chat['migration']> {
  if (chat.migration?.mode !== 'inProgress') throw badRequest('The chat is not in migration mode.')
  if (chat.migration.appId !== caller.app.clientId)
    throw new GraphFailure(403, 'Forbidden', 'Only the app that started the migration may use it.')
  return chat.migration
}

function imported(message: Message): object {
  return JSON.parse(message.row.toString()) as object
}

function readJson(call: Call): Record<string, unknown> {
  try {
    return JSON.parse(call.body) as Record<string, unknown>
  } catch {
    throw badRequest('Unable to read JSON request payload.')
  }
}
