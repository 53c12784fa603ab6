/**
 * Words as the database keeps and compares them: tsvector and tsquery literals of codes. Whatever PostgreSQL would refuse
 * or silently drop is cut here, and counted.
 *
 * Limits (PostgreSQL, "Text Search Limitations"): a position is at most 16,383, a lexeme has at most 256 of them, and a
 * vector 1 MB.
 */
import type { WordSeal } from '../../archive/word-seal.ts'
import type { SearchQuery, Term } from '../../domain/search/query.ts'
import { type TokenKind, tokensOf } from '../../domain/search/tokens.ts'

const LAST_POSITION = 16_383
const POSITIONS_OF_ONE = 255
/** Each takes some 20 bytes: half of what fits. */
const MOST_CODES = 25_000
/** UTF-16 units of one version: seven times what Teams lets people send. */
const LONGEST_TEXT = 200_000

/** What narrows a search beside words. */
export type Facet = { readonly kind: 'chat' | 'sender' | 'has'; readonly value: string }

export type SealedText = {
  /** A tsvector literal. */
  readonly words: string
  /** Words of spaced scripts in it: what a beginning may become. */
  readonly spaced: ReadonlySet<string>
  /** Something of the text can't be found, or not as part of a phrase. */
  readonly cut: boolean
}

export function sealText(seal: WordSeal, texts: readonly string[], facets: readonly Facet[]): SealedText {
  const codes = new Map<string, number[]>()
  const spaced = new Set<string>()
  let position = 1
  let length = 0
  let cut = false
  for (const text of texts) {
    const rest = LONGEST_TEXT - length
    if (text.length > rest) cut = true
    length += text.length
    for (const token of tokensOf(text.slice(0, Math.max(0, rest)), position)) {
      position = token.position
      const code = seal.code(codeKind(token.kind), token.lexeme)
      const places = codes.get(code) ?? []
      if (places.length === 0 && codes.size >= MOST_CODES) {
        cut = true
        continue
      }
      codes.set(code, places)
      if (position > LAST_POSITION) cut = true
      else if (places.length < POSITIONS_OF_ONE) places.push(position)
      if (token.kind === 'word') spaced.add(token.lexeme)
    }
    // A phrase doesn't reach into the next text.
    position += 2
  }
  const parts = [...codes].map(([code, places]) =>
    places.length === 0 ? `'${code}':${LAST_POSITION}` : `'${code}':${places.join(',')}`,
  )
  return { words: [...parts, ...facets.map((facet) => `'${codeOf(seal, facet)}'`)].join(' '), spaced, cut }
}

/** Finds nothing: codes are longer. */
const NOTHING = "'-'"

/**
 * A tsquery literal of the terms and facets together; undefined when there are none. `beginnings` has the words that an
 * open-ended term's last step may be.
 */
export function sealQuery(
  seal: WordSeal,
  query: SearchQuery,
  facets: readonly Facet[],
  beginnings: ReadonlyMap<string, readonly string[]>,
): string | undefined {
  const terms = query.map(
    (condition) => `(${condition.map((term) => sealTerm(seal, term, beginnings)).join(' | ')})`,
  )
  const all = [...terms, ...facets.map((facet) => `'${codeOf(seal, facet)}'`)]
  return all.length === 0 ? undefined : all.join(' & ')
}

function sealTerm(
  seal: WordSeal,
  { steps, kind, not }: Term,
  beginnings: ReadonlyMap<string, readonly string[]>,
): string {
  const sealed = steps.map((step, at) => {
    const isOpen = kind === 'prefix' && at === steps.length - 1
    const words = isOpen ? (beginnings.get(step.lexeme) ?? []) : [step.lexeme]
    const codes = words.map((word) => `'${seal.code(codeKind(step.kind), word)}'`)
    const one = codes.length === 0 ? NOTHING : codes.length === 1 ? codes[0] : `(${codes.join(' | ')})`
    return at === 0 ? one : `<${step.after}> ${one}`
  })
  return not ? `!(${sealed.join(' ')})` : `(${sealed.join(' ')})`
}

/** Pairs and single characters never equal a word: they are of other scripts. */
function codeKind(kind: TokenKind): string {
  return kind === 'sign' ? 'sign' : 'word'
}

function codeOf(seal: WordSeal, { kind, value }: Facet): string {
  return seal.code(kind, value)
}

/** What a topic says. */
export function sealTopic(seal: WordSeal, topic: string): string {
  return sealText(seal, [topic], []).words
}
