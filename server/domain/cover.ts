/**
 * Which mailboxes give what nobody in scope sent, at the fewest rows. A mailbox that is asked for a sender gives the
 * sender's messages of all its chats, also of those that another mailbox gives already: each is paid again.
 *
 *   full     a reader who was in the chat all the time that anybody in scope was: one is enough
 *   partial  came later or left earlier: several are put together until their times add up to what all of them saw
 */

import { byKeys } from './by-keys.ts'

/** When a mailbox was given copies; undefined: from the beginning, or still. */
export type Span = {
  readonly subjectId: string
  readonly from?: number | undefined
  readonly to?: number | undefined
}

export type Covered = {
  readonly no: number
  /** How many rows the chat is likely to give, at least 1. */
  readonly weight: number
  readonly readers: readonly Span[]
}

export type Cover = {
  /** Mailboxes to ask. */
  readonly keepers: ReadonlySet<string>
  /** Chats that cost too much to cover this way. */
  readonly left: ReadonlySet<number>
}

/** Of the rows a further mailbox gives, at least this share has to be new. */
export type CoverOptions = { readonly worthwhile: number; readonly may?: (subjectId: string) => boolean }

/** `asked`: mailboxes that give this already, and go on doing so where it serves. */
export function cover(
  chats: readonly Covered[],
  asked: ReadonlySet<string>,
  { worthwhile, may = () => true }: CoverOptions,
): Cover {
  const full = new Map(chats.map((chat) => [chat.no, fullReaders(chat.readers)]))
  const chatsOf = byKeys(chats, ({ no }) => (full.get(no) ?? []).map(({ subjectId }) => subjectId))
  const weightOf = weights(chats)
  const open = new Set(chats.filter((chat) => (full.get(chat.no) ?? []).length > 0))
  const keepers = new Set<string>()
  const keep = (subjectId: string) => {
    keepers.add(subjectId)
    for (const chat of chatsOf.get(subjectId) ?? []) open.delete(chat)
  }
  for (const subjectId of servingOnly(asked, chatsOf)) keep(subjectId)
  const candidates = [...chatsOf.keys()].filter((id) => !keepers.has(id) && may(id))
  const gain = (id: string) => gainOf(id, chatsOf.get(id) ?? [], open, weightOf.get(id) ?? 1)
  for (const best of bestFirst(candidates, gain)) {
    if (best.fresh === 0 || best.share < worthwhile) break
    keep(best.id)
  }
  const left = new Set([...open].map(({ no }) => no))
  for (const chat of chats)
    if (full.get(chat.no)?.length === 0 && !chain(chat, keepers, may)) left.add(chat.no)
  return { keepers, left }
}

/** Readers who were there from before anybody else came until after anybody else had left. */
function fullReaders(readers: readonly Span[]): Span[] {
  const first = readers.reduce(
    (least, { from }) => Math.min(least, beginning(from)),
    Number.POSITIVE_INFINITY,
  )
  const last = readers.reduce((most, { to }) => Math.max(most, end(to)), Number.NEGATIVE_INFINITY)
  return readers.filter(({ from, to }) => beginning(from) <= first && end(to) >= last)
}

/** Rows a mailbox gives, all its chats together. */
function weights(chats: readonly Covered[]): Map<string, number> {
  const sums = new Map<string, number>()
  for (const { readers, weight } of chats)
    for (const { subjectId } of readers) sums.set(subjectId, (sums.get(subjectId) ?? 0) + weight)
  return sums
}

/** Of the mailboxes asked already, without those whose chats the others give. */
function servingOnly(
  asked: ReadonlySet<string>,
  chatsOf: ReadonlyMap<string, readonly Covered[]>,
): Set<string> {
  const serving = new Set([...asked].filter((id) => chatsOf.has(id)))
  const givers = new Map<Covered, number>()
  for (const id of serving)
    for (const chat of chatsOf.get(id) ?? []) givers.set(chat, (givers.get(chat) ?? 0) + 1)
  for (const id of [...serving]) {
    const own = chatsOf.get(id) ?? []
    if (own.some((chat) => givers.get(chat) === 1)) continue
    serving.delete(id)
    for (const chat of own) givers.set(chat, (givers.get(chat) ?? 0) - 1)
  }
  return serving
}

/** What a further mailbox would give that is new: how much, and which share of all that it gives. */
type Gain = { readonly id: string; readonly fresh: number; readonly share: number }

function gainOf(id: string, chats: readonly Covered[], open: ReadonlySet<Covered>, all: number): Gain {
  let fresh = 0
  for (const chat of chats) if (open.has(chat)) fresh += chat.weight
  return { id, fresh, share: fresh / all }
}

function isLess(one: Gain, other: Gain): boolean {
  return one.share < other.share || (one.share === other.share && one.fresh < other.fresh)
}

/**
 * Best first. Gains only fall while mailboxes are taken, so one that is still no worse than all others were before is the
 * best: most need no second look.
 */
function* bestFirst(ids: readonly string[], gain: (id: string) => Gain): Generator<Gain> {
  const queue = ids.map(gain).sort((a, b) => (isLess(a, b) ? -1 : isLess(b, a) ? 1 : 0))
  for (let last = queue.pop(); last !== undefined; last = queue.pop()) {
    const now = gain(last.id)
    const next = queue.at(-1)
    if (next === undefined || !isLess(now, next)) yield now
    else queue.splice(placeOf(queue, now), 0, now)
  }
}

function placeOf(sorted: readonly Gain[], gain: Gain): number {
  let low = 0
  for (let high = sorted.length; low < high; ) {
    const middle = (low + high) >> 1
    const there = sorted[middle]
    if (there !== undefined && isLess(there, gain)) low = middle + 1
    else high = middle
  }
  return low
}

/** Adds whoever is needed from the first moment to the last; false when somebody needed may not be asked. */
function chain({ readers }: Covered, keepers: Set<string>, may: (id: string) => boolean): boolean {
  let at = Number.NEGATIVE_INFINITY
  for (;;) {
    const later = readers.filter(({ to }) => end(to) > at)
    if (later.length === 0) return true
    const start = Math.max(at, Math.min(...later.map(({ from }) => beginning(from))))
    const there = later.filter(({ from }) => beginning(from) <= start)
    const kept = there.filter(({ subjectId }) => keepers.has(subjectId))
    const usable = kept.length > 0 ? kept : there.filter(({ subjectId }) => may(subjectId))
    const next = usable.toSorted((a, b) => end(b.to) - end(a.to))[0]
    if (next === undefined) return false
    keepers.add(next.subjectId)
    if (end(next.to) === Number.POSITIVE_INFINITY) return true
    at = end(next.to)
  }
}

function beginning(from: number | undefined): number {
  return from ?? Number.NEGATIVE_INFINITY
}

function end(to: number | undefined): number {
  return to ?? Number.POSITIVE_INFINITY
}
