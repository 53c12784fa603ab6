/**
 * What alerts say in e-mails, cards and webhooks: the server's own catalogue, because no tab is open when they leave. Each
 * language has a text for every event; the figures in them are written as the language does.
 */
import type { Occurrence } from '../../../domain/alert.ts'
import type { Format, Told, Words } from './catalogue.ts'
import { de } from './de.ts'
import { en } from './en.ts'

const CATALOGUES = { en, de } satisfies Record<string, Words>
export type AlertLanguage = keyof typeof CATALOGUES

/** English for a language this version doesn't have. */
export function wordsOf(language: string): Words {
  return CATALOGUES[languageOf(language)]
}

function languageOf(language: string): AlertLanguage {
  return language in CATALOGUES ? (language as AlertLanguage) : 'en'
}

export function tell(language: string, { event, data }: Occurrence, isOver: boolean): Told {
  const words = wordsOf(language)
  // The compiler holds event and data together in `Occurrence`, and cannot carry that through a look-up.
  const write = words.events[event] as (data: unknown, format: Format) => Told
  const told = write(data, formatOf(languageOf(language)))
  return isOver ? { title: words.resolved.title(told.title), text: words.resolved.text } : told
}

function formatOf(language: AlertLanguage): Format {
  const number = new Intl.NumberFormat(language)
  const write = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' })
    return (text: string) => format.format(new Date(text))
  }
  const instant = write({ dateStyle: 'medium', timeStyle: 'short' })
  return {
    number: (value) => number.format(value),
    instant: (text) => `${instant(text)} UTC`,
    day: write({ dateStyle: 'long' }),
    month: write({ month: 'long', year: 'numeric' }),
    days: (from, to, timeZone) =>
      new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone }).formatRange(
        new Date(from),
        new Date(Date.parse(to) - 1),
      ),
    money: (amount, currency) =>
      new Intl.NumberFormat(language, { style: 'currency', currency }).format(Number(amount)),
  }
}
