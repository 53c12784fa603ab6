import { describe, expect, it } from 'vitest'
import { apiRoutes } from '../../server/http/routes.ts'
import { handMadeServices } from '../../server/http/testing/services.ts'
import { guide as germanGuide } from './de/guide.ts'
import { texts as de } from './de/index.ts'
import { problems as germanProblems } from './de/problems.ts'
import { guide as englishGuide } from './en/guide.ts'
import { problems as englishProblems } from './en/problems.ts'
import { en as first } from './en.ts'
import { setupTexts } from './en-setup.ts'
import { vaultTexts } from './en-vault.ts'
import { isolated } from './isolate.ts'
import { accented, mirrored, type Texts } from './pseudo.ts'

const en = { ...first, ...setupTexts, ...vaultTexts }

/** The guide's texts and those of problems are of the tab as well, though they come later. */
const later = { guide: englishGuide, problems: englishProblems }
const english = entries({ ...en, ...later })
const german = new Map(entries({ ...de, guide: germanGuide, problems: germanProblems }))

describe('the audit log', () => {
  it('has words for whatever the door records', () => {
    const recorded = apiRoutes(handMadeServices(), 'https://chatvault.example').flatMap(
      ({ audit }) => audit ?? [],
    )
    const known = new Set(english.map(([key]) => key))
    expect(recorded.length).toBeGreaterThan(20)
    expect(recorded.filter((action) => !known.has(`audit.action.${action}`))).toEqual([])
  })
})

describe('German', () => {
  it('fills the same slots as English, text by text', () => {
    const slots = (text = '') => [...new Set(text.match(/\{\{\w+\}\}/g))].toSorted()
    const wrong = english.filter(([key, text]) => `${slots(text)}` !== `${slots(german.get(key))}`)
    expect(wrong.map(([key]) => key)).toEqual([])
  })

  it('leaves nothing empty and nothing in English but names', () => {
    const same = english.filter(([key, text]) => german.get(key) === text && /[a-z]{3,} [a-z]{2,}/.test(text))
    expect(same.map(([key]) => key)).toEqual([])
    expect([...german].filter(([, text]) => text.trim() === '')).toEqual([])
  })

  it('addresses people formally and quotes the German way', () => {
    const informal = /\b(du|dich|dir|dein\w*)\b/i
    expect([...german].filter(([, text]) => informal.test(text) || /["“][^“”]*”/.test(text))).toEqual([])
  })

  it('breaks its dots off with a space, as German does', () => {
    expect([...german].filter(([, text]) => /\S…/.test(text))).toEqual([])
  })
})

describe('the accented pseudo-locale', () => {
  const pseudo = entries(accented(en))

  it('brackets every text, keeps its slots and is longer', () => {
    const slots = (text: string) => `${text.match(/\{\{\w+\}\}/g)}`
    for (const [at, [key, text]] of pseudo.entries()) {
      const before = english[at]?.[1] ?? ''
      expect(text, key).toMatch(/^\[.+\]$/s)
      expect(slots(text), key).toBe(slots(before))
      const bare = (it: string) => it.replace(/\{\{\w+\}\}/g, '').length
      expect(bare(text), key).toBeGreaterThanOrEqual(bare(before) * 1.4)
    }
  })
})

describe('the mirrored pseudo-locale', () => {
  it('has every plural form its language asks for', () => {
    const keys = new Set(entries(mirrored(en)).map(([key]) => key))
    for (const form of ['zero', 'one', 'two', 'few', 'many', 'other'])
      expect(keys).toContain(`count.messages_${form}`)
  })
})

describe('a name inside a sentence', () => {
  it('is isolated only when it runs the other way', () => {
    expect(isolated('Mia Berg', 'ltr')).toBe('Mia Berg')
    expect(isolated('مريم', 'ltr')).toBe('\u2068مريم\u2069')
    expect(isolated('Mia Berg', 'rtl')).toBe('\u2068Mia Berg\u2069')
    expect(isolated('12', 'rtl')).toBe('12')
  })
})

function entries(texts: Texts, path = ''): [string, string][] {
  return Object.entries(texts).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[path + key, value]] : entries(value, `${path}${key}.`),
  )
}
