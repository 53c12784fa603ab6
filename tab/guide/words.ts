import { use } from 'react'
import type { Translated } from '../i18n/catalogue.ts'
import { guide as english } from '../i18n/en/guide.ts'
import { lateTexts } from '../i18n/late-texts.ts'
import { useLocale } from '../i18n/use-locale.ts'

export type GuideEnglish = typeof english
export type GuideWords = ReturnType<typeof useGuideWords>

const FOLDERS = import.meta.glob<{ guide: Translated<GuideEnglish> }>([
  '../i18n/*/guide.ts',
  '!../i18n/en/guide.ts',
])

const translations = new Map(
  Object.entries(FOLDERS).map(([path, fetch]) => [
    path.split('/')[2] ?? '',
    async () => (await fetch()).guide,
  ]),
)

const textsIn = lateTexts(english, translations)

/** The guide's texts in the reader's language. Suspends: a `Suspense` must be around. */
export function useGuideWords() {
  const texts = textsIn(useLocale().language)
  return texts instanceof Promise ? use(texts) : texts
}
