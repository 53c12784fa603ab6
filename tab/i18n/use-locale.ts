import { useSyncExternalStore } from 'react'
import type { Locale } from './choose-locale.ts'
import { locale } from './index.ts'

/** Language of the texts, how dates and numbers are written, and the direction; drawn again when it changes. */
export function useLocale(): Locale {
  return useSyncExternalStore(locale.subscribe, locale.now)
}

export function useDirection(): 'ltr' | 'rtl' {
  return useLocale().direction
}
