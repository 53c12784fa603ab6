/** The `Graph` of the port over single requests: follows links page by page, and fetches what one request leaves out. */
import { EXPANDED_MEMBERS } from '../domain/chat-users.ts'
import type { GraphCalls, Page } from './calls.ts'
import { isCursorRefused } from './cursor-refused.ts'
import type { Chat, ChatMember, Graph } from './graph.ts'
import { GraphError } from './wire/graph-error.ts'

export function paged(calls: GraphCalls): Graph {
  return {
    organization: calls.organization,
    exportPage: calls.exportPage,
    hostedContent: calls.hostedContent,
    users: (signal) =>
      pages(
        (next) => calls.usersPage(next, signal),
        ({ id }) => id,
      ),

    async findUser(idOrAddress, signal) {
      const user = await calls.user(idOrAddress, signal)
      return user ?? (idOrAddress.includes('@') ? calls.userByMail(idOrAddress, signal) : undefined)
    },

    groupMemberIds: (groupId, signal) =>
      all(
        (next) => calls.groupMembersPage(groupId, next, signal),
        (id) => id,
      ),

    chatMessages: (chatId, { since, signal } = {}) =>
      pages(
        (next) => calls.chatMessagesPage(chatId, since, next, signal),
        // A message that changes while the list is read comes again, as another version.
        ({ id, etag }) => `${id} ${etag}`,
      ),

    async *chatsOf(userId, { wanted, signal } = {}) {
      for await (const chats of pages(
        (next) => calls.chatsPage(userId, next, signal),
        ({ id }) => id,
      )) {
        const chosen = chats.filter(({ id }) => wanted?.(id) ?? true)
        yield await Promise.all(chosen.map((chat) => withAllMembers(calls, chat, signal)))
      }
    },
  }
}

/**
 * Each item once, known by `keyOf`. A link that Graph no longer takes (facts: `Directory_ExpiredPageToken`) begins the list
 * again, once. Ends also when a link repeats: these lists are free, but a loop would never end.
 */
async function* pages<T>(
  fetch: (next: string | undefined) => Promise<Page<T>>,
  keyOf: (item: T) => string,
): AsyncGenerator<readonly T[]> {
  const given = new Set<string>()
  const isNew = (item: T) => !given.has(keyOf(item)) && given.add(keyOf(item)).size > 0
  const links = new Set<string>()
  let next: string | undefined
  for (let restarts = 1; ; ) {
    const link = next
    const page: Page<T> | undefined = await fetch(link).catch((thrown: unknown) => {
      if (link === undefined || restarts === 0 || !isCursorRefused(thrown)) throw thrown
      return undefined
    })
    if (page === undefined) {
      restarts -= 1
      links.clear()
      next = undefined
      continue
    }
    yield page.items.filter(isNew)
    next = page.next
    if (next === undefined) return
    if (links.has(next)) throw loop()
    links.add(next)
  }
}

function loop(): GraphError {
  return new GraphError({
    code: 'list-loop',
    attempted: 'read a list to its end',
    why: 'Microsoft 365 returned the same link to the next page twice',
    hint: 'You don’t need to do anything. The next backup reads the list again. If this keeps happening, report it.',
    retry: 'later',
    outcome: 'unknown',
  })
}

async function all<T>(...list: Parameters<typeof pages<T>>): Promise<T[]> {
  const items: T[] = []
  for await (const page of pages(...list)) items.push(...page)
  return items
}

/** A refusal here (meetings of other organizations answer 403) loses the members after the 25th, not the chat. */
async function withAllMembers(calls: GraphCalls, chat: Chat, signal?: AbortSignal): Promise<Chat> {
  if (chat.members.length < EXPANDED_MEMBERS) return chat
  try {
    const members: ChatMember[] = await all(
      (next) => calls.chatMembersPage(chat.id, next, signal),
      JSON.stringify,
    )
    return { ...chat, members }
  } catch (error) {
    if (error instanceof GraphError && error.retry === 'never') return { ...chat, membersUnread: error }
    throw error
  }
}
