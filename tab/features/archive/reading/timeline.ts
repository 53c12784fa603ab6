import type { Timeline } from '../../../../server/contract/index.ts'

/**
 * Places in a conversation as numbers of messages: how many are before it. Known are the months (UTC) and how many
 * messages each has; within a month they are taken as spread evenly, which is near enough for a scroll bar.
 */
export interface Places {
  /** All messages. */
  count: number
  placeOf(at: string): number
  /** The instant, in RFC 3339, that `place` messages are before. */
  instantAt(place: number): string
}

interface Ends {
  firstAt?: string | null
  lastAt?: string | null
}

interface Month {
  from: number
  to: number
  messages: number
  before: number
}

/** `ends`: times of the first and the last message, where the first and the last month really begin and end. */
export function placesOf({ months }: Timeline, ends: Ends = {}): Places {
  let count = 0
  const known = months.map(({ month, messages }): Month => {
    const before = count
    count += messages
    return { ...spanOf(month), messages, before }
  })
  const [first, last] = [known[0], known.at(-1)]
  if (first && ends.firstAt) first.from = Math.max(first.from, Date.parse(ends.firstAt))
  if (last && ends.lastAt) last.to = Math.min(last.to, Date.parse(ends.lastAt) + 1)
  return {
    count,
    placeOf(at) {
      const ms = Date.parse(at)
      const month = known.findLast(({ from }) => from <= ms)
      if (!month) return 0
      const share = Math.min(1, (ms - month.from) / (month.to - month.from))
      return Math.round(month.before + share * month.messages)
    },
    instantAt(place) {
      const month = known.findLast(({ before }) => before <= place) ?? known[0]
      if (!month) return new Date(0).toISOString()
      const share = Math.min(1, (place - month.before) / month.messages)
      return new Date(month.from + share * (month.to - month.from)).toISOString()
    },
  }
}

export type MonthOf = Timeline['months'][number]

/** From the first month with a message to the last one, those in between without any included. */
export function everyMonth({ months }: Timeline): MonthOf[] {
  const known = new Map(months.map(({ month, messages }) => [month, messages]))
  const [first, last] = [months[0]?.month, months.at(-1)?.month]
  const all: MonthOf[] = []
  for (
    let month = first;
    month !== undefined && last !== undefined && month <= last;
    month = monthAfter(month)
  )
    all.push({ month, messages: known.get(month) ?? 0 })
  return all
}

function monthAfter(month: string): string {
  return new Date(spanOf(month).to).toISOString().slice(0, 'yyyy-mm'.length)
}

function spanOf(month: string): { from: number; to: number } {
  const [year = 1970, number = 1] = month.split('-').map(Number)
  return { from: Date.UTC(year, number - 1), to: Date.UTC(year, number) }
}

/** The time a link or the address asks for: a day of the reader's own, or an instant; undefined when it is neither. */
export function instantOf(text: string | null): string | undefined {
  const ms = Date.parse(/^\d{4}-\d\d-\d\d$/.test(text ?? '') ? `${text}T00:00` : (text ?? ''))
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString()
}

/** A day as an input of dates writes it, by the reader's own clock. */
export function dayOf(at: string): string {
  const date = new Date(at)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}
