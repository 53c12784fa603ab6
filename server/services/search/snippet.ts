/**
 * What a reader sees of a message that was found: the words around what was looked for, and where it is. Made of the
 * archived text with the tokens it was indexed by, so what is marked is what was found.
 */
import type { SearchQuery, Term } from '../../domain/search/query.ts'
import { type Step, type Token, tokensOf } from '../../domain/search/tokens.ts'

/** UTF-16 positions, from and to. */
export type Range = readonly [number, number]

export type Snippet = { readonly text: string; readonly highlights: readonly Range[] }

/** UTF-16 units: of all pieces together, and before the first mark in each. */
const LONGEST = 240
const LEAD = 50
const MOST_PIECES = 3
/** Between what different parts of a message say, and between pieces. */
const BREAK = ' · '
const CUT = '…'

export function snippetOf(texts: readonly string[], query: SearchQuery): Snippet {
  const { text, tokens } = readTexts(texts)
  const terms = query.flat().filter(({ not }) => !not)
  const found = terms.map((term) => rangesOf(tokens, term)).filter((ranges) => ranges.length > 0)
  return assemble(text, windowsOf(text, anchorsOf(found)), merged(found.flat()))
}

type Tokens = ReadonlyMap<number, readonly Token[]>

/** One line, whose tokens have the distances that they were indexed with. */
function readTexts(texts: readonly string[]): { text: string; tokens: Tokens } {
  let text = ''
  const all: Token[] = []
  let position = 1
  for (const part of texts) {
    const line = part.replace(/\s+/gu, ' ').trim()
    if (line === '') continue
    const shift = text === '' ? 0 : text.length + BREAK.length
    text = text === '' ? line : text + BREAK + line
    for (const token of tokensOf(line, position)) {
      all.push({ ...token, start: token.start + shift, end: token.end + shift })
      position = token.position
    }
    position += 2
  }
  return { text, tokens: Map.groupBy(all, (token) => token.position) }
}

/** Every place where the whole of the term is. */
function rangesOf(tokens: Tokens, term: Term): Range[] {
  return [...tokens.keys()].flatMap((position) => rangeFrom(tokens, position, term))
}

function rangeFrom(tokens: Tokens, position: number, { steps, kind }: Term): Range[] {
  let place = position
  let range: Range | undefined
  for (const [index, step] of steps.entries()) {
    place += step.after
    const isOpen = kind === 'prefix' && index === steps.length - 1
    const token = tokens.get(place)?.find((it) => fits(it, step, isOpen))
    if (token === undefined) return []
    range = [Math.min(range?.[0] ?? token.start, token.start), Math.max(range?.[1] ?? token.end, token.end)]
  }
  return range === undefined ? [] : [range]
}

function fits(token: Token, step: Step, isOpen: boolean): boolean {
  if ((token.kind === 'sign') !== (step.kind === 'sign')) return false
  return isOpen ? token.lexeme.startsWith(step.lexeme) : token.lexeme === step.lexeme
}

/** Of every term the place nearest to the first one's. */
function anchorsOf(found: readonly (readonly Range[])[]): Range[] {
  const first = found[0]?.[0]
  if (first === undefined) return []
  const distance = ([start]: Range) => Math.abs(start - first[0])
  const anchors = found.flatMap((ranges) => ranges.toSorted((a, b) => distance(a) - distance(b)).slice(0, 1))
  return anchors.sort((a, b) => a[0] - b[0])
}

/** Pieces of the text, in order, without overlaps. */
function windowsOf(text: string, anchors: readonly Range[]): Range[] {
  const [first, last] = [anchors[0], anchors.at(-1)]
  if (first === undefined || last === undefined) return [windowFrom(text, 0, LONGEST)]
  if (last[1] - first[0] <= LONGEST - LEAD) return [windowFrom(text, first[0] - LEAD, LONGEST)]
  const windows: Range[] = []
  for (const [start, end] of anchors) {
    const before = windows.at(-1)
    if (before !== undefined && end <= before[1]) continue
    if (windows.length === MOST_PIECES) break
    const length = Math.max(LONGEST / MOST_PIECES, end - start)
    windows.push(windowFrom(text, Math.max(start - LEAD / 2, before?.[1] ?? 0), length + LEAD / 2))
  }
  return windows
}

function windowFrom(text: string, from: number, length: number): Range {
  const start = edgeAt(text, Math.max(0, from))
  return [start, edgeAt(text, Math.min(text.length, start + length))]
}

/** Of a blank up to some letters before; else of a whole character with its marks. */
function edgeAt(text: string, at: number): number {
  if (at === 0 || at >= text.length) return at
  const blank = text.lastIndexOf(' ', at)
  if (at - blank < 16) return blank + 1
  let edge = at
  while (edge > 0 && /^(?:\p{M}|\u200d|[\udc00-\udfff])/u.test(text.slice(edge, edge + 2))) edge -= 1
  return edge
}

function assemble(text: string, windows: readonly Range[], ranges: readonly Range[]): Snippet {
  let shown = ''
  const highlights: Range[] = []
  for (const [from, to] of windows) {
    if (from > 0) shown += shown === '' ? `${CUT} ` : ` ${CUT} `
    const shift = shown.length - from
    shown += text.slice(from, to).trimEnd()
    for (const [start, end] of ranges)
      if (start >= from && end <= to) highlights.push([start + shift, end + shift])
  }
  return { text: (windows.at(-1)?.[1] ?? 0) < text.length ? `${shown} ${CUT}` : shown, highlights }
}

function merged(ranges: readonly Range[]): Range[] {
  const result: [number, number][] = []
  for (const [start, end] of ranges.toSorted((a, b) => a[0] - b[0] || b[1] - a[1])) {
    const last = result.at(-1)
    if (last !== undefined && start < last[1]) last[1] = Math.max(last[1], end)
    else result.push([start, end])
  }
  return result
}
