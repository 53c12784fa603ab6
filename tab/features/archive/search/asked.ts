import type { ContentKind, ConversationType } from '../../../../server/contract/index.ts'

/** What is looked for, kept in the address so that people can go back to a search. An empty member narrows nothing. */
export interface Asked {
  q: string
  /** In whose chats. */
  person: string
  sender: string
  has: ContentKind | ''
  type: ConversationType | ''
  deleted: 'only' | 'none' | ''
  /** Days of the reader's calendar, as `<input type="date">` has them. */
  from: string
  to: string
}

export const NOTHING: Asked = {
  q: '',
  person: '',
  sender: '',
  has: '',
  type: '',
  deleted: '',
  from: '',
  to: '',
}

export const KINDS: readonly ContentKind[] = ['file', 'image', 'link', 'mention', 'card']
export const TYPES: readonly ConversationType[] = ['oneOnOne', 'group', 'meeting', 'self']
export const DELETED = ['none', 'only'] as const

const NAMES = Object.keys(NOTHING) as (keyof Asked)[]
const DAY = /^\d{4}-\d\d-\d\d$/

/** Anyone can write an address: what is none of the choices is left out. */
export function askedOf(search: URLSearchParams): Asked {
  const of = (name: keyof Asked) => search.get(name) ?? ''
  const one = <T extends string>(name: keyof Asked, choices: readonly T[]) =>
    choices.find((it) => it === of(name)) ?? ''
  const day = (name: keyof Asked) => (DAY.test(of(name)) ? of(name) : '')
  return {
    q: of('q').slice(0, 500),
    person: of('person').slice(0, 100),
    sender: of('sender').slice(0, 200),
    has: one('has', KINDS),
    type: one('type', TYPES),
    deleted: one('deleted', DELETED),
    from: day('from'),
    to: day('to'),
  }
}

/** As the end of an address, with its question mark; other members of the address come first. */
export function searchOf(asked: Asked, others: Readonly<Record<string, string>> = {}): string {
  const search = new URLSearchParams(others)
  for (const name of NAMES) if (asked[name] !== '') search.set(name, asked[name])
  return search.size === 0 ? '' : `?${search}`
}

export function isAsking(asked: Asked): boolean {
  return NAMES.some((name) => asked[name].trim() !== '')
}

/** Where a message that was found is read; the search remains beside it. */
export function hitAddress(
  { conversationId, messageId, subjectId }: { conversationId: string; messageId: string; subjectId: string },
  asked: Asked,
): string {
  const subject = asked.person || subjectId
  const chat = `/archive/${encodeURIComponent(subject)}/${encodeURIComponent(conversationId)}`
  return chat + searchOf(asked, { message: messageId })
}

/** What of it a reading request can say: whose chats, and when. */
export function selectionOf({ person, from, to }: Asked) {
  const since = instantOf(from && `${from}T00:00:00.000`)
  const through = instantOf(to && `${to}T23:59:59.999`)
  return {
    ...(person && { subjectIds: [person] }),
    ...(since && { from: since }),
    ...(through && { to: through }),
  }
}

/** A day that doesn't exist narrows nothing. */
function instantOf(local: string): string | undefined {
  const at = new Date(local)
  return local === '' || Number.isNaN(at.getTime()) ? undefined : at.toISOString()
}
