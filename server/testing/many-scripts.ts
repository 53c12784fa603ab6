/**
 * Made-up chats in twelve scripts, and what a search of them must find, worked out without any index: each message is a row of
 * known words, so whether a query matches is a matter of comparing lists.
 */
import fc from 'fast-check'
import type { ChatMessage } from '../domain/message.ts'

/** A word of a spaced script: how people may write it. A query with any of them finds all. */
const SPACED: readonly (readonly string[])[] = [
  ['ärger', 'ÄRGER', 'arger', 'a\u0308rger'],
  ['Straße', 'strasse', 'STRASSE'],
  ['résumé', 'RESUME'],
  ['plan', 'Plan', 'ＰＬＡＮ'],
  ['planet'],
  ['report'],
  ['draft'],
  ['Ελλάς', 'ΕΛΛΑΣ'],
  ['ёлка', 'ЕЛКА'],
  ['كتاب', 'كِتَابٌ'],
  ['שלום', 'שָׁלוֹם'],
  ['हिन्दी'],
  ['தமிழ்'],
  ['հայերեն', 'ՀԱՅԵՐԵՆ'],
  ['ქართული'],
  ['2026'],
]
/** Words of unspaced scripts, written without anything in between. */
const UNSPACED: readonly string[] = [
  '会議室',
  '東京都',
  '議',
  'ひらがな',
  'カタカナー',
  '한국어',
  '국어',
  'ภาษาไทย',
  'ລາວ',
  'ខ្មែរ',
  'မြန်',
]

export type Piece =
  | { readonly script: 'spaced'; readonly word: number; readonly spelling: number }
  | { readonly script: 'unspaced'; readonly run: string }

/** What one version says: pieces with blanks or points between them. */
export type Version = readonly Piece[]

export type MadeMessage = {
  readonly chat: number
  readonly sender: number
  readonly minute: number
  /** Oldest first; at least one. */
  readonly versions: readonly Version[]
  readonly deleted: boolean
}

const piece: fc.Arbitrary<Piece> = fc.oneof(
  fc.record({
    script: fc.constant('spaced' as const),
    word: fc.nat(SPACED.length - 1),
    spelling: fc.nat(3),
  }),
  fc
    .array(fc.constantFrom(...UNSPACED), { minLength: 1, maxLength: 3 })
    .map((words) => ({ script: 'unspaced' as const, run: words.join('') })),
)
const version = fc.array(piece, { minLength: 1, maxLength: 6 })

/** Each was sent at a minute of its own. */
export const chats: fc.Arbitrary<MadeMessage[]> = fc
  .array(
    fc.record({
      chat: fc.nat(2),
      sender: fc.nat(2),
      versions: fc.array(version, { minLength: 1, maxLength: 3 }),
      deleted: fc.boolean(),
    }),
    { minLength: 5, maxLength: 30 },
  )
  .map((messages) => messages.map((message, minute) => ({ ...message, minute })))

export function textOf(pieces: Version): string {
  return pieces.map(spelled).join('. ')
}

function spelled(one: Piece): string {
  if (one.script === 'unspaced') return one.run
  const spellings = SPACED[one.word] ?? []
  return spellings[one.spelling % spellings.length] ?? ''
}

// ── Queries ──────────────────────────────────────────────────────────────────────────────────────────────────────

export type MadeTerm =
  | { readonly kind: 'words'; readonly words: readonly { word: number; spelling: number }[] }
  | { readonly kind: 'beginning'; readonly word: number; readonly length: number }
  | { readonly kind: 'piece'; readonly text: string }

type Literal = { readonly term: MadeTerm; readonly not: boolean }

/** All of the outer list, of each inner one at least one. */
export type MadeQuery = readonly (readonly Literal[])[]

const word = fc.record({ word: fc.nat(SPACED.length - 1), spelling: fc.nat(3) })
const term: fc.Arbitrary<MadeTerm> = fc.oneof(
  fc.array(word, { minLength: 1, maxLength: 2 }).map((words) => ({ kind: 'words' as const, words })),
  fc.record({
    kind: fc.constant('beginning' as const),
    word: fc.nat(SPACED.length - 1),
    length: fc.integer({ min: 1, max: 4 }),
  }),
  fc
    .tuple(
      fc.constantFrom(...UNSPACED),
      fc.constantFrom(...UNSPACED),
      fc.nat(5),
      fc.integer({ min: 1, max: 4 }),
    )
    .map(([one, other, from, length]) => {
      const characters = [...one, ...other]
      const start = Math.min(from, characters.length - 1)
      return { kind: 'piece' as const, text: characters.slice(start, start + length).join('') }
    }),
)
const literal = fc.record({ term, not: fc.boolean().map((yes) => yes && true) })
export const query: fc.Arbitrary<MadeQuery> = fc.array(fc.array(literal, { minLength: 1, maxLength: 2 }), {
  minLength: 1,
  maxLength: 3,
})

export function queryText(conditions: MadeQuery): string {
  return conditions.map((literals) => literals.map(literalText).join(' OR ')).join(' ')
}

function literalText({ term: one, not }: Literal): string {
  return (not ? '-' : '') + termText(one)
}

function termText(one: MadeTerm): string {
  if (one.kind === 'piece') return one.text
  if (one.kind === 'beginning') return `${beginningOf(one)}*`
  const text = one.words
    .map(({ word: at, spelling }) => spelled({ script: 'spaced', word: at, spelling }))
    .join(' ')
  return one.words.length === 1 ? text : `"${text}"`
}

function beginningOf({ word: at, length }: { word: number; length: number }): string {
  return [...(SPACED[at]?.at(-1) ?? '')].slice(0, length).join('')
}

/** In one and the same version. */
export function matches(conditions: MadeQuery, { versions }: MadeMessage): boolean {
  return versions.some((pieces) =>
    conditions.every((literals) => literals.some(({ term: one, not }) => holds(one, pieces) !== not)),
  )
}

function holds(one: MadeTerm, pieces: Version): boolean {
  switch (one.kind) {
    case 'piece':
      return pieces.some(
        (it) => it.script === 'unspaced' && it.run.normalize('NFKC').includes(one.text.normalize('NFKC')),
      )
    case 'beginning': {
      const beginning = plain(beginningOf(one))
      return pieces.some(
        (it) => it.script === 'spaced' && plain(SPACED[it.word]?.at(-1) ?? '').startsWith(beginning),
      )
    }
    case 'words':
      return pieces.some((_, at) =>
        one.words.every(({ word: wanted }, step) => {
          const it = pieces[at + step]
          return it?.script === 'spaced' && it.word === wanted
        }),
      )
  }
}

/** The last spelling of each word has no marks that don't count, except where marks are all it has. */
function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f\u0591-\u05c7\u064b-\u0652]/g, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/ς/g, 'σ')
}

export function senderOf(message: Pick<MadeMessage, 'sender'>): ChatMessage['from'] {
  return { user: { id: `sender-${message.sender}`, displayName: `Sender ${message.sender}` } }
}
