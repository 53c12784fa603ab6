import type { Chat, HostedContent } from './chats.ts'
import type { Sender } from './people.ts'

/** What someone writes, before it is a message. */
export interface Draft {
  readonly contentType: 'text' | 'html'
  readonly content: string
  readonly mentions?: readonly object[]
  readonly attachments?: readonly object[]
  readonly hosted?: readonly HostedContent[]
  readonly importance?: 'normal' | 'high' | 'urgent'
  readonly policyViolation?: object
  readonly eventDetail?: object
}

/** What happened to a message after it was sent. */
export interface Afterlife {
  readonly editedAt?: number
  readonly deletedAt?: number
  readonly reactions?: readonly Reaction[]
  readonly policyViolatedAt?: number
}

export interface Reaction {
  readonly reactionType: string
  readonly displayName: string | null
  readonly at: number
  readonly sender: Sender
}

/** UTC with milliseconds, trailing zeros trimmed, as Graph writes times. */
export function graphTime(ms: number): string {
  return new Date(ms).toISOString().replace(/\.?0+Z$/, 'Z')
}

/** When the last of these things happened. */
export function modifiedAt(createdAt: number, after: Afterlife): number {
  let latest = Math.max(createdAt, after.editedAt ?? 0, after.deletedAt ?? 0, after.policyViolatedAt ?? 0)
  for (const reaction of after.reactions ?? []) latest = Math.max(latest, reaction.at)
  return latest
}

/**
 * A row of the export (Learn: chatMessage resource type, chats: getAllMessages). The etag moves with every change,
 * reactions included.
 */
export function chatMessage(
  chat: Chat,
  createdAt: number,
  sender: Sender,
  draft: Draft,
  after: Afterlife,
): object {
  const changed = modifiedAt(createdAt, after)
  return {
    '@odata.type': '#microsoft.graph.chatMessage',
    id: String(createdAt),
    replyToId: null,
    etag: String(changed),
    messageType: draft.eventDetail ? 'systemEventMessage' : 'message',
    createdDateTime: graphTime(createdAt),
    lastModifiedDateTime: graphTime(changed),
    lastEditedDateTime: after.editedAt ? graphTime(after.editedAt) : null,
    deletedDateTime: after.deletedAt ? graphTime(after.deletedAt) : null,
    subject: null,
    summary: null,
    chatId: chat.id,
    importance: draft.importance ?? 'normal',
    locale: 'en-us',
    webUrl: null,
    channelIdentity: null,
    policyViolation: draft.policyViolation ?? null,
    eventDetail: draft.eventDetail ?? null,
    from: sender.from,
    body: { contentType: draft.contentType, content: draft.content },
    attachments: draft.attachments ?? [],
    mentions: draft.mentions ?? [],
    reactions: (after.reactions ?? []).map(reactionRow),
    messageHistory: (after.reactions ?? []).map(historyRow),
  }
}

/** Learn: chatMessageReaction. */
export function reactionRow(reaction: Reaction): object {
  return {
    reactionType: reaction.reactionType,
    displayName: reaction.displayName,
    reactionContentUrl: null,
    createdDateTime: graphTime(reaction.at),
    user: { application: null, device: null, user: bareUser(reaction.sender) },
  }
}

/** Learn: chatMessageHistoryItem; it tells of reactions, not of edits. */
export function historyRow(reaction: Reaction): object {
  return {
    modifiedDateTime: graphTime(reaction.at),
    actions: 'reactionAdded',
    reaction: reactionRow(reaction),
  }
}

/** An identity inside reactions and events, where Graph leaves the name out. */
export function bareUser(sender: Sender): object {
  return { id: sender.userId, displayName: null, userIdentityType: sender.userIdentityType }
}
