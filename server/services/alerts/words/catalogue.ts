/** What a language has to say: a text for every event. */
import type { AlertData, AlertEvent } from '../../../domain/alert.ts'

export type Told = { readonly title: string; readonly text: string }

/** Figures and instants as the language writes them. Instants are UTC, and say so. */
export type Format = {
  number(value: number): string
  instant(text: string): string
  day(text: string): string
  month(text: string): string
  /** Two instants as the days of that zone, the second one not included. */
  days(from: string, to: string, timeZone: string): string
  money(amount: string, currency: string): string
}

export type Words = {
  readonly events: { readonly [E in AlertEvent]: (data: AlertData[E], format: Format) => Told }
  /** Its end, whatever the cause was: put before the title. */
  readonly resolved: { readonly title: (title: string) => string; readonly text: string }
  /** On the button, and before the address in an e-mail. */
  readonly open: string
  /** Below an e-mail: whose it is, and why it came. */
  readonly foot: (organization: string) => string
}
