/** The chosen messages conversation by conversation, as people read them: what every format but JSONL is written from. */
import type { TenantArchive } from '../../archive/archive.ts'
import type { ArchivedRevision } from '../../archive/archived-revisions.ts'
import {
  type ConversationRow,
  findConversation,
  listMembers,
  type MemberRow,
} from '../../catalog/conversations.ts'
import { listMedia, type MediaRow } from '../../catalog/media.ts'
import type { MessageKey, MessageRow } from '../../catalog/messages.ts'
import { listNames } from '../../catalog/people.ts'
import { listSelectedByNo, listSelectedConversations, listSelectedMessages } from '../../catalog/selection.ts'
import { type MessageView, peopleOf, viewOf } from './message-view.ts'
import { type Reading, revisionsOf } from './reading.ts'
import { noteRevision, type Tally } from './tally.ts'

export type ConversationView = {
  /** 1, 2, 3 … within the export. */
  readonly number: number
  readonly id: string
  readonly type: ConversationRow['type']
  readonly topic: string | null
  /** The topic, or who takes part. */
  readonly name: string
  readonly members: readonly MemberRow[]
  /** Oldest first, each once, noted in the tally when it is taken. To be read once, before the next conversation. */
  readonly messages: AsyncIterable<MessageView>
}

/** Conversations held at a time, and messages: with all their versions, and none is larger than some hundred kB. */
const CONVERSATIONS = 200
const MESSAGES = 100

/** In the order the catalog met them. */
export async function* conversationsOf(reading: Reading, tally: Tally): AsyncIterable<ConversationView> {
  const { db, tenantId, archive, selection, lastNo: throughNo } = reading
  if (archive === undefined) return
  let number = 0
  let afterNo = 0
  for (;;) {
    const page = { afterNo, throughNo, limit: CONVERSATIONS }
    const ids = await listSelectedConversations(db, tenantId, selection, page)
    for (const id of ids) {
      const row = await findConversation(db, tenantId, id)
      if (row === undefined) continue
      number += 1
      afterNo = row.no
      const members = await listMembers(db, tenantId, [row.no])
      const name = row.topic || namesOf(members)
      yield {
        number,
        id,
        type: row.type,
        topic: row.topic,
        name,
        members,
        messages: messagesOf({ ...reading, archive }, row.no, members, tally),
      }
    }
    if (ids.length < CONVERSATIONS) return
  }
}

type Open = Reading & { readonly archive: TenantArchive }

async function* messagesOf(
  reading: Open,
  conversationNo: number,
  members: readonly MemberRow[],
  tally: Tally,
): AsyncIterable<MessageView> {
  const { db, tenantId, selection, lastNo: throughNo } = reading
  const names = new Map(members.map(({ id, displayName }) => [id, displayName]))
  let after: MessageKey | undefined
  for (;;) {
    const page = { after, throughNo, limit: MESSAGES }
    const rows = await listSelectedMessages(db, tenantId, conversationNo, selection, page)
    const media = Map.groupBy(
      await listMedia(
        db,
        tenantId,
        conversationNo,
        rows.map(({ id }) => id),
      ),
      ({ messageId }) => messageId,
    )
    const versions = await versionsOf(reading, rows)
    const unnamed = [...versions.values()].flat().flatMap(({ message }) => peopleOf(message))
    for (const [id, name] of await listNames(
      db,
      tenantId,
      unnamed.filter((id) => !names.has(id)),
    ))
      names.set(id, name)
    for (const row of rows) {
      const own = versions.get(row.no) ?? []
      for (const version of own) noteRevision(tally, version)
      const view = viewOf(own, media.get(row.id) ?? [], { names, tenantId })
      if (view !== undefined) yield view
    }
    await reading.pause()
    after = rows.at(-1)
    if (rows.length < MESSAGES) return
  }
}

/** Of each message by its number: every version, oldest first. */
async function versionsOf(
  reading: Open,
  rows: readonly MessageRow[],
): Promise<Map<number, ArchivedRevision[]>> {
  const places = await listSelectedByNo(
    reading.db,
    reading.tenantId,
    rows.map(({ no }) => no),
  )
  const found = new Map<number, ArchivedRevision[]>()
  for await (const { messageNo, revision } of revisionsOf(reading.archive, reading.subjectIds, places)) {
    const versions = found.get(messageNo) ?? []
    versions.push(revision)
    found.set(messageNo, versions)
  }
  for (const versions of found.values()) versions.sort((a, b) => a.revision - b.revision)
  return found
}

/** So many name a conversation without a topic. */
const NAMED_BY = 4

function namesOf(members: readonly MemberRow[]): string {
  const names = members.flatMap(({ displayName }) => (displayName === '' ? [] : [displayName]))
  const more = members.length - Math.min(names.length, NAMED_BY)
  if (names.length === 0) return 'Conversation without a name'
  return [...names.slice(0, NAMED_BY), ...(more > 0 ? [`${more} more`] : [])].join(', ')
}

/** What is kept of a picture or other content of a message; undefined when the archive hasn't got it. */
export async function readMediaOf(reading: Reading, { name }: MediaRow): Promise<Uint8Array | undefined> {
  return name === null ? undefined : reading.archive?.readMedia(name)
}
