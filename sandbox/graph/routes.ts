import type { DueFault } from '../faults.ts'
import type { Call } from '../http/call.ts'
import type { Reply } from '../http/reply.ts'
import { type Caller, requireDirectoryRole, requireTeamsRole } from './access.ts'
import { getChat, listChats, listMembers } from './chats.ts'
import type { GraphContext } from './context.ts'
import { createChat } from './create-chat.ts'
import { deltaPage } from './delta.ts'
import { listGroups, listGroupUsers, listOrganization } from './directory.ts'
import { exportPage } from './export.ts'
import { sendMail } from './mail.ts'
import { getMessage, hostedContents, listMessages } from './messages.ts'
import { completeMigration, postImported, startMigration } from './migration.ts'
import { activityCounts } from './reports.ts'
import { setupRoute } from './setup-routes.ts'
import { getUser, listUsers } from './users.ts'

/** A Graph call that the sandbox knows. */
export interface Route {
  /** Counted under this name. */
  readonly kind: string
  readonly answer: (graph: GraphContext, call: Call, caller: Caller, fault: DueFault | undefined) => Reply
  /** Throttled together with others of its kind; `undefined` = directory, not throttled here. */
  readonly limit?: 'export' | 'chat-messages' | 'chats-of-user' | 'other-teams' | 'import'
  readonly chatId?: string
}

// Permissions, least privileged first (Learn: Microsoft Graph permissions reference).
const EXPORT = ['Chat.Read.All', 'Chat.ReadWrite.All']
const CHATS = ['Chat.ReadBasic.All', 'Chat.Read.All', 'Chat.ReadWrite.All']
const MEMBERS = ['ChatMember.Read.All', 'ChatMember.ReadWrite.All', ...CHATS]
const USERS = ['User.ReadBasic.All', 'User.Read.All', 'Directory.Read.All']
const ORGANIZATION = ['Organization.Read.All', 'User.Read.All', 'Directory.Read.All']
const REPORTS = ['Reports.Read.All']
const GROUPS = ['GroupMember.Read.All', 'GroupMember.ReadBasic.All', 'Group.Read.All', 'Directory.Read.All']

type Handler = (graph: GraphContext, call: Call) => Reply

function directory(kind: string, roles: readonly string[], handler: Handler): Route {
  return {
    kind,
    answer: (graph, call, caller) => {
      requireDirectoryRole(caller, roles)
      return handler(graph, call)
    },
  }
}

function teams(
  kind: string,
  roles: readonly string[],
  limit: NonNullable<Route['limit']>,
  handler: Handler,
  chatId?: string,
): Route {
  return {
    kind,
    limit,
    ...(chatId === undefined ? {} : { chatId }),
    answer: (graph, call, caller) => {
      requireTeamsRole(caller, roles)
      return handler(graph, call)
    },
  }
}

const exportRoute: Route = {
  kind: 'export',
  limit: 'export',
  answer: (graph, call, caller, fault) => {
    requireTeamsRole(caller, EXPORT)
    return exportPage(graph, call, caller, fault)
  },
}

const deltaRoute: Route = {
  kind: 'delta',
  limit: 'other-teams',
  answer: (graph, call, caller) => {
    requireTeamsRole(caller, EXPORT)
    return deltaPage(graph, call, caller)
  },
}

/** Finds the route of `/v1.0/…`, whatever the path's case. */
export function findRoute(call: Call): Route | undefined {
  const setup = setupRoute(call)
  if (setup) return setup
  if (call.method === 'POST') return writingRoute(call)
  if (call.method !== 'GET') return undefined
  const [, collection, key, ...rest] = call.lower
  switch (collection) {
    case 'organization':
      return directory('organization', ORGANIZATION, listOrganization)
    case 'users':
      return userRoute(call, key, rest)
    case 'groups':
      if (key === undefined) return directory('groups', GROUPS, listGroups)
      return GROUP_USERS.has(rest.join('/')) ? directory('groupMembers', GROUPS, listGroupUsers) : undefined
    case 'reports':
      return key === 'getteamsuseractivitycounts' ? directory('report', REPORTS, activityCounts) : undefined
    case 'chats':
      return key === undefined ? undefined : chatRoute(call.segments[2] ?? '', call.segments.slice(3))
    default:
      return undefined
  }
}

const MIGRATION = ['Teamwork.Migrate.All']
const CREATION = ['Chat.Create']

/** The calls that write: mails, new chats, and import into `/chats/{id}`. */
function writingRoute(call: Call): Route | undefined {
  const [, collection, key, verb, more] = call.lower
  const chatId = call.segments[2] ?? ''
  // Exchange's limit, 10,000 requests in ten minutes for an app and a mailbox, isn't imitated; `429` can be ordered.
  if (collection === 'users' && verb === 'sendmail' && more === undefined)
    return { kind: 'sendMail', answer: sendMail }
  if (collection !== 'chats' || more !== undefined) return undefined
  if (key === undefined) return teams('createChat', CREATION, 'other-teams', createChat)
  const route = (
    kind: string,
    limit: 'other-teams' | 'import',
    handler: (graph: GraphContext, caller: Caller) => Reply,
  ): Route => ({
    kind,
    chatId,
    limit,
    answer: (graph, _call, caller) => {
      requireTeamsRole(caller, MIGRATION)
      return handler(graph, caller)
    },
  })
  switch (verb) {
    case 'startmigration':
      return route('startMigration', 'other-teams', (graph, caller) =>
        startMigration(graph, call, caller, chatId),
      )
    case 'completemigration':
      return route('completeMigration', 'other-teams', (graph, caller) =>
        completeMigration(graph, caller, chatId),
      )
    case 'messages':
      return route('import', 'import', (graph, caller) => postImported(graph, call, caller, chatId))
    default:
      return undefined
  }
}

const GROUP_USERS = new Set(['transitivemembers/microsoft.graph.user', 'members/microsoft.graph.user'])

function userRoute(call: Call, key: string | undefined, rest: readonly string[]): Route | undefined {
  if (key === undefined) return directory('users', USERS, listUsers)
  if (rest.length === 0) return directory('user', USERS, getUser)
  if (rest[0] !== 'chats') return undefined
  if (rest.length === 1) return teams('chats', CHATS, 'chats-of-user', listChats)
  if (rest[1] === 'getallmessages')
    return rest.length === 2 ? exportRoute : rest[2] === 'delta' ? deltaRoute : undefined
  return chatRoute(call.segments[4] ?? '', call.segments.slice(5))
}

function chatRoute(chatId: string, rest: readonly string[]): Route | undefined {
  const [part = '', messageId, more] = rest
  switch (part.toLowerCase()) {
    case '':
      return teams('chat', CHATS, 'other-teams', (graph, call) => getChat(graph, call, chatId), chatId)
    case 'members':
      return teams(
        'members',
        MEMBERS,
        'other-teams',
        (graph, call) => listMembers(graph, call, chatId),
        chatId,
      )
    case 'messages':
      return messageRoute(chatId, messageId, more?.toLowerCase(), rest.slice(1))
    default:
      return undefined
  }
}

function messageRoute(
  chatId: string,
  messageId: string | undefined,
  more: string | undefined,
  path: readonly string[],
): Route | undefined {
  const route = (kind: string, handler: Handler) => teams(kind, EXPORT, 'chat-messages', handler, chatId)
  if (messageId === undefined) return route('messages', (graph, call) => listMessages(graph, call, chatId))
  if (more === undefined) return route('message', (graph, call) => getMessage(graph, call, chatId, messageId))
  if (more !== 'hostedcontents') return undefined
  const kind = path[3] === undefined ? 'hostedContents' : 'hostedValue'
  return route(kind, (graph, call) => hostedContents(graph, call, chatId, path))
}
