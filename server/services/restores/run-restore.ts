/**
 * Carries a restore out: sends every message of its plan, compares each chat, closes those that are equal. Whatever it has
 * done stands in the books, so that it goes on from there after a crash, in this process or another.
 */
import type { Archive } from '../../archive/archive.ts'
import { failUnsettled, findFirstTime } from '../../books/restore-journal.ts'
import {
  endRestore,
  findLastCompletion,
  listRestoreChats,
  listRestoredChatIds,
  noteRestoreChat,
  noteVerifying,
  type RestoreChatRow,
  type RestoreRow,
} from '../../books/restores.ts'
import { findConversation } from '../../catalog/conversations.ts'
import type { Session } from '../../database/database.ts'
import type { Clock } from '../../domain/clock.ts'
import { notice } from '../../domain/notice.ts'
import { permissionsFor } from '../../domain/restore.ts'
import { toVaultError, type VaultError } from '../../domain/vault-error.ts'
import type { Graph } from '../../graph/graph.ts'
import { type ChatImport, isRefused } from '../../graph/importing/chat-import.ts'
import { inLanes, taking } from '../backup/lanes.ts'
import { compareWithPlan } from './compare.ts'
import { ChatFailure, Stopped } from './failures.ts'
import { type Route, type Sending, sendMessages } from './send-messages.ts'
import { close, createOnce, open } from './target-chat.ts'

export type Running = {
  readonly db: Session
  readonly archive: Archive
  readonly graph: Graph
  readonly importing: ChatImport
  readonly clock: Clock
  readonly workerId: string
  readonly signal: AbortSignal
}

/** Each chat has its own pace; the application has one of 20 messages a second. */
const CHATS_AT_ONCE = 4
/** A chat that was opened again right after it was closed has been seen to break for good (msteams-docs issue 14576). */
const COOL_DOWN_MS = 5 * 60_000

/** Ends the restore. Rejects when it was interrupted, or what failed may work later: then the job shall be done again. */
export async function runRestore(running: Running, restore: RestoreRow): Promise<void> {
  const { db, clock, signal } = running
  try {
    const archive = await running.archive.open(restore.tenantId)
    const sending: Sending = { ...running, archive, tenantId: restore.tenantId }
    if (restore.state === 'running') await sendAll(sending, restore)
    if (!(await noteVerifying(db, restore.id))) return
    await compareAll(sending, restore)
    await conclude(running, restore)
  } catch (thrown) {
    if (signal.aborted) throw thrown
    if (thrown instanceof Stopped) return
    const error = toVaultError(thrown, 'restore chats')
    if (error.retry !== 'never') throw error
    const { reason, notice: what } = endOf(restore, error)
    await endRestore(db, restore.id, { state: 'failed', reason, notice: what, endedAt: clock.now() })
  }
}

const TO_SEND: ReadonlySet<string> = new Set(['waiting', 'creating', 'importing'])

async function sendAll(sending: Sending, restore: RestoreRow): Promise<void> {
  const chats = await listRestoreChats(sending.db, restore.id)
  // One after the other: two of one name must not find the same chat after a crash.
  for (const chat of chats.filter(({ toId, state }) => toId === null && state !== 'failed'))
    await each(sending, restore, chat, () => create(sending, restore, chat))
  const left = (await listRestoreChats(sending.db, restore.id)).filter(({ state }) => TO_SEND.has(state))
  await inLanes(CHATS_AT_ONCE, taking(left), (chat) =>
    each(sending, restore, chat, async () => {
      const route = await prepare(sending, restore, chat, chat.toId ?? '')
      await sendMessages(sending, route)
      await noteRestoreChat(sending.db, restore.id, chat.no, { state: 'checking' })
    }),
  )
}

async function compareAll(sending: Sending, restore: RestoreRow): Promise<void> {
  const { db, clock } = sending
  const chats = await listRestoreChats(db, restore.id)
  const left = chats.filter(({ state }) => state === 'checking')
  await inLanes(CHATS_AT_ONCE, taking(left), (chat) =>
    each(sending, restore, chat, async () => {
      const route = await routeTo(sending, restore, chat, chat.toId ?? '')
      await compareWithPlan(sending, route, restore.target === 'new-group-chats')
      await close(sending, route.toId)
      await noteRestoreChat(db, restore.id, chat.no, { state: 'restored', completedAt: clock.now() })
    }),
  )
}

/** What concerns one chat ends that chat. */
async function each(
  { db }: Sending,
  restore: RestoreRow,
  { no }: RestoreChatRow,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work()
  } catch (thrown) {
    if (!(thrown instanceof ChatFailure)) throw thrown
    const chat = { restoreId: restore.id, no }
    await failUnsettled(db, chat)
    const state =
      thrown.code === 'restore-chat-differs' || thrown.code === 'restore-chat-open' ? 'left-open' : 'failed'
    await noteRestoreChat(db, restore.id, no, {
      state,
      reason: `${thrown.why}. ${thrown.hint}`,
      notice: thrown.notice,
    })
  }
}

/** The chat exists and is in migration. */
async function prepare(
  sending: Sending,
  restore: RestoreRow,
  chat: RestoreChatRow,
  toId: string,
): Promise<Route> {
  const { db, clock, signal } = sending
  const route = await routeTo(sending, restore, chat, toId)
  if (chat.state !== 'importing') {
    const completedAt = await findLastCompletion(db, restore.tenantId, toId)
    const leftMs =
      completedAt === undefined ? 0 : completedAt.getTime() + COOL_DOWN_MS - clock.now().getTime()
    if (leftMs > 0) await clock.wait(Math.min(leftMs, COOL_DOWN_MS), signal)
    await noteRestoreChat(db, restore.id, chat.no, { state: 'importing', toId })
  }
  await open(sending, toId, route.firstAt)
  return route
}

async function create(sending: Sending, restore: RestoreRow, chat: RestoreChatRow): Promise<void> {
  const { db, clock } = sending
  const askedAt = chat.askedAt ?? clock.now()
  await noteRestoreChat(db, restore.id, chat.no, { state: 'creating', askedAt })
  const wanted = {
    topic: chat.topic ?? chat.name,
    memberIds: chat.memberIds,
    askedAt,
    mayExist: chat.state === 'creating',
    taken: await listRestoredChatIds(db, restore.tenantId),
  }
  const toId = await createOnce(sending, wanted)
  await noteRestoreChat(db, restore.id, chat.no, { state: 'creating', toId })
}

async function routeTo(
  { db, clock }: Sending,
  restore: RestoreRow,
  { no, fromId }: RestoreChatRow,
  toId: string,
): Promise<Route> {
  const chat = { restoreId: restore.id, no }
  const conversation = await findConversation(db, restore.tenantId, fromId)
  const firstAt = await findFirstTime(db, chat)
  return { chat, toId, conversationNo: conversation?.no ?? 0, firstAt: firstAt ?? clock.now() }
}

async function conclude({ db, clock }: Running, { id }: RestoreRow): Promise<void> {
  const chats = await listRestoreChats(db, id)
  const endedAt = clock.now()
  const isWhole = chats.every(({ state }) => state === 'restored')
  if (isWhole) await endRestore(db, id, { state: 'completed', endedAt })
  else
    await endRestore(db, id, {
      state: 'failed',
      reason: 'Some chats differ from the plan, or couldn’t be restored. Each says why.',
      notice: notice('restore-incomplete'),
      endedAt,
    })
}

function endOf(restore: RestoreRow, error: VaultError) {
  if (isRefused(error, 'no-permission')) {
    const names = permissionsFor(restore.target)
    return {
      reason: `The application lacks a permission that a restore needs: ${names.join(' or ')}. Add it in Microsoft Entra, grant admin consent, and start the restore again.`,
      notice: notice('restore-permission', { names }),
    }
  }
  return { reason: `${error.message}. ${error.hint}`, notice: error.notice }
}
