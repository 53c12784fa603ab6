/** One message as the formats tell it: the version shown, what came before it, and what is attached. */
import type { ArchivedRevision } from '../../archive/archived-revisions.ts'
import type { MediaRow } from '../../catalog/media.ts'
import { type ChatMessage, hasBody, isTombstone } from '../../domain/message.ts'
import { type AttachmentView, attachmentsOf } from './attachment-view.ts'
import { textOfHtml } from './body-text.ts'
import { eventWords } from './event-words.ts'
import {
  eventDetailOf,
  eventKindOf,
  type Identity,
  identityIn,
  membersIn,
  objectsIn,
  textIn,
} from './graph-parts.ts'

export type Person = { readonly id: string; readonly name: string; readonly isOutside: boolean }

export type Version = {
  readonly revision: number
  /** RFC 3339 UTC. */
  readonly modifiedAt: string
  readonly message: ChatMessage
  /** Its words and what is attached, as plain text. */
  readonly text: string
  /** This version says that the message was deleted. */
  readonly isDeleted: boolean
}

export type Reaction = { readonly value: string; readonly people: readonly Person[] }

export type MessageView = {
  readonly id: string
  readonly chatId: string
  readonly sentAt: string
  readonly sender: Person
  /** What a system event says; undefined for what a person or an app wrote. */
  readonly event:
    | { readonly kind: string; readonly text: string; readonly people: readonly Person[] }
    | undefined
  readonly subject: string | undefined
  readonly importance: string
  /** The last version that has something to show. */
  readonly shown: Version
  /** The others that say something else, oldest first. */
  readonly earlier: readonly Version[]
  readonly versions: number
  readonly editedAt: string | undefined
  /** When it was deleted, as far as is known; undefined when it wasn't. */
  readonly deletedAt: string | undefined
  readonly reactions: readonly Reaction[]
  readonly attachments: readonly AttachmentView[]
  /** Ids of the messages of the conversation it answers. */
  readonly repliesTo: readonly string[]
  readonly media: readonly MediaRow[]
  /** In whose mailboxes it was seen, Entra object ids. */
  readonly subjectIds: readonly string[]
  readonly fetchedAt: string
  readonly runId: string
}

export type Names = { readonly names: ReadonlyMap<string, string>; readonly tenantId: string }

/** `revisions`: every archived one, oldest first. Undefined without any. */
export function viewOf(
  revisions: readonly ArchivedRevision[],
  media: readonly MediaRow[],
  names: Names,
): MessageView | undefined {
  const last = revisions.at(-1)
  if (last === undefined) return undefined
  const { message } = last
  const detail = eventDetailOf(message)
  const versions = revisions.map((revision) => versionOf(revision, names))
  const shown = shownOf(versions)
  const sender = personOf(identityIn(message.from), names)
  return {
    id: message.id,
    chatId: message.chatId,
    sentAt: instantOf(message.createdDateTime),
    sender: detail ? personOf(identityIn(detail.initiator), names) : sender,
    event: isEvent(message)
      ? {
          kind: detail ? eventKindOf(detail) : '',
          text: eventWords(detail, (identity) => nameOf(identity, names)),
          people: detail ? membersIn(detail).map((identity) => personOf(identity, names)) : [],
        }
      : undefined,
    subject: textIn(message.subject),
    importance: textIn(message.importance) ?? 'normal',
    shown,
    earlier: earlierOf(versions, shown),
    versions: versions.length,
    editedAt: textIn(message.lastEditedDateTime),
    deletedAt: isTombstone(message)
      ? (textIn(message.deletedDateTime) ?? message.lastModifiedDateTime)
      : undefined,
    reactions: reactionsOf(message, names),
    attachments: attachmentsOf(shown.message),
    repliesTo: attachmentsOf(shown.message).flatMap(({ quotedId }) => quotedId ?? []),
    media,
    subjectIds: [...new Set(revisions.flatMap(({ subjectIds }) => subjectIds))].sort(),
    fetchedAt: last.fetchedAt,
    runId: last.runId,
  }
}

/** Ids of everyone whose name may have to be looked up. */
export function peopleOf(message: ChatMessage): string[] {
  const detail = eventDetailOf(message)
  const identities = [
    identityIn(message.from),
    identityIn(detail?.initiator),
    ...(detail ? membersIn(detail) : []),
    ...objectsIn(message.reactions).map(({ user }) => identityIn(user)),
  ]
  return identities.flatMap((identity) => identity?.id ?? [])
}

function versionOf({ revision, message }: ArchivedRevision, names: Names): Version {
  return {
    revision,
    modifiedAt: instantOf(message.lastModifiedDateTime ?? message.createdDateTime),
    message,
    text: wordsOf(message, names),
    isDeleted: isTombstone(message),
  }
}

function wordsOf(message: ChatMessage, names: Names): string {
  if (isEvent(message)) return eventWords(eventDetailOf(message), (identity) => nameOf(identity, names))
  const { contentType, content } = message.body ?? {}
  const body = typeof content === 'string' ? (contentType === 'text' ? content : textOfHtml(content)) : ''
  return [textIn(message.subject), body, ...attachmentsOf(message).map(({ text }) => text)]
    .filter((part) => part !== undefined && part !== '')
    .join('\n')
}

/** A deleted message has lost its text: what is shown is what it had. */
function shownOf(versions: readonly Version[]): Version {
  const last = versions.at(-1) as Version // One version at least: the caller has looked.
  if (!last.isDeleted || hasBody(last.message)) return last
  return versions.findLast(({ message }) => hasBody(message)) ?? last
}

/** A reaction makes a new version as well: only other words are worth showing. */
function earlierOf(versions: readonly Version[], shown: Version): Version[] {
  const texts = new Set([shown.text, ''])
  const earlier: Version[] = []
  for (const version of versions.toReversed()) {
    if (texts.has(version.text)) continue
    texts.add(version.text)
    earlier.unshift(version)
  }
  return earlier
}

function isEvent({ messageType, eventDetail }: ChatMessage): boolean {
  return (messageType ?? 'message') !== 'message' || (eventDetail ?? null) !== null
}

function reactionsOf(message: ChatMessage, names: Names): Reaction[] {
  const reactions = objectsIn(message.reactions).map((reaction) => ({
    value: reactionValue(textIn(reaction.reactionType), textIn(reaction.displayName)),
    person: personOf(identityIn(reaction.user), names),
  }))
  const byValue = Map.groupBy(reactions, ({ value }) => value)
  return [...byValue].map(([value, of]) => ({ value, people: of.map(({ person }) => person) }))
}

function reactionValue(type = 'custom', name: string | undefined): string {
  return type === 'custom' ? (name ?? type) : type
}

function personOf(identity: Identity | undefined, names: Names): Person {
  const id = identity?.id ?? `unknown-${identity?.kind ?? 'sender'}`
  return { id, name: nameOf(identity, names) ?? 'Unknown', isOutside: identity?.isOutside ?? false }
}

function nameOf(identity: Identity | undefined, { names }: Names): string | undefined {
  const name =
    identity?.name ?? (identity?.id === undefined ? undefined : names.get(identity.id)) ?? identity?.id
  return name === undefined ? undefined : plainName(name)
}

/** Names are set in lines with others: nothing in them may turn those around or break them. */
export function plainName(name: string): string {
  return name
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}

/** With milliseconds and Z; what can't be read as a time stays as Microsoft wrote it. */
function instantOf(text: string): string {
  const at = new Date(text)
  return Number.isNaN(at.getTime()) ? text : at.toISOString()
}
