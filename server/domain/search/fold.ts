/**
 * Text as it is compared: case, accents and width do not matter. Folding goes piece by piece, a letter with its marks at a
 * time, so that every folded character knows which characters of the text it came from.
 *
 * The tables below are part of the index: a change needs a new version of the tokens (tokens.ts).
 */

/** Where a folded UTF-16 unit came from: `starts[i]`…`ends[i]` of the text. Absent where folding moved nothing. */
export type Folded = { readonly text: string; readonly starts?: Uint32Array; readonly ends?: Uint32Array }

/** What joins the letter before it into one character when text is composed. */
const JOINS = String.raw`\p{M}\uff9e\uff9f\u1160-\u11ff`

/**
 * ASCII; letters of East Asia that folding leaves as they are; syllables spelled in jamo; a character with its marks. The
 * first two are there for speed only.
 */
const PIECES = new RegExp(
  String.raw`[\0-\x7f]+(?![${JOINS}])` +
    String.raw`|[\u3041-\u3096\u30a1-\u30fa\u30fc\u4e00-\u9fff\uac00-\ud7a3]+(?![${JOINS}])` +
    String.raw`|[\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff\u3131-\u318e\uffa0-\uffdc]+` +
    `|[^][${JOINS}]*`,
  'gu',
)
const ASCII = /^[\0-\x7f]*$/
const FIXED = /^[\u3041-\u3096\u30a1-\u30fa\u30fc\u4e00-\u9fff\uac00-\ud7a3]+$/

/** Elsewhere marks are letters of their own: vowels of Thai and Hindi, the voicing of kana. */
const ACCENTS =
  /(?<=[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Hebrew}])\p{M}+/gu
/** Soft hyphens, joiners, marks of direction; variants of a character; the lengthening stroke of Arabic. */
const INVISIBLE = /[\p{Cf}\p{Variation_Selector}\u0640]/gu

/** What is one letter to a reader, and several to Unicode. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ħ: 'h',
  ŧ: 't',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
  ς: 'σ',
  ى: 'ي',
  ی: 'ي',
  ک: 'ك',
  ة: 'ه',
}
const SPELLED = new RegExp(`[${Object.keys(LETTERS).join('')}]`, 'gu')

/** Folding a second time changes nothing. */
export function fold(text: string): Folded {
  if (ASCII.test(text)) return { text: text.toLowerCase() }
  let folded = ''
  const starts: number[] = []
  const ends: number[] = []
  for (const { 0: piece, index } of text.matchAll(PIECES)) {
    const same = ASCII.test(piece) || FIXED.test(piece)
    const result = same ? piece.toLowerCase() : foldPiece(piece)
    folded += result
    for (let at = 0; at < result.length; at += 1) {
      starts.push(same ? index + at : index)
      ends.push(same ? index + at + 1 : index + piece.length)
    }
  }
  return { text: folded, starts: Uint32Array.from(starts), ends: Uint32Array.from(ends) }
}

/** Letters folded before: a language has few, and each takes as long as a word of ASCII. */
const KNOWN = new Map<string, string>()
const MOST_KNOWN = 20_000

function foldPiece(piece: string): string {
  const known = KNOWN.get(piece)
  if (known !== undefined) return known
  const folded = foldLetters(piece)
  if (KNOWN.size < MOST_KNOWN && piece.length <= 4) KNOWN.set(piece, folded)
  return folded
}

function foldLetters(piece: string): string {
  return piece
    .normalize('NFKD')
    .replace(ACCENTS, '')
    .normalize('NFKC')
    .toLowerCase()
    .replace(INVISIBLE, '')
    .replace(SPELLED, (letter) => LETTERS[letter] ?? letter)
}
