/**
 * The language of searches. A query is a list of conditions that must all hold:
 *
 *   plan report       both words occur            "annual report"   the words in a row
 *   plan OR report    one of them                 -draft            this one doesn't occur
 *   begin*            a word that begins so       plan AND report   AND is silent
 *
 * Everything can be typed: what makes no sense (a lone quote, an OR at an end) is taken for what is left of it. A condition
 * in which there is nothing to look for, such as `:-)`, is left out.
 */
import { fold } from './fold.ts'
import { type Step, stepsOf } from './tokens.ts'

/** UTF-16 units of a query. */
export const LONGEST_QUERY = 500

/** One thing to look for: words in a row; with `prefix` the last one is only the beginning of a word. */
export type Term = {
  /** As it was typed, without marks. */
  readonly text: string
  readonly kind: 'word' | 'phrase' | 'prefix'
  readonly steps: readonly Step[]
  readonly not: boolean
}

/** Holds when one of the terms does. */
export type Condition = readonly [Term, ...Term[]]

export type SearchQuery = readonly Condition[]

/** A quoted piece, of any typographic taste, or one between blanks; with a minus before it. */
const PIECES =
  /(?<minus>(?<!\S)-+)?(?:["“”„‟«»＂](?<quoted>[^"“”„‟«»＂]*)["“”„‟«»＂]?|(?<bare>[^\s"“”„‟«»＂]+))/gu
const STAR = /[*＊]+$/u

export function parseQuery(text: string): SearchQuery {
  const conditions: Condition[] = []
  let joins = false
  for (const { groups = {} } of text.matchAll(PIECES)) {
    const { minus, quoted, bare } = groups
    if (minus === undefined && bare === 'AND') continue
    if (minus === undefined && bare === 'OR') {
      joins = true
      continue
    }
    const term = quoted === undefined ? bareTerm(bare ?? '') : phraseTerm(quoted)
    if (term !== undefined) {
      const last = joins ? conditions.pop() : undefined
      const added = { ...term, not: minus !== undefined }
      conditions.push(last === undefined ? [added] : [...last, added])
    }
    joins = false
  }
  return conditions
}

/** Whether anything at all is looked for, rather than only ruled out. */
export function isOnlyNegative(query: SearchQuery): boolean {
  return query.every((terms) => terms.some(({ not }) => not))
}

function phraseTerm(quoted: string): Omit<Term, 'not'> | undefined {
  const steps = stepsOf(quoted)
  return steps.length === 0 ? undefined : { text: quoted.trim(), kind: 'phrase', steps }
}

/** A piece without blanks may be several words in a row: `mia@contoso.com`, `report-2026.pdf`. */
function bareTerm(bare: string): Omit<Term, 'not'> | undefined {
  const text = bare.replace(STAR, '')
  const steps = stepsOf(text)
  if (steps.length === 0) return undefined
  // Pieces of an unspaced script are found wherever they stand. Nothing begins with a sign.
  const prefix = text !== bare && steps.at(-1)?.kind === 'word' && endsInWord(text)
  return { text, kind: prefix ? 'prefix' : 'word', steps }
}

/** `plan-*` is a word and a star, not the beginning of one. */
function endsInWord(text: string): boolean {
  return /[\p{L}\p{N}\p{M}]$/u.test(fold(text).text)
}
