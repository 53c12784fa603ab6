/**
 * Whose messages each mailbox is asked for, so that every message is paid once where that can be:
 *
 *   its owner's own            every mailbox
 *   people out of scope        by their ids, from mailboxes that share all chats with them (domain/cover.ts)
 *   events, apps, and others   by their kind, from mailboxes that give enough that is new; the chats left over are
 *                              compared with the chat itself, and what is missing is fetched one by one (check-coverage.ts)
 *
 * A plan is made from what the catalog knows of the chats, and again when more is known: events tell who came and went, and
 * some mailboxes turn out to give nothing. What a mailbox was not asked for before is a gap below its watermark.
 */

import type { SourceReach } from '../../../books/sources.ts'
import type { Roster, RosterUser } from '../../../catalog/rosters.ts'
import { byKeys } from '../../../domain/by-keys.ts'
import { usersInChatId } from '../../../domain/chat-users.ts'
import { type Covered, cover, type Span } from '../../../domain/cover.ts'
import { isGuid } from '../../../domain/guid.ts'
import { lacking, MOST_SENDERS, OTHERS, type Senders } from '../../../domain/senders.ts'
import { FIRST_WINDOW_FROM, WINDOW_OVERLAP_MS } from '../../../domain/window.ts'

/** Up to the watermark. Where it begins no earlier, there is nothing to read. */
export type Gap = { readonly senders: readonly string[]; readonly from: Date; readonly to: Date }

export type SourcePlan = {
  /** Of what is new. */
  readonly senders: Senders
  /** Undefined when everything up to the watermark was given already. */
  readonly gap?: Gap
}

export type Plan = {
  /** By mailbox. */
  readonly sources: ReadonlyMap<string, SourcePlan>
  /** Chats to be compared themselves: no mailbox is asked for everything of theirs. */
  readonly left: readonly PlannedChat[]
  readonly chats: readonly PlannedChat[]
}

export type PlannedChat = {
  readonly roster: Roster
  /** Mailboxes in scope that hold copies, longest first. */
  readonly readers: readonly Span[]
  readonly outsiders: readonly string[]
}

/**
 * Of the rows that a further mailbox gives of events and apps, a quarter have to be new: else the chats are compared
 * instead. That costs nothing but time: a page of a chat a second.
 */
const WORTHWHILE = 0.25
/** Events and apps among a chat's messages, about. */
const SHARE_OF_OTHERS = 0.05
/** Messages of a chat that is compared as a whole. */
const LARGEST_LEFT = 500

export function planPayOnce(rosters: readonly Roster[], reach: readonly SourceReach[]): Plan {
  const sources = new Map(reach.map((one) => [one.subjectId, one]))
  const giving = new Set(reach.filter(({ gives }) => gives).map(({ subjectId }) => subjectId))
  const chats = rosters
    .map((roster) => plannedChat(roster, giving))
    .filter(({ readers }) => readers.length > 0)
  const wanted = new Map([...giving].map((id) => [id, new Set([id])]))
  const askFor = (sender: string, ids: Iterable<string>) => {
    for (const id of ids) wanted.get(id)?.add(sender)
  }
  const askedFor = (sender: string) =>
    new Set([...giving].filter((id) => sources.get(id)?.asked?.includes(sender)))

  const others = isFirst(reach) ? NOTHING_YET : coverOthers(chats, askedFor(OTHERS))
  askFor(OTHERS, others.keepers)
  const left = new Set(others.left)
  for (const { roster } of chats) if (!roster.described && !roster.unlistable) left.add(roster.no)
  for (const [sender, theirs] of byKeys(chats, ({ outsiders }) => outsiders)) {
    const covered = theirs.map((chat) => coveredChat(chat, 1 + chat.roster.messages))
    const may = (id: string) => (wanted.get(id)?.size ?? 0) < MOST_SENDERS
    const { keepers, left: unasked } = cover(covered, askedFor(sender), { worthwhile: 0, may })
    askFor(sender, keepers)
    for (const no of unasked) left.add(no)
  }
  const plans = new Map<string, SourcePlan>()
  const chatsOf = byKeys(chats, ({ readers }) => readers.map(({ subjectId }) => subjectId))
  for (const [id, senders] of wanted) {
    const gap = gapOf(sources.get(id), [...senders], chatsOf.get(id) ?? [], sources)
    plans.set(id, { senders: [...senders].sort(), ...(gap && { gap }) })
  }
  return { sources: plans, chats, left: chats.filter(({ roster }) => left.has(roster.no)) }
}

/** How much a chat has is known once people's own messages are read: only then can it be told what is worthwhile. */
function isFirst(reach: readonly SourceReach[]): boolean {
  const giving = reach.filter(({ gives }) => gives)
  return giving.filter(({ watermark }) => watermark === null).length > giving.length / 2
}

const NOTHING_YET = { keepers: new Set<string>(), left: new Set<number>() }

function plannedChat(roster: Roster, giving: ReadonlySet<string>): PlannedChat {
  const users = new Map(roster.users.map((user) => [user.id, user]))
  for (const id of usersInChatId(roster.id))
    if (!users.has(id)) users.set(id, { id, joinedAt: null, leftAt: null })
  const readers: Span[] = []
  const outsiders: string[] = []
  for (const user of users.values()) {
    if (giving.has(user.id)) readers.push(spanOf(user))
    else if (isGuid(user.id)) outsiders.push(user.id)
  }
  return { roster, readers, outsiders }
}

/**
 * When somebody's mailbox was given copies. Whose coming no event has told yet counts as there from the beginning: the event
 * comes with what the mailbox gives, and the next plan knows better.
 */
function spanOf({ id, joinedAt, leftAt }: RosterUser): Span {
  const from = joinedAt?.getTime()
  const left = leftAt?.getTime()
  return { subjectId: id, from, to: left !== undefined && left >= (from ?? 0) ? left : undefined }
}

function coveredChat({ roster, readers }: PlannedChat, weight: number): Covered {
  return { no: roster.no, weight, readers }
}

/**
 * Has to be covered whatever it costs: Microsoft refuses to list it, or would take minutes, at 50 messages and one request a
 * second for a chat (Learn: Teams throttling limits).
 */
function mustBeCovered({ unlistable, checkedTo, messages }: Roster): boolean {
  return unlistable || (checkedTo === null && messages > LARGEST_LEFT)
}

function coverOthers(chats: readonly PlannedChat[], asked: ReadonlySet<string>) {
  const covered = (chat: PlannedChat) => coveredChat(chat, 1 + chat.roster.messages * SHARE_OF_OTHERS)
  const first = cover(chats.map(covered), asked, { worthwhile: WORTHWHILE })
  const needed = chats.filter(({ roster }) => mustBeCovered(roster) && first.left.has(roster.no))
  if (needed.length === 0) return first
  const rest = cover(needed.map(covered), new Set(), { worthwhile: 0 })
  const kept = new Set(needed.map(({ roster }) => roster.no).filter((no) => !rest.left.has(no)))
  return {
    keepers: new Set([...first.keepers, ...rest.keepers]),
    left: new Set([...first.left].filter((no) => !kept.has(no))),
  }
}

/** What the mailbox was not asked for so far, back to where no other mailbox has given it. */
function gapOf(
  source: SourceReach | undefined,
  wanted: readonly string[],
  chats: readonly PlannedChat[],
  sources: ReadonlyMap<string, SourceReach>,
): Gap | undefined {
  if (source === undefined || source.watermark === null) return undefined
  const senders = lacking(source.asked, wanted)
  if (senders.length === 0) return undefined
  let from = source.watermark.getTime()
  if (senders.includes(source.subjectId)) from = FIRST_WINDOW_FROM.getTime()
  for (const sender of senders)
    for (const chat of chats)
      if (sender === OTHERS || chat.outsiders.includes(sender))
        from = Math.min(from, givenUntil(chat, sender, source.subjectId, sources))
  return { senders, from: new Date(Math.max(from, FIRST_WINDOW_FROM.getTime())), to: source.watermark }
}

/** Up to when the archive has what the sender wrote in the chat, in milliseconds; before the chat when nothing is known. */
function givenUntil(
  { roster, readers }: PlannedChat,
  sender: string,
  subjectId: string,
  sources: ReadonlyMap<string, SourceReach>,
): number {
  const own = readers.find((reader) => reader.subjectId === subjectId)
  let until = roster.createdAt?.getTime() ?? FIRST_WINDOW_FROM.getTime()
  if (roster.checkedTo !== null) until = Math.max(until, roster.checkedTo.getTime())
  for (const user of roster.users) {
    const other = sources.get(user.id)
    if (other === undefined || user.id === subjectId || other.watermark === null) continue
    if (other.asked !== null && !other.asked.includes(sender)) continue
    const { from, to } = spanOf(user)
    if ((from ?? 0) > (own?.from ?? 0)) continue
    until = Math.max(until, Math.min(other.watermark.getTime(), to ?? Number.POSITIVE_INFINITY))
  }
  return until - WINDOW_OVERLAP_MS
}
