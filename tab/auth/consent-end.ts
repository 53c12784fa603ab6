/**
 * The page Microsoft's consent page comes back to, through the server, which has written down how it ended. This page
 * says it in words and tells the host that opened the window one of those words, never a token. No one relies on this
 * message: the tab asks the server.
 */
import type { ConsentEnd } from '../../server/contract/index.ts'
import { chooseLocale } from '../i18n/choose-locale.ts'
import { consentEnd as english } from '../i18n/en/consent-end.ts'
import { element } from './page-words.ts'
import { fetchSignInConfig } from './token-source.ts'

const WORDS = import.meta.glob<{ consentEnd: typeof english }>(['../i18n/*/consent-end.ts'], {
  eager: true,
})

const OUTCOMES = Object.keys({
  accepted: 0,
  portal: 0,
  declined: 0,
  'not-enough-rights': 0,
  'wrong-tenant': 0,
  expired: 0,
  replayed: 0,
  forged: 0,
  error: 0,
} satisfies Record<ConsentEnd, 0>) as ConsentEnd[]

/** Long enough to read two words; the tab shows the rest. */
const READING_MS = 1500

const outcome = outcomeOf(window.location.hash)
show(outcome)
void tell(outcome)

/** Anyone can open this page with any hash; what is not one of our words says nothing. */
function outcomeOf(hash: string): ConsentEnd {
  const word = new URLSearchParams(hash.slice(1)).get('outcome')
  return OUTCOMES.find((it) => it === word) ?? 'portal'
}

function show(outcome: ConsentEnd): void {
  const { language, direction } = chooseLocale({
    override: null,
    asked: undefined,
    browser: navigator.languages,
  })
  const words = WORDS[`../i18n/${language}/consent-end.ts`]?.consentEnd ?? english
  document.documentElement.lang = language
  document.documentElement.dir = direction
  document.title = `${words[outcome].title} · ${words.pageTitle}`
  element(outcome === 'accepted' ? 'good' : 'not').removeAttribute('hidden')
  element('title').textContent = words[outcome].title
  element('text').textContent = words[outcome].text
  element('close').textContent = words.close
}

async function tell(outcome: ConsentEnd): Promise<void> {
  const { opener } = window
  if (opener && isOurs(opener)) {
    // The tab in a browser hears nothing but that this window is gone. A refusal remains to be read.
    if (outcome === 'accepted') setTimeout(() => window.close(), READING_MS)
    return
  }
  if (opener || 'nativeInterface' in window) await tellHost(outcome)
}

/** Whether the tab itself opened this window: no other page lets its address be read. */
function isOurs(opener: Window): boolean {
  try {
    return opener.location.origin === window.location.origin
  } catch {
    return false
  }
}

/** A host that does not answer, or is none, is no loss: the words are on the page already. */
async function tellHost(outcome: ConsentEnd): Promise<void> {
  try {
    const trusted = fetchSignInConfig().then(
      ({ hostOrigins }) => hostOrigins,
      () => [],
    )
    const { app, authentication } = await import('@microsoft/teams-js')
    await app.initialize(await trusted)
    if (outcome === 'accepted') authentication.notifySuccess(outcome)
    else authentication.notifyFailure(outcome)
  } catch {
    // "You can close this window" stands there.
  }
}
