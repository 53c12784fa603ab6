/**
 * Text as searchable words. Pure, and the same on every machine: no dictionary and no segmenter of ICU, whose output
 * changes between builds of Node, but Unicode's properties alone.
 *
 *   spaced scripts   a word is letters, digits and marks in a row
 *   unspaced ones    Han, kana, Hangul, Thai, Lao, Khmer and Myanmar: every character, and every two neighbours
 *   signs of trade   `c++` and `c#` are words beside the `c` in them; an emoji is one
 *
 * Each takes a position, so that words in a row can be told from words apart. Addresses, file names and links are the words
 * they are made of, in a row.
 */
import { fold } from './fold.ts'

/** Grows with any change to what texts become: indexed texts of an earlier version are indexed again. */
export const TOKENS_VERSION = 1

/** Word of a spaced script; one or two characters of an unspaced one; a sign. */
export type TokenKind = 'word' | 'pair' | 'single' | 'sign'

export type Token = {
  readonly lexeme: string
  readonly kind: TokenKind
  /** 1, 2, 3 … through the text. A pair starts where its first character stands. */
  readonly position: number
  /** UTF-16 positions in the text. */
  readonly start: number
  readonly end: number
}

const UNSPACED = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}ー`
const PARTS = new RegExp(
  String.raw`(?<unspaced>[${UNSPACED}]+)|(?<word>[[\p{L}\p{N}]--[${UNSPACED}]][[\p{L}\p{N}\p{M}]--[${UNSPACED}]]*)|\p{Extended_Pictographic}`,
  'gv',
)
/** After a word that is short enough to be a name. */
const SUFFIX = /(?:\+\+|#)(?![\p{L}\p{N}])/uy
const LONGEST_NAME = 20

/** Of one text. Positions begin at `first`. */
export function* tokensOf(text: string, first = 1): Generator<Token> {
  const folded = fold(text)
  let position = first
  for (const match of folded.text.matchAll(PARTS)) {
    const { 0: part, index, groups } = match
    if (groups?.unspaced !== undefined) {
      for (const token of characters(part, position, index)) {
        position = token.position
        yield placed(folded, token)
      }
      position += 1
      continue
    }
    const end = index + part.length
    yield placed(folded, {
      lexeme: part,
      kind: groups?.word === undefined ? 'sign' : 'word',
      position,
      start: index,
      end,
    })
    const suffix = groups?.word !== undefined && part.length <= LONGEST_NAME && suffixAt(folded.text, end)
    if (suffix)
      yield placed(folded, {
        lexeme: part + suffix,
        kind: 'sign',
        position,
        start: index,
        end: end + suffix.length,
      })
    position += 1
  }
}

function* characters(run: string, first: number, index: number): Generator<Token> {
  const each = [...run]
  let start = index
  for (const [at, one] of each.entries()) {
    const position = first + at
    const next = each[at + 1]
    const end = start + one.length
    if (next !== undefined)
      yield { lexeme: one + next, kind: 'pair', position, start, end: end + next.length }
    yield { lexeme: one, kind: 'single', position, start, end }
    start = end
  }
}

function suffixAt(text: string, end: number): string | undefined {
  SUFFIX.lastIndex = end
  return SUFFIX.exec(text)?.[0]
}

/** From positions in the folded text to those in the text. */
function placed({ starts, ends }: ReturnType<typeof fold>, token: Token): Token {
  if (starts === undefined || ends === undefined) return token
  return { ...token, start: starts[token.start] ?? token.start, end: ends[token.end - 1] ?? token.end }
}

/** A step of a phrase: what stands `after` positions behind the step before it (0 for the first). */
export type Step = { readonly lexeme: string; readonly kind: TokenKind; readonly after: number }

/**
 * A piece of a query as the fewest tokens that stand for it: of two at one position the more telling one, and no
 * character that the pair before it has already. Empty when there is nothing to look for in it.
 */
export function stepsOf(text: string): Step[] {
  const at = Map.groupBy(tokensOf(text), ({ position }) => position)
  const steps: Step[] = []
  let last: Token | undefined
  for (const [position, tokens] of at) {
    const token = tokens.toSorted((a, b) => TELLING[b.kind] - TELLING[a.kind])[0]
    if (token === undefined) continue
    if (token.kind === 'single' && last?.kind === 'pair' && position === last.position + 1) continue
    steps.push({
      lexeme: token.lexeme,
      kind: token.kind,
      after: last === undefined ? 0 : position - last.position,
    })
    last = token
  }
  return steps
}

const TELLING: Readonly<Record<TokenKind, number>> = { single: 0, word: 1, pair: 1, sign: 2 }
