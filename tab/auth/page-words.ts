import { chooseLocale } from '../i18n/choose-locale.ts'
import { signInPages as english } from '../i18n/en/sign-in-pages.ts'

const WORDS = import.meta.glob<{ signInPages: typeof english }>(['../i18n/*/sign-in-pages.ts'], {
  eager: true,
})

/** The words of the small pages of signing in, in the language of the tab that opened them or of the browser. */
export function pageWords(): typeof english {
  const override = new URLSearchParams(window.location.search).get('lang')
  const { language, direction } = chooseLocale({ override, asked: undefined, browser: navigator.languages })
  document.documentElement.lang = language
  document.documentElement.dir = direction
  return WORDS[`../i18n/${language}/sign-in-pages.ts`]?.signInPages ?? english
}

export function element(id: string): HTMLElement {
  const found = document.getElementById(id)
  if (!found) throw new Error(`The page has no #${id}`)
  return found
}
