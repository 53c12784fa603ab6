/**
 * Texts that only some screens show: they come with those screens, so that the first one does not wait for them.
 * English is in the file that asks; every other language is fetched when it is needed.
 */
import type { Translated } from './catalogue.ts'
import type { Language } from './choose-locale.ts'
import type { Texts } from './pseudo.ts'

/** The texts in a language, or their promise, always the same one for a language. It never rejects: English stands in. */
export function lateTexts<English extends Texts>(
  english: English & Translated<English>,
  translations: ReadonlyMap<Language, () => Promise<Translated<English>>>,
): (language: Language) => Translated<English> | Promise<Translated<English>> {
  const asked = new Map<Language, Promise<Translated<English>>>()

  async function fetchIn(language: Language): Promise<Translated<English>> {
    const translation = translations.get(language)
    if (translation) return translation()
    const { accented, mirrored } = await import('./pseudo.ts')
    return language === 'en-XA' ? accented<English>(english) : mirrored<English>(english)
  }

  return (language) => {
    if (language === 'en') return english
    const texts = asked.get(language) ?? fetchIn(language).catch(() => english)
    asked.set(language, texts)
    return texts
  }
}
