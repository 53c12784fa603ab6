import { describe, expect, it } from 'vitest'
import { LANGUAGES } from '../../server/contract/index.ts'
import { chooseLocale, languageOverride } from './choose-locale.ts'
import { SPOKEN } from './languages.ts'

const nothing = { override: null, asked: undefined, browser: [] }

describe('the language of the texts', () => {
  it('is what the host or the operator asked for, in whatever variety', () => {
    expect(chooseLocale({ ...nothing, asked: 'de' }).language).toBe('de')
    expect(chooseLocale({ ...nothing, asked: 'de-ch', browser: ['en-US'] }).language).toBe('de')
    expect(chooseLocale({ ...nothing, asked: 'en-gb', browser: ['de-DE'] }).language).toBe('en')
  })

  it.each(['de_DE', 'de_AT.UTF-8', 'de_CH@euro', 'DE', ' de '])(
    'is German where the host writes %s',
    (asked) => {
      expect(chooseLocale({ ...nothing, asked, browser: ['en-US'] }).language).toBe('de')
    },
  )

  it('is English for a language without texts, even when the browser would like German', () => {
    expect(chooseLocale({ ...nothing, asked: 'fr-fr', browser: ['de-DE'] }).language).toBe('en')
  })

  it('is the best of the browser’s languages when no one asked', () => {
    expect(chooseLocale({ ...nothing, browser: ['fr-FR', 'de-AT', 'en-US'] }).language).toBe('de')
    expect(chooseLocale({ ...nothing, browser: ['fr-FR'] }).language).toBe('en')
    expect(chooseLocale(nothing).language).toBe('en')
  })

  it('is not upset by a tag that is none', () => {
    expect(chooseLocale({ ...nothing, asked: 'not a tag', browser: ['??', 'de'] }).language).toBe('en')
  })

  it('obeys the address, which alone knows the pseudo-locales', () => {
    expect(chooseLocale({ ...nothing, override: 'de', asked: 'en-US' }).language).toBe('de')
    expect(chooseLocale({ ...nothing, override: 'AR-xb' })).toMatchObject({ direction: 'rtl' })
    expect(chooseLocale({ ...nothing, asked: 'ar-XB' }).language).toBe('en')
    expect(chooseLocale({ ...nothing, override: 'tlh', asked: 'de' }).language).toBe('de')
  })
})

describe('dates and numbers', () => {
  it('are written as in the reader’s own variety', () => {
    expect(chooseLocale({ ...nothing, asked: 'de-CH' }).format).toBe('de-CH')
    expect(chooseLocale({ ...nothing, asked: 'de', browser: ['en-US', 'de-AT'] }).format).toBe('de-AT')
    expect(chooseLocale({ ...nothing, browser: ['en-GB', 'en'] }).format).toBe('en-GB')
  })

  it('keep to the language of the texts, with the reader’s region', () => {
    expect(chooseLocale({ ...nothing, asked: 'fr-CH' }).format).toBe('en-CH')
    expect(chooseLocale({ ...nothing, browser: ['sv'] }).format).toBe('en-SE')
    expect(chooseLocale({ ...nothing, asked: 'de', browser: ['en-US'] }).format).toBe('de')
  })
})

describe('the language in the address', () => {
  it('is remembered for the session', () => {
    const kept = new Map<string, string>()
    const storage = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    } as Storage
    languageOverride('?lang=de', () => storage)
    expect(languageOverride('', () => storage)).toBe('de')
  })

  it('holds for the page where storage is denied', () => {
    const denied = () => {
      throw new DOMException('denied', 'SecurityError')
    }
    expect(languageOverride('?lang=de', denied)).toBe('de')
    expect(languageOverride('', denied)).toBeNull()
  })
})

describe('the languages there are a folder for', () => {
  it('are those the server keeps for an operator', () => {
    expect(SPOKEN.toSorted()).toEqual(LANGUAGES.toSorted())
  })
})
