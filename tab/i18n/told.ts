/** What the server reports, in the words of the reader's language: by its notice, never by its English sentence. */
import { formatBytes, formatList, formatNumber } from '../format/number.ts'
import { duration, exactTime } from '../format/time.ts'
import type { Language } from './choose-locale.ts'
import { hasProblems, i18n, PROBLEMS } from './index.ts'

/** A notice as it comes over the wire; absent in what was written before there were any. */
interface Sent {
  code: string
  params: Record<string, unknown>
}

export interface Reported {
  notice?: Sent | null | undefined
  detail: string
  hint: string
}

/** As it is shown. */
export interface Told {
  text: string
  hint: string
  /** Microsoft's or the server's own words, shown beside and marked as English; mostly none. */
  english: string
  /** Set where text and hint are the server's English on a screen in another language. */
  lang?: 'en'
}

/** Where the notice is of a newer server or missing, the server's English, marked as such in other languages. */
export function tell({ notice, detail, hint }: Reported, language: Language): Told {
  const known = notice && hasProblems() ? textsOf(notice, language) : undefined
  if (known !== undefined) return known
  const told = { text: detail, hint, english: '' }
  if (language === 'en' || detail === '') return told
  if (!hasProblems()) return { ...told, lang: 'en' }
  return { text: say(language, 'unknown'), hint: '', english: `${detail} ${hint}`.trim() }
}

export function titleOf(status: number, title: string, language: Language): string {
  if (!hasProblems()) return title
  const general = say(language, `titles.${status < 500 ? 400 : 500}`)
  return has(language, `titles.${status}`) ? say(language, `titles.${status}`) : general
}

/** Undefined for a cause that this tab does not know. */
function textsOf({ code, params }: Sent, language: Language): Told | undefined {
  const because = isSent(params.because) ? textsOf(params.because, language) : undefined
  if (isSent(params.because) && because === undefined) return undefined
  const values = { ...valuesOf(params), because: because?.text, becauseHint: because?.hint }
  if (!has(language, `${code}.text`, values)) return undefined
  const hint = has(language, `${code}.hint`) ? say(language, `${code}.hint`, values) : ''
  const quoted = typeof params.quoted === 'string' ? params.quoted : ''
  return {
    text: say(language, `${code}.text`, values).trim(),
    hint: hint.trim(),
    english: [quoted, because?.english].filter(Boolean).join(' '),
  }
}

/** `count` picks the plural form, and `n` is how it is written. */
function valuesOf(params: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(params).flatMap(([key, value]): [string, unknown][] =>
    key === 'count' && typeof value === 'number'
      ? [
          ['count', value],
          ['n', formatNumber(value)],
        ]
      : [[key, written(value)]],
  )
  return Object.fromEntries(entries)
}

function written(value: unknown): string {
  if (typeof value === 'number') return formatNumber(value)
  if (Array.isArray(value)) return formatList(value.map(String))
  if (typeof value !== 'object' || value === null) return String(value ?? '')
  if ('instant' in value) return exactTime(String(value.instant))
  if ('seconds' in value) return duration(Number(value.seconds))
  return 'bytes' in value ? formatBytes(Number(value.bytes)) : ''
}

function isSent(value: unknown): value is Sent {
  return typeof value === 'object' && value !== null && 'code' in value && 'params' in value
}

interface ByKey {
  exists(key: string, options: object): boolean
  getFixedT(language: string, namespace: string): (key: string, values: object) => string
}

// These keys come over the wire, where the types of i18next know only keys in the source; `has` looks first.
const byKey = i18n as unknown as ByKey

function has(language: Language, key: string, values: Record<string, unknown> = {}): boolean {
  return byKey.exists(key, { ...values, ns: PROBLEMS, lng: language })
}

function say(language: Language, key: string, values: Record<string, unknown> = {}): string {
  return byKey.getFixedT(language, PROBLEMS)(key, values)
}
