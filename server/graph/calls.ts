/**
 * The inner port: one method, one request. Wrappers that count, pace, fence or repeat requests must see each of them,
 * and a generator that has thrown cannot be asked again; so they wrap `GraphCalls`, outermost first
 * retrying(fenced(limited(metered(wire)))), and `paged` makes the `Graph` of the port from that.
 *
 * Promises are those of the port (graph.ts). Besides: every failure of a request is a `GraphError`, which knows whether
 * messages may have been returned; an aborted call rejects with the signal's reason.
 */
import type { ChatMessage } from '../domain/message.ts'
import type {
  Chat,
  ChatMember,
  DirectoryUser,
  ExportPage,
  HostedContent,
  Organization,
  PageRequest,
} from './graph.ts'

/** `next` is Graph's own link, or undefined after the last page. */
export type Page<T> = { readonly items: readonly T[]; readonly next: string | undefined }

/** A list is begun by naming its owner, and continued by the link alone. */
export type GraphCalls = {
  organization(signal?: AbortSignal): Promise<Organization>
  /** By object id or user principal name; undefined when there is none. */
  user(idOrPrincipalName: string, signal?: AbortSignal): Promise<DirectoryUser | undefined>
  /** By mail address, exactly. */
  userByMail(address: string, signal?: AbortSignal): Promise<DirectoryUser | undefined>
  usersPage(next: string | undefined, signal?: AbortSignal): Promise<Page<DirectoryUser>>
  groupMembersPage(groupId: string, next: string | undefined, signal?: AbortSignal): Promise<Page<string>>
  /** Chats with the first 25 members of each. */
  chatsPage(userId: string, next: string | undefined, signal?: AbortSignal): Promise<Page<Chat>>
  chatMembersPage(chatId: string, next: string | undefined, signal?: AbortSignal): Promise<Page<ChatMember>>
  /** Last changed first; `since` belongs to the first page, the link has it afterwards. */
  chatMessagesPage(
    chatId: string,
    since: Date | undefined,
    next: string | undefined,
    signal?: AbortSignal,
  ): Promise<Page<ChatMessage>>
  exportPage(request: PageRequest, signal?: AbortSignal): Promise<ExportPage>
  hostedContent(
    chatId: string,
    messageId: string,
    contentId: string,
    signal?: AbortSignal,
  ): Promise<HostedContent>
}
