/** Who took part in a chat, and when, as far as its messages and its lists of members say. */
import type { ChatMessage } from './message.ts'

/** `$expand=members` returns at most 25 members (Learn: List chats, 2025-12-22). */
export const EXPANDED_MEMBERS = 25

/** Events that say who came or went (Learn: system messages). */
const JOINED = /#microsoft\.graph\.members(Added|Joined)EventMessageDetail$/
const LEFT = /#microsoft\.graph\.members(Deleted|Left)EventMessageDetail$/

export type Passage = { readonly userId: string; readonly kind: 'joined' | 'left'; readonly at: string }

/** Who came or went by an event. */
export function passagesIn(message: ChatMessage): Passage[] {
  const detail = objectOf(message.eventDetail)
  const type = String(detail['@odata.type'] ?? '')
  const kind = JOINED.test(type) ? 'joined' : LEFT.test(type) ? 'left' : undefined
  if (kind === undefined || !Array.isArray(detail.members)) return []
  return detail.members.flatMap((member: unknown) => {
    const { id } = objectOf(member)
    return typeof id === 'string' && id !== '' ? [{ userId: id, kind, at: message.createdDateTime }] : []
  })
}

/** Entra id of the person who sent it; undefined for events, apps and whoever has none. */
export function senderOf(message: ChatMessage): string | undefined {
  const { id } = objectOf(objectOf(message.from).user)
  return typeof id === 'string' && id !== '' ? id : undefined
}

const PAIR = /^19:([0-9a-f-]{36})_([0-9a-f-]{36})@unq\.gbl\.spaces$/

/** A chat of two names both in its id. */
export function usersInChatId(chatId: string): string[] {
  return PAIR.exec(chatId)?.slice(1, 3) ?? []
}

/** An empty one in place of what is none: rows are kept as they came. */
function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}
