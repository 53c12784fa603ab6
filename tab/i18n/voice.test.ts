/**
 * English as docs/VOICE.md asks for: the words that make a text sound translated are in no text of the tab.
 * Any other source of sentences joins by one line in `SOURCES`: a name and its texts by key.
 */
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { consentEnd } from './en/consent-end.ts'
import { guide } from './en/guide.ts'
import { problems } from './en/problems.ts'
import { signInPages } from './en/sign-in-pages.ts'
import { en } from './en.ts'
import { setupTexts } from './en-setup.ts'
import type { Texts } from './pseudo.ts'

const PUBLIC = resolve(import.meta.dirname, '../public')

/** The word, and what to write instead. */
const TELL_TALE: readonly (readonly [RegExp, string])[] = [
  [/\bstays?\b/i, 'is kept, remains; “If it stays”: “If this keeps happening”'],
  [/\bstands?\b/i, 'is, appears'],
  [/\bby (itself|themselves)\b/i, 'automatically, on its own'],
  [/\b(go|goes|going|went) on\b/i, 'continue; pick up where you left off'],
  [/\btold\b/i, 'shown, reported; say who tells whom'],
  [/\bmade\b/i, 'created'],
  [/\bwho(m)?ever\b/i, 'anyone who, the person who; or say who'],
  [
    /\bwhat (was|is) (made|done|entered|read|there|archived|new,)/i,
    'name the thing: “the messages already read”',
  ],
  [/\ball the same\b/i, 'anyway, still'],
  [/\b(lend|lends|lent|lending)\b/i, 'temporary permissions you grant'],
  [/\bnobody\b/i, 'no one'],
  [/\bsomebody\b/i, 'someone'],
  [/\b(every|any)body\b/i, 'everyone, anyone'],
  [/\bby hand\b/i, 'manually'],
  [/\bunder way\b/i, 'running, in progress'],
  [/\bbeside\b/i, 'next to'],
  [/\bat Microsoft\b/i, 'with Microsoft, in Microsoft 365, in Entra'],
  [/\b(un)?tick(s|ed)?\b/i, 'select, clear'],
  [/\bgives? back\b/i, 'remove'],
  [/\b(the )?way back\b/i, 'link back'],
  [/\b(rule of your organization)\b/i, 'your organization’s policy'],
]

/** Where one of the words is the right one, and why. */
const REAL_USES: Readonly<Record<string, string>> = {
  'tab events.role': 'Teams says it so: “Mia made Ben an owner”',
}

/** “Chatvault does not …” is how a manual speaks; people say “doesn’t”. */
const STIFF =
  /\b(cannot|(do|does|did|is|are|was|were|has|have|had|could|would|should|will) not|(you|we|they) are (?!\{\{))\b/i

const SOURCES: readonly (readonly [string, readonly (readonly [string, string])[]])[] = [
  ['tab', entries({ ...en, ...setupTexts })],
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
    const found = texts
      .filter(({ at }) => !(at in REAL_USES))
      .flatMap(({ at, text }) =>
        TELL_TALE.flatMap(([word, better]) => {
          const [seen] = text.match(word) ?? []
          return seen ? [`${at}: “${seen}” → ${better}`] : []
        }),
      )
    expect(found).toEqual([])
  })

  it('uses contractions', () => {
    const found = texts.flatMap(({ at, text }) => {
      const [seen] = text.match(STIFF) ?? []
      return seen ? [`${at}: “${seen}”`] : []
    })
    expect(found).toEqual([])
  })

  it('is excepted only while it has such a word', () => {
    const idle = Object.keys(REAL_USES).filter((at) => {
      const { text = '' } = texts.find((it) => it.at === at) ?? {}
      return !TELL_TALE.some(([word]) => word.test(text))
    })
    expect(idle).toEqual([])
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
