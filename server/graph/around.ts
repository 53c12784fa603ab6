/** Lists the calls once, so that a wrapper which treats all of them alike is one function. */
import type { GraphCalls } from './calls.ts'

/** Which of Microsoft's limits a request counts against. */
export type Lane =
  | { readonly name: 'directory' | 'export' }
  | { readonly name: 'chats'; readonly userId: string }
  | { readonly name: 'chat' | 'chat-messages' | 'import'; readonly chatId: string }

/** Makes a request by `send`, once, not at all or several times. */
export type Around = <T>(lane: Lane, send: () => Promise<T>, signal: AbortSignal | undefined) => Promise<T>

const DIRECTORY: Lane = { name: 'directory' }
const EXPORT: Lane = { name: 'export' }

export function around(inner: GraphCalls, wrap: Around): GraphCalls {
  return {
    organization: (signal) => wrap(DIRECTORY, () => inner.organization(signal), signal),
    user: (id, signal) => wrap(DIRECTORY, () => inner.user(id, signal), signal),
    userByMail: (address, signal) => wrap(DIRECTORY, () => inner.userByMail(address, signal), signal),
    usersPage: (next, signal) => wrap(DIRECTORY, () => inner.usersPage(next, signal), signal),
    groupMembersPage: (groupId, next, signal) =>
      wrap(DIRECTORY, () => inner.groupMembersPage(groupId, next, signal), signal),
    chatsPage: (userId, next, signal) =>
      wrap({ name: 'chats', userId }, () => inner.chatsPage(userId, next, signal), signal),
    chatMembersPage: (chatId, next, signal) =>
      wrap({ name: 'chat', chatId }, () => inner.chatMembersPage(chatId, next, signal), signal),
    chatMessagesPage: (chatId, since, next, signal) =>
      wrap(
        { name: 'chat-messages', chatId },
        () => inner.chatMessagesPage(chatId, since, next, signal),
        signal,
      ),
    exportPage: (request, signal) => wrap(EXPORT, () => inner.exportPage(request, signal), signal),
    hostedContent: (chatId, messageId, contentId, signal) =>
      wrap({ name: 'chat', chatId }, () => inner.hostedContent(chatId, messageId, contentId, signal), signal),
  }
}
