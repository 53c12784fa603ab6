/**
 * The dry run of a restore: from the archive and the directory alone, what will be sent where, and what can't travel and why.
 * Into original chats it also looks at what they still have, so that nothing appears twice. What is written down here is
 * what someone approves, and nothing else is sent: later versions of a message don't change it.
 */
import type { TenantArchive } from '../../archive/archive.ts'
import { type PlannedMessage, planMessages } from '../../books/restore-journal.ts'
import { clearPlan, insertRestoreChat, type RestorePlan, type RestoreRow } from '../../books/restores.ts'
import {
  type ConversationRow,
  findConversation,
  listConversationNames,
  listMembers,
} from '../../catalog/conversations.ts'
import type { MessageKey } from '../../catalog/messages.ts'
import {
  findLastMessageNo,
  listSelectedConversations,
  listSelectedMessages,
  type Selection,
} from '../../catalog/selection.ts'
import type { Session } from '../../database/database.ts'
import { type Loss, placeTimes, type Reduction, restoredTopic } from '../../domain/restore.ts'
import type { Graph } from '../../graph/graph.ts'
import { GraphError } from '../../graph/wire/graph-error.ts'
import { composeMessage } from './compose-message.ts'
import { authorOf, createPeople, isColleague, type People } from './people.ts'
import { type ArchivedMessage, readNewest } from './reading.ts'

export type Planning = {
  readonly db: Session
  readonly archive: TenantArchive
  readonly graph: Pick<Graph, 'findUser' | 'chatMessages'>
  readonly selection: Selection
  readonly signal: AbortSignal
}

const CONVERSATIONS = 200
const MESSAGES = 200
const ROWS_AT_ONCE = 1000
/** Microsoft's documentation names none; a group chat of one person is no chat. */
const FEWEST_MEMBERS = 2

type Counts = {
  chats: number
  messages: number
  attachments: number
  shifted: number
  losses: Map<Loss, number>
  reductions: Map<Reduction, number>
}

/** Writes chats and messages down, and answers what they come to; the caller moves the restore on. */
export async function planRestore(
  planning: Planning,
  restore: RestoreRow,
): Promise<Omit<RestorePlan, 'missingPermissions'>> {
  const { db, selection } = planning
  const people = createPeople(planning.graph, planning.signal)
  const counts: Counts = {
    chats: 0,
    messages: 0,
    attachments: 0,
    shifted: 0,
    losses: new Map(),
    reductions: new Map(),
  }
  await clearPlan(db, restore.id)
  const throughNo = await findLastMessageNo(db)
  let afterNo = 0
  for (;;) {
    const page = { afterNo, throughNo, limit: CONVERSATIONS }
    const ids = await listSelectedConversations(db, restore.tenantId, selection, page)
    for (const id of ids) {
      planning.signal.throwIfAborted()
      const row = await findConversation(db, restore.tenantId, id)
      if (row === undefined) continue
      afterNo = row.no
      await planChat({ ...planning, restore, people, counts, throughNo }, row)
    }
    if (ids.length < CONVERSATIONS) break
  }
  return {
    chats: counts.chats,
    messages: counts.messages,
    attachments: counts.attachments,
    shifted: counts.shifted,
    notRestorable: listed(counts.losses),
    reduced: listed(counts.reductions),
  }
}

/** The most frequent first. */
function listed<Reason extends string>(counts: ReadonlyMap<Reason, number>) {
  return [...counts]
    .map(([reason, messages]) => ({ reason, messages }))
    .sort((a, b) => b.messages - a.messages || a.reason.localeCompare(b.reason))
}

type ChatPlanning = Planning & {
  readonly restore: RestoreRow
  readonly people: People
  readonly counts: Counts
  readonly throughNo: number
}

type Candidate = Omit<PlannedMessage, 'at'> & {
  readonly attachments: number
  readonly reductions: readonly Reduction[]
}

async function planChat(planning: ChatPlanning, row: ConversationRow): Promise<void> {
  const { db, restore, counts } = planning
  const memberIds = await colleaguesIn(planning, row)
  const there = await standing(planning, row)
  const whole = lossOfChat(planning, row, memberIds, there)
  const candidates: Candidate[] = []
  const lose = (loss: Loss) => add(counts.losses, loss)
  for await (const archived of messagesOf(planning, row)) {
    if (whole !== undefined) lose(whole)
    else if (there?.ids.has(archived.message.id)) lose('already-there')
    else {
      const judged = await judge(archived, planning.people)
      if ('loss' in judged) lose(judged.loss)
      else candidates.push(judged)
    }
  }
  const times = placeTimes(
    candidates.map(({ sentAt }) => sentAt.getTime()),
    there?.taken,
  )
  const planned: PlannedMessage[] = []
  for (const [index, { attachments, reductions, ...candidate }] of candidates.entries()) {
    const at = times[index]
    if (at === undefined) {
      lose('time-taken')
      continue
    }
    planned.push({ ...candidate, at: new Date(at) })
    counts.attachments += attachments
    if (at !== candidate.sentAt.getTime()) counts.shifted += 1
    for (const reduction of reductions) add(counts.reductions, reduction)
  }
  const [first, last] = [planned.at(0), planned.at(-1)]
  if (first === undefined || last === undefined) return
  counts.chats += 1
  counts.messages += planned.length
  const names = await listConversationNames(db, restore.tenantId, [row.id])
  const name = names.get(row.id) ?? ''
  const isNew = restore.target === 'new-group-chats'
  const chat = { restoreId: restore.id, no: counts.chats }
  await insertRestoreChat(db, restore.id, {
    no: chat.no,
    fromId: row.id,
    name,
    topic: isNew ? restoredTopic(name, first.sentAt, last.sentAt) : null,
    memberIds,
    toId: isNew ? null : row.id,
  })
  for (let at = 0; at < planned.length; at += ROWS_AT_ONCE)
    await planMessages(db, chat, planned.slice(at, at + ROWS_AT_ONCE))
}

function add<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}

async function colleaguesIn({ db, restore, people }: ChatPlanning, { no }: ConversationRow) {
  const members = await listMembers(db, restore.tenantId, [no])
  const accounts = await Promise.all(members.map(({ id }) => people.find(id)))
  return [...new Set(accounts.filter(isColleague).map(({ id }) => id))]
}

function lossOfChat(
  { restore }: ChatPlanning,
  { type }: ConversationRow,
  memberIds: readonly string[],
  there: Standing | undefined,
): Loss | undefined {
  if (type === 'meeting') return 'meeting-chat'
  if (type === 'self') return 'notes-to-self'
  if (restore.target === 'original-chats') return there === undefined ? 'chat-gone' : undefined
  return memberIds.length < FEWEST_MEMBERS ? 'members-gone' : undefined
}

/** What an original chat has: messages that aren't deleted, and the milliseconds that are taken. */
type Standing = { readonly ids: ReadonlySet<string>; readonly taken: ReadonlySet<number> }

/** Undefined where there's no such chat, or none that can be read; always for a restore into new chats. */
async function standing(
  planning: ChatPlanning,
  { id, type }: ConversationRow,
): Promise<Standing | undefined> {
  const { restore, graph, signal } = planning
  if (restore.target === 'new-group-chats' || type === 'meeting') return undefined
  const ids = new Set<string>()
  const taken = new Set<number>()
  try {
    for await (const rows of graph.chatMessages(id, { signal })) {
      for (const row of rows) {
        taken.add(Date.parse(row.createdDateTime))
        if ((row.deletedDateTime ?? null) === null) ids.add(row.id)
      }
    }
  } catch (thrown) {
    if (thrown instanceof GraphError && (thrown.absent || thrown.foreign)) return undefined
    throw thrown
  }
  return { ids, taken }
}

async function* messagesOf(planning: ChatPlanning, row: ConversationRow): AsyncIterable<ArchivedMessage> {
  const { db, archive, restore, selection, throughNo, signal } = planning
  let after: MessageKey | undefined
  for (;;) {
    signal.throwIfAborted()
    const page = { after, throughNo, limit: MESSAGES }
    const rows = await listSelectedMessages(db, restore.tenantId, row.no, selection, page)
    const found = await readNewest({ db, tenantId: restore.tenantId, archive }, row.no, rows)
    for (const { no } of rows) {
      const one = found.get(no)
      if (one !== undefined) yield one
    }
    after = rows.at(-1)
    if (rows.length < MESSAGES) return
  }
}

async function judge(
  { message, etag, media }: ArchivedMessage,
  people: People,
): Promise<Candidate | { readonly loss: Loss }> {
  const author = await authorOf(message, people)
  if ('loss' in author) return author
  const composed = composeMessage(message, media)
  if ('loss' in composed) return composed
  return {
    messageId: message.id,
    etag,
    authorId: author.id,
    authorName: author.displayName,
    sentAt: new Date(message.createdDateTime),
    attachments: composed.pictures.length + composed.files.length,
    reductions: composed.reductions,
  }
}
