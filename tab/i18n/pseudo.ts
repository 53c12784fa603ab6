import type { Translated } from './catalogue.ts'

/** A tree of texts. */
export type Texts = { readonly [key: string]: string | Texts }

const ACCENTED: Record<string, string> = {
  a: 'á',
  b: 'ƀ',
  c: 'ç',
  d: 'ð',
  e: 'é',
  g: 'ğ',
  h: 'ĥ',
  i: 'í',
  j: 'ĵ',
  k: 'ķ',
  l: 'ļ',
  n: 'ñ',
  o: 'ö',
  p: 'þ',
  r: 'ŕ',
  s: 'š',
  t: 'ţ',
  u: 'ü',
  w: 'ŵ',
  y: 'ý',
  z: 'ž',
  A: 'Å',
  B: 'Ɓ',
  C: 'Ç',
  D: 'Ð',
  E: 'É',
  G: 'Ğ',
  I: 'Î',
  L: 'Ļ',
  M: 'Ṁ',
  N: 'Ñ',
  O: 'Ö',
  P: 'Þ',
  R: 'Ŕ',
  S: 'Š',
  T: 'Ţ',
  U: 'Û',
  W: 'Ŵ',
  Y: 'Ý',
}

/** How much longer a translation may be than the English. */
const LONGER = 0.4
const FILLER = ' one two three four five six seven eight nine ten'

/** Accented, longer, in brackets: what has no brackets is hard-coded, what has lost one is cut off. */
export function accented<T extends Texts>(texts: T): Translated<T> {
  return eachText(texts, (text) => {
    const shown = text.replace(/\{\{.*?\}\}/g, '')
    const filler = FILLER.repeat(8).slice(0, Math.ceil(shown.length * LONGER))
    return `[${text.replace(/(\{\{.*?\}\})|([A-Za-z])/g, (_, slot, letter) => slot ?? ACCENTED[letter] ?? letter)}${filler}]`
  })
}

/** The same words, embedded right to left, in the plural forms of Arabic. */
export function mirrored<T extends Texts>(texts: T): Translated<T> {
  return eachText(withPlurals(texts, 'ar'), (text) => `\u200f\u202b${text}\u202c\u200f`)
}

function eachText<T extends Texts>(texts: T, change: (text: string) => string): Translated<T> {
  const changed = Object.entries(texts).map(([key, value]) => [
    key,
    typeof value === 'string' ? change(value) : eachText(value, change),
  ])
  // `fromEntries` forgets the keys: they are those of `texts`, each with a text where it had one.
  return Object.fromEntries(changed) as Translated<T>
}

/** A text with a general plural form gets every form the language asks for. */
function withPlurals<T extends Texts>(texts: T, language: string): T {
  const categories = new Intl.PluralRules(language).resolvedOptions().pluralCategories
  const all = Object.entries(texts).flatMap(([key, value]): [string, string | Texts][] => {
    if (typeof value !== 'string') return [[key, withPlurals(value, language)]]
    if (!key.endsWith('_other')) return [[key, value]]
    const stem = key.slice(0, -'other'.length)
    return categories.map((category) => [`${stem}${category}`, texts[`${stem}${category}`] ?? value])
  })
  // More keys than it had, none less.
  return Object.fromEntries(all) as T
}
