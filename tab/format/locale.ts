let current = 'en'

/** How the reader writes dates, numbers and money (BCP 47). Set once with the language of the texts. */
export function formatLocale(): string {
  return current
}

export function setFormatLocale(tag: string): void {
  current = tag
}
