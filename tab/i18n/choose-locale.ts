import { SPOKEN } from './languages.ts'

/** Made from English at run time, to see what is hard-coded or breaks; reached by the address only. */
const PSEUDO = ['en-XA', 'ar-XB']

/** A BCP 47 tag. */
export type Language = string

export interface Locale {
  /** Of the texts. */
  language: Language
  /** Of dates, numbers and money: the reader's own, in the language of the texts. */
  format: string
  direction: 'ltr' | 'rtl'
}

interface Signals {
  /** `?lang=`, or what it was earlier in this session. */
  override: string | null
  /** The operator's preference or the host's language. */
  asked: string | undefined
  /** `navigator.languages`, best first. */
  browser: readonly string[]
}

/** The first wanted language that has texts, else English, and how to write dates and numbers beside it. */
export function chooseLocale({ override, asked, browser }: Signals): Locale {
  const forced = [...SPOKEN, ...PSEUDO].find((it) => it.toLowerCase() === override?.toLowerCase())
  const wanted = [asked, ...browser].flatMap(canonical)
  const first = asked === undefined ? wanted : wanted.slice(0, canonical(asked).length)
  const spoken = first.flatMap((it) => SPOKEN.filter((language) => language === it.language))[0]
  const language = forced ?? spoken ?? 'en'
  return {
    language,
    format: formatFor(language, wanted),
    direction: language === 'ar-XB' ? 'rtl' : 'ltr',
  }
}

/**
 * Texts and dates must not speak different languages: "2. November" has no place in an English sentence. So the
 * reader's own variety of the language of the texts, and where the texts are in another one, their region.
 */
function formatFor(language: Language, wanted: readonly Intl.Locale[]): string {
  if (language === 'ar-XB') return 'ar-EG'
  if (language === 'en-XA') return 'en'
  const same = wanted.filter((it) => it.language === language)
  const own = same.find((it) => it.region) ?? same[0]
  if (own) return own.toString()
  const region = wanted[0]?.maximize().region
  return region ? `${language}-${region}` : language
}

/** Hosts and systems also write `de_DE` and `de_DE.UTF-8@euro` (POSIX), which BCP 47 does not know. */
function canonical(tag: string | undefined): Intl.Locale[] {
  const name = tag
    ?.trim()
    .replace(/[.@].*$/, '')
    .replaceAll('_', '-')
  try {
    return name ? [new Intl.Locale(name)] : []
  } catch {
    return []
  }
}

const KEY = 'chatvault.lang'

/** The language asked for by the address, remembered for the session where the browser allows storage. */
export function languageOverride(search: string, storage: () => Storage): string | null {
  const asked = new URLSearchParams(search).get('lang')
  try {
    if (asked) storage().setItem(KEY, asked)
    return asked ?? storage().getItem(KEY)
  } catch {
    return asked
  }
}
