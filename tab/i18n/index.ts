import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { setFormatLocale } from '../format/locale.ts'
import type { English } from './catalogue.ts'
import { chooseLocale, type Language, type Locale, languageOverride } from './choose-locale.ts'
import { en } from './en.ts'
import { isolated } from './isolate.ts'
import { TRANSLATIONS, type Translation } from './languages.ts'
import type { Texts } from './pseudo.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation'
    resources: { translation: English }
    returnNull: false
  }
}

const ENGLISH: Locale = { language: 'en', format: 'en', direction: 'ltr' }

let current = ENGLISH

/** The texts of the tab. English is always here; every other language is a file of its own, fetched when asked for. */
export const i18n = i18next.createInstance()

/** React escapes what it draws, so nothing is escaped here; a name that runs the other way is isolated instead. */
void i18n.use(initReactI18next).init({
  lng: 'en',
  fallbackLng: 'en',
  resources: { en: { translation: en } },
  interpolation: { escapeValue: true, escape: (value) => isolated(value, current.direction) },
  returnNull: false,
  initAsync: false,
})

/** The namespace of what the server can report; its English comes after the first screen. */
export const PROBLEMS = 'problems'

const english = async (): Promise<English> => ({
  ...en,
  ...(await import('./en-setup.ts')).setupTexts,
  ...(await import('./en-vault.ts')).vaultTexts,
})

const englishProblems = async () => (await import('./en/problems.ts')).problems

/** English made into another language at run time. */
async function translated(into: (texts: Texts) => Texts): Promise<Translation> {
  return { texts: into(await english()), problems: into(await englishProblems()) }
}

const OTHERS: ReadonlyMap<Language, () => Promise<Translation>> = new Map([
  ...TRANSLATIONS,
  ['en-XA', async () => translated((await import('./pseudo.ts')).accented)],
  ['ar-XB', async () => translated((await import('./pseudo.ts')).mirrored)],
])

let asked = false

/** Whether what the server reports can be told in the language of the texts. Asks for English at the first report. */
export function hasProblems(): boolean {
  if (i18n.hasResourceBundle(current.language, PROBLEMS)) return true
  if (!asked) void fetchEnglishProblems()
  asked = true
  return false
}

async function fetchEnglishProblems(): Promise<void> {
  try {
    i18n.addResourceBundle('en', PROBLEMS, await englishProblems())
    tellListeners({ ...current })
  } catch (error) {
    warnOnce('en', error)
  }
}

/** English meanwhile is better than a page that waits for its words. */
const PATIENCE_MS = 3000

let asks = 0
const listeners = new Set<() => void>()

export const locale = {
  now: (): Locale => current,
  subscribe(listener: () => void): () => void {
    listeners.add(listener)
    return () => listeners.delete(listener)
  },
}

/**
 * Shows the tab in the language asked for: a BCP 47 tag of the host or of the operator; undefined asks the browser.
 * `?lang=` comes before both. Never throws: a language that cannot be fetched leaves English, and one that is long in
 * coming is not waited for but shown when it is there. The last call wins.
 */
export async function setLocale(asked: string | undefined): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, PATIENCE_MS)
  })
  await Promise.race([change(asked), patience])
  clearTimeout(timer)
}

async function change(asked: string | undefined): Promise<void> {
  asks += 1
  const ask = asks
  const override = languageOverride(window.location.search, () => window.sessionStorage)
  const signals = { asked, browser: navigator.languages }
  const chosen = chooseLocale({ ...signals, override })
  const fetched = await fetchTexts(chosen.language)
  if (ask !== asks) return
  await show(fetched ? chosen : chooseLocale({ ...signals, override: 'en' }))
}

/** Whether the texts are here. */
async function fetchTexts(language: Language): Promise<boolean> {
  if (language === 'en' || i18n.hasResourceBundle(language, 'translation')) return true
  try {
    const { texts, problems } = (await OTHERS.get(language)?.()) ?? (await translated((same) => same))
    i18n.addResourceBundle(language, 'translation', texts)
    i18n.addResourceBundle(language, PROBLEMS, problems)
    return true
  } catch (error) {
    warnOnce(language, error)
    return false
  }
}

/** Everything that shows texts is drawn again. */
function tellListeners(next: Locale): void {
  current = next
  for (const listener of listeners) listener()
}

async function show(next: Locale): Promise<void> {
  current = next
  setFormatLocale(next.format)
  document.documentElement.lang = next.language
  document.documentElement.dir = next.direction
  await i18n.changeLanguage(next.language)
  tellListeners(next)
}

let warned = false

function warnOnce(language: Language, error: unknown): void {
  if (warned) return
  warned = true
  // biome-ignore lint/suspicious/noConsole: the texts are English then, and no one else would say why
  console.warn(`The texts in ${language} could not be loaded; showing English.`, error)
}
