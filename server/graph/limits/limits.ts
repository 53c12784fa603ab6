/**
 * Microsoft's published limits, per application and tenant. Data, because they change: Learn "Microsoft Graph
 * service-specific throttling limits" says to expect it.
 *
 * Teams rows: microsoft-graph-docs-contrib `includes/throttling-teams.md`, commit 017e406a, read 2026-11-22.
 * Directory: `concepts/throttling.md` of 2021 (3,500 resource units per 10 s for the smallest tenants; a list of users
 * costs 2, of nested group members 5): old, so we stay at a sixth of it.
 *
 * Not held here: all tenants of one application together may make 1,000 exports and 1,500 other requests a second.
 */
export type Limits = {
  /** `chats/getAllMessages`: 200 requests/s. */
  readonly exportPerSecond: number
  /** Messages of a chat's thread: 20 requests/s. */
  readonly chatMessagesPerSecond: number
  /** Other Teams GET (chats, members, hosted contents): 30 requests/s. */
  readonly otherPerSecond: number
  /** List chats: 5 requests/s per user. */
  readonly perUserPerSecond: number
  /** Any request for one chat: 1 request/s. */
  readonly perChatPerSecond: number
  /** Messages imported into one chat: 5 requests/s (Learn: Import third-party platform messages to Teams); one below it. */
  readonly importPerChatPerSecond: number
  /** Users, groups, organization. */
  readonly directoryPerSecond: number
}

export const PUBLISHED_LIMITS: Limits = Object.freeze({
  exportPerSecond: 200,
  chatMessagesPerSecond: 20,
  otherPerSecond: 30,
  perUserPerSecond: 5,
  perChatPerSecond: 1,
  importPerChatPerSecond: 4,
  directoryPerSecond: 20,
})
