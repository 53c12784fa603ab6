/**
 * Bringing archived chats back into Teams.
 *
 *   planning → waiting-for-approval → running → verifying → completed
 *
 * Until it has ended a restore can become `cancelled`, and anything but `waiting-for-approval` can become `failed`. What
 * stands in a chat afterwards is compared with the plan before the chat is closed; one that differs is left open, and the
 * restore has failed.
 */
export const RESTORE_STATES = [
  'planning',
  'waiting-for-approval',
  'running',
  'verifying',
  'completed',
  'failed',
  'cancelled',
] as const
export type RestoreState = (typeof RESTORE_STATES)[number]

export const RESTORE_TARGETS = ['new-group-chats', 'original-chats'] as const
export type RestoreTarget = (typeof RESTORE_TARGETS)[number]

/**
 *   waiting    nothing has been done
 *   creating   a group chat was asked for; whether it exists is looked up after a crash
 *   importing  the chat is, or is about to be, in migration
 *   checking   every message was sent; what the chat has is compared with the plan
 *   restored   equal to the plan, and closed
 *   left-open  it differs, can't be closed, or the restore was cancelled: members see that an import is in progress
 *   closed     it was left open, and someone ended the import as it is
 *   failed     nothing could be brought into it
 */
export const RESTORE_CHAT_STATES = [
  'waiting',
  'creating',
  'importing',
  'checking',
  'restored',
  'left-open',
  'closed',
  'failed',
] as const
export type RestoreChatState = (typeof RESTORE_CHAT_STATES)[number]

/** Why a message isn't restored at all. */
export const LOSSES = [
  // Of the whole chat
  'meeting-chat',
  'notes-to-self',
  'members-gone',
  'chat-gone',
  // Of its author
  'author-gone',
  'author-disabled',
  'author-outside',
  'author-app',
  'author-unknown',
  // Of the message
  'system-event',
  'deleted',
  'card',
  'code-snippet',
  'voice',
  'forwarded',
  'quote',
  'empty',
  'too-large',
  'time-taken',
  'already-there',
] as const
export type Loss = (typeof LOSSES)[number]

/** What a restored message lacks. */
export const REDUCTIONS = [
  'reactions',
  'mentions',
  'quote',
  'forwarded',
  'card',
  'code-snippet',
  'voice',
  'pictures',
  'edits',
] as const
export type Reduction = (typeof REDUCTIONS)[number]

/** What a restore needs besides what a backup needs (Learn: Import messages into Microsoft Teams; Create chat). */
export const IMPORT_PERMISSION = 'Teamwork.Migrate.All'
export const CREATE_PERMISSION = 'Chat.Create'

export function permissionsFor(target: RestoreTarget): string[] {
  return target === 'new-group-chats' ? [IMPORT_PERMISSION, CREATE_PERMISSION] : [IMPORT_PERMISSION]
}

/** A time is taken once in a chat. Later messages move by as little as it takes, and no further than this. */
export const FURTHEST_SHIFT_MS = 20

/**
 * Gives each message, in order, a millisecond of its own: its own time or the next that is free. Undefined: none is, near
 * enough. `taken` are those of messages that the chat has.
 */
export function placeTimes(
  sentMs: readonly number[],
  taken: ReadonlySet<number> = new Set(),
): (number | undefined)[] {
  let last = Number.NEGATIVE_INFINITY
  return sentMs.map((sent) => {
    let at = Math.max(sent, last + 1)
    while (taken.has(at) && at - sent <= FURTHEST_SHIFT_MS) at += 1
    if (at - sent > FURTHEST_SHIFT_MS) return undefined
    last = at
    return at
  })
}

const LONGEST_TOPIC = 250

/** The name of a restored group chat: the original's, with the days of its messages. */
export function restoredTopic(name: string, first: Date, last: Date): string {
  const [from, to] = [first, last].map((date) => date.toISOString().slice(0, 10))
  const days = from === to ? ` (${from})` : ` (${from} – ${to})`
  const whole = [...(name.trim() || 'Chat')]
  const room = LONGEST_TOPIC - days.length
  const kept = whole.join('').length > room ? `${whole.slice(0, room / 2 - 1).join('')}…` : whole.join('')
  return kept + days
}

/** How far before its oldest message a restored chat begins. Clients have been seen to hide history after a closer start. */
const HEADROOM_YEARS = 2

/** Strictly older than the chat, as Microsoft asks, and well before the first message. */
export function migrationStart(firstMessage: Date, chatCreatedAt: Date | null): Date {
  const wanted = Date.UTC(firstMessage.getUTCFullYear() - HEADROOM_YEARS, 0, 1)
  return new Date(chatCreatedAt === null ? wanted : Math.min(wanted, chatCreatedAt.getTime() - 1000))
}

/** Text without what services change about it: spaces of every kind, and what has no width. */
export function comparableText(text: string): string {
  return text.normalize('NFC').replace(/[\s\u200b-\u200d\u2060\ufeff]/gu, '')
}
