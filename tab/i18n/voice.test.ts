/**
 * English as docs/VOICE.md asks for: the words that make a text sound translated are in no text of the tab.
 * Any other source of sentences joins by one line in `SOURCES`: a name and its texts by key.
 */
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { idleExceptions, stiffWords, tellTaleWords } from '../../scripts/voice.ts'
import { consentEnd } from './en/consent-end.ts'
import { guide } from './en/guide.ts'
import { problems } from './en/problems.ts'
import { signInPages } from './en/sign-in-pages.ts'
import { en } from './en.ts'
import { setupTexts } from './en-setup.ts'
import { vaultTexts } from './en-vault.ts'
import type { Texts } from './pseudo.ts'

const PUBLIC = resolve(import.meta.dirname, '../public')

/** Where one of the words is the right one, and why. */
const REAL_USES: Readonly<Record<string, string>> = {
  'tab events.role': 'Teams says it so: “Mia made Ben an owner”',
}

const SOURCES: readonly (readonly [string, readonly (readonly [string, string])[]])[] = [
  ['tab', entries({ ...en, ...setupTexts, ...vaultTexts })],
  ['guide', entries(guide)],
  ['problems', entries(problems)],
  ['sign-in pages', entries({ signInPages, consentEnd })],
  ['public', ['privacy', 'support', 'terms'].map((page) => [page, englishOf(page)] as const)],
]

describe('an English text', () => {
  const texts = SOURCES.flatMap(([source, all]) =>
    all.map(([key, text]) => ({ at: `${source} ${key}`, text })),
  )

  it('has no word that gives a translation away', () => {
    expect(tellTaleWords(texts, REAL_USES)).toEqual([])
  })

  it('uses contractions', () => {
    expect(stiffWords(texts)).toEqual([])
  })

  it('is excepted only while it has such a word', () => {
    expect(idleExceptions(texts, REAL_USES)).toEqual([])
  })
})

function entries(texts: Texts, path = ''): [string, string][] {
  return Object.entries(texts).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[path + key, value]] : entries(value, `${path}${key}.`),
  )
}

/** What a person reads of a public page in English. */
function englishOf(page: string): string {
  const html = readFileSync(join(PUBLIC, `${page}.html`), 'utf8')
  const [, article = ''] = html.match(/<article id="en"[^>]*>([\s\S]*?)<\/article>/) ?? []
  expect(article.length).toBeGreaterThan(500)
  return article.replace(/<code>[^<]*<\/code>/g, '').replace(/<[^>]+>/g, ' ')
}
