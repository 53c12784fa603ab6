import { use } from 'react'
import { guide as english } from '../i18n/en/guide.ts'
import { lateTexts } from '../i18n/late-texts.ts'
import { useLocale } from '../i18n/use-locale.ts'

export type GuideEnglish = typeof english
export type GuideWords = ReturnType<typeof useGuideWords>

const textsIn = lateTexts(english, async () => (await import('../i18n/de/guide.ts')).guide)

/** The guide's texts in the reader's language. Suspends: a `Suspense` must be around. */
export function useGuideWords() {
  const texts = textsIn(useLocale().language)
  return texts instanceof Promise ? use(texts) : texts
}
