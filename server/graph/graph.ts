/**
 * Port to one tenant's Microsoft 365. What every adapter and wrapper promises:
 *
 *   - Rows are what Graph sent, every member kept.
 *   - A page's `next` is Graph's own link, to be followed verbatim; undefined means the window was read to its end.
 *   - Every failure is a `VaultError` whose `code` is Graph's or Entra's own code (`Forbidden`, `AADSTS7000215`), with
 *     `retry: 'later'` for what a wait may heal (429, 5xx, a broken connection) and 'never' for the rest.
 *   - No secret, token or message body is in an error.
 *
 * Wrappers sit around each single request (calls.ts), outermost first: paged(retrying(fenced(limited(metered(wire))))).
 * Metering sits inside retry: each attempt on the wire pays.
 */
import type { ChatMessage } from '../domain/message.ts'
import type { VaultError } from '../domain/vault-error.ts'
import type { Window } from '../domain/window.ts'

export type Organization = { readonly id: string; readonly displayName: string }

export type DirectoryUser = {
  readonly id: string
  readonly displayName: string
  readonly userPrincipalName: string
  readonly mail: string | null
  readonly enabled: boolean
  /** `Member` or `Guest`. */
  readonly userType: string
}

export type ChatMember = {
  /** Entra object id where there is one, else the membership's own id. */
  readonly id: string
  readonly displayName: string
  readonly email: string | null
  readonly tenantId: string | null
}

/** Learn: chatMessageInfo; its id is that of the message. */
export type LastMessage = { readonly id: string; readonly createdAt: Date }

export type Chat = {
  readonly id: string
  readonly chatType: string
  readonly topic: string | null
  readonly createdAt: Date | null
  readonly members: readonly ChatMember[]
  /** The newest message of the thread; null when there is none, undefined when Graph was not willing to say. */
  readonly lastMessage?: LastMessage | null
  /** Why the members after the 25th are missing: reading them was refused. A fault for the run to record. */
  readonly membersUnread?: VaultError
}

export type HostedContent = { readonly contentType: string; readonly bytes: Uint8Array }

/**
 * Whose messages an export returns. Clauses are joined by `or`; the values of the types are Graph's own (Learn: chats
 * getAllMessages): `federatedUser`, `anonymousGuest`, …; `bot`, `aadApplication`, ….
 */
export type SenderClause =
  | { readonly kind: 'user'; readonly id: string }
  | { readonly kind: 'user-type'; readonly type: string }
  | { readonly kind: 'application-type'; readonly type: string }
  | { readonly kind: 'system' }

/**
 * One page of a user's export. A first page names window and size (`top` ≤ 250, as Learn recommends); a following
 * page names the link Graph gave, and the size that link was made with, which it cannot exceed.
 */
export type PageRequest = {
  readonly userId: string
  readonly window: Window
  /** All senders when absent. Part of the link afterwards. */
  readonly senders?: readonly SenderClause[]
  readonly top: number
  readonly cursor?: string
  /** Booked with the page in the ledger. */
  readonly runId: string | null
}

export type ExportPage = {
  readonly rows: readonly ChatMessage[]
  /** Rows that came, and count, but lack what names or dates a message. */
  readonly strange?: readonly unknown[]
  /** `$top` that was sent: what the month left, on a first page. `next` was made with it. */
  readonly top: number
  readonly next: string | undefined
}

/** Rows Microsoft returned, and counts. */
export function rowsIn({ rows, strange = [] }: ExportPage): number {
  return rows.length + strange.length
}

export type Graph = {
  organization(signal?: AbortSignal): Promise<Organization>
  /** By object id, user principal name or mail address; undefined when the directory knows nobody. */
  findUser(idOrAddress: string, signal?: AbortSignal): Promise<DirectoryUser | undefined>
  /** Every user, a page at a time. */
  users(signal?: AbortSignal): AsyncIterable<readonly DirectoryUser[]>
  /** Users in a group, nested groups included. */
  groupMemberIds(groupId: string, signal?: AbortSignal): Promise<string[]>
  /** The chats a user takes part in, with all members (Graph expands 25; the rest is read from the chat). */
  chatsOf(
    userId: string,
    options?: { readonly wanted?: (chatId: string) => boolean; readonly signal?: AbortSignal },
  ): AsyncIterable<readonly Chat[]>
  /**
   * A chat's own messages, last changed first, back to `since`; whoever sent them. Not metered, 20 requests a second. Rows
   * are those of the thread: other than in an export, the text of a deleted message is gone (Learn: List messages in a chat).
   */
  chatMessages(
    chatId: string,
    options?: { readonly since?: Date; readonly signal?: AbortSignal },
  ): AsyncIterable<readonly ChatMessage[]>
  /**
   * Metered. Refuses to send when the ledger has not reserved `top` messages. The signal ends waiting (fence, limit,
   * back-off, reservation); a page that was asked for is paid for, so it is finished and returned.
   */
  exportPage(request: PageRequest, signal?: AbortSignal): Promise<ExportPage>
  hostedContent(
    chatId: string,
    messageId: string,
    contentId: string,
    signal?: AbortSignal,
  ): Promise<HostedContent>
}

/** What the metered wrapper needs of the ledger. `messages` are rows asked for, then rows that came. */
export type Meter = {
  /**
   * Sets `wanted` messages aside before the call, or fewer when the month leaves fewer (never 0), unless `exact`: then
   * all or nothing. Throws `quota-reached` when it cannot, after waiting for reservations that are still open.
   */
  reserve(request: {
    wanted: number
    exact: boolean
    runId: string | null
    subjectId: string
    signal?: AbortSignal
  }): Promise<Reservation>
}

export type Reservation = {
  readonly messages: number
  /** The page came: books `rows` and gives the rest back. */
  charge(rows: number): Promise<void>
  /** The service refused before returning any message: gives all back. */
  release(reason: string): Promise<void>
  /** Nobody knows what was returned: books everything that was reserved. */
  chargeInFull(reason: string): Promise<void>
}
