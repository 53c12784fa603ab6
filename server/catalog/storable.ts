/**
 * Archived records as the catalog can hold them. The archive keeps what Graph said; the catalog is PostgreSQL, whose
 * text takes no U+0000 and whose indexes take no key above some 2,700 bytes. Writers and readers of the catalog go
 * through here, so that no record can stop a run or a rebuild, no matter who wrote it. Doing it twice changes nothing.
 */
import { createHash } from 'node:crypto'
import type { ArchiveRecord, ConversationRecord, Frame, SubjectRecord } from '../archive/archive.ts'
import { isGuid } from '../domain/guid.ts'
import { toText } from '../domain/text.ts'

/** Bytes of an id. Graph's have 150 at most (chats); two of them and a content id fit into one key. */
const LONGEST_ID = 500
const LONGEST_CONTENT_ID = 1000
const UTC = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/

/**
 * U+0000 and halves of surrogate pairs become U+FFFD. A value that isn't text although Graph's documentation says so
 * becomes its JSON.
 */
export function storableText(value: unknown): string {
  return toText(typeof value === 'string' ? value : (JSON.stringify(value) ?? ''))
}

/** A key that is too long, or isn't text, is replaced by its digest: two ids never become one. */
export function storableId(value: unknown, longest = LONGEST_ID): string {
  const text = storableText(value)
  if (text === value && Buffer.byteLength(text) <= longest) return text
  const json = JSON.stringify(value) ?? ''
  return `sha256:${createHash('sha256').update(json).digest('hex')}`
}

export function storableSubject(subject: SubjectRecord): SubjectRecord {
  return {
    id: storableId(subject.id),
    displayName: storableText(subject.displayName),
    userPrincipalName: storableText(subject.userPrincipalName),
    mail: subject.mail === null ? null : storableText(subject.mail),
    enabled: subject.enabled,
    userType: storableText(subject.userType),
  }
}

export function storableFrame({ header, records }: Frame): Frame {
  const subjectId = header.subjectId === null ? null : storableId(header.subjectId)
  return { header: { ...header, subjectId }, records: records.map(storableRecord) }
}

function storableRecord(record: ArchiveRecord): ArchiveRecord {
  switch (record.kind) {
    case 'message':
      return { ...record, message: storableMessage(record) }
    case 'sighting':
      return { ...record, chatId: storableId(record.chatId), id: storableId(record.id) }
    case 'subject':
      return { ...record, subject: storableSubject(record.subject) }
    case 'conversation':
      return { ...record, conversation: storableConversation(record.conversation) }
    case 'media':
      return { ...record, media: storableMedia(record.media) }
    default:
      return record
  }
}

/** Members the catalog does not read stay as they are. A message without a time has that of its reading. */
function storableMessage({ message, fetchedAt }: Extract<ArchiveRecord, { kind: 'message' }>) {
  const createdDateTime = storableInstant(message.createdDateTime) ?? fetchedAt
  const stored = {
    id: storableId(message.id),
    etag: storableId(message.etag),
    chatId: storableId(message.chatId),
    createdDateTime,
    lastModifiedDateTime: storableInstant(message.lastModifiedDateTime) ?? createdDateTime,
  }
  // Nearly all are as they have to be, and copying them is much of what a page costs.
  const asItCame =
    stored.id === message.id &&
    stored.etag === message.etag &&
    stored.chatId === message.chatId &&
    stored.createdDateTime === message.createdDateTime &&
    stored.lastModifiedDateTime === message.lastModifiedDateTime
  return asItCame ? message : { ...message, ...stored }
}

function storableConversation(conversation: ConversationRecord): ConversationRecord {
  return {
    id: storableId(conversation.id),
    chatType: storableText(conversation.chatType),
    topic: conversation.topic === null ? null : storableText(conversation.topic),
    createdAt: storableInstant(conversation.createdAt) ?? null,
    members: conversation.members.map((member) => ({
      id: storableId(member.id),
      displayName: storableText(member.displayName),
      email: member.email === null ? null : storableText(member.email),
      tenantId: isGuid(member.tenantId ?? '') ? member.tenantId : null,
    })),
  }
}

function storableMedia(media: Extract<ArchiveRecord, { kind: 'media' }>['media']) {
  return {
    ...media,
    chatId: storableId(media.chatId),
    messageId: storableId(media.messageId),
    contentId: storableId(media.contentId, LONGEST_CONTENT_ID),
    contentType: storableText(media.contentType),
  }
}

/** As Graph writes it when PostgreSQL reads it as the same instant; dates JavaScript alone can read, in plain form. */
function storableInstant(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined
  const at = new Date(value)
  if (Number.isNaN(at.getTime())) return undefined
  const plain = at.toISOString()
  if (!UTC.test(plain) || plain.startsWith('0000')) return undefined
  return UTC.test(value) && value.slice(0, 10) === plain.slice(0, 10) ? value : plain
}
