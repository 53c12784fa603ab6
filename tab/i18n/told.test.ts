/** What the server reports is told by its notice in every language, with its figures, and by nothing else. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { NoticeParams, ProblemCode } from '../../server/contract/index.ts'
import { notice } from '../../server/domain/notice.ts'
import { VaultError } from '../../server/domain/vault-error.ts'
import { problemOf } from '../../server/http/problem.ts'
import type { Facts } from '../../server/services/overview/facts.ts'
import { needsOf } from '../../server/services/overview/needs.ts'
import type { Language } from './choose-locale.ts'
import { problems as german } from './de/problems.ts'
import { problems as english } from './en/problems.ts'
import { i18n, PROBLEMS } from './index.ts'
import { SPOKEN, TRANSLATIONS } from './languages.ts'
import { accented, mirrored, type Texts } from './pseudo.ts'
import { tell, titleOf } from './told.ts'

/** One of each kind of value. */
const VALUES = {
  status: 418,
  quoted: 'Acl check failed',
  until: { instant: '2026-11-28T20:15:00Z' },
  at: { instant: '2026-11-28T20:15:00Z' },
  since: { instant: '2026-11-28T20:15:00Z' },
  by: { seconds: 150 },
  left: { bytes: 5e8 },
  kept: { bytes: 1e9 },
  size: { bytes: 2e10 },
  count: 1234,
  missing: 3,
  extra: 1,
  most: 25,
  names: ['Chat.Read.All', 'User.Read.All'],
  people: ['mia@contoso.com', 'ben@contoso.com'],
  name: 'Mia Berg',
  address: 'mia@contoso.com',
  tenant: 'b0a7c1de-0000-4000-8000-000000000001',
  folder: '/data',
  file: 'segments/2026-11/a.seg',
  service: 'Microsoft Entra',
  because: notice('microsoft-timeout', { service: 'Microsoft 365' }),
} satisfies Record<ParamName, unknown>

/** Every name that a param of any cause has: a new one needs a value above. */
type ParamName = { [Code in ProblemCode]: keyof NoticeParams[Code] }[ProblemCode]

type Cause = { text?: string; text_one?: string; text_other?: string; hint?: string }

const { titles, unknown, ...causes } = english
const codes = Object.keys(causes) as ProblemCode[]
const ALL: readonly Language[] = [...SPOKEN, 'en-XA', 'ar-XB']

/** The params that the sentences of a cause have slots for, in any language: `n` is how `count` is written. */
function paramsOf(code: ProblemCode): Record<string, unknown> {
  const texts = Object.values(causes[code] as Cause).join(' ')
  const slots = [...texts.matchAll(/\{\{(\w+)\}\}/g)].map(([, slot = '']) =>
    slot === 'n' ? 'count' : slot === 'becauseHint' ? 'because' : slot,
  )
  return Object.fromEntries(slots.map((slot) => [slot, VALUES[slot as ParamName]]))
}

function told(code: string, params: Record<string, unknown>, language: Language) {
  return tell({ notice: { code, params }, detail: 'In English.', hint: 'Do it.' }, language)
}

const add = (language: Language, texts: Texts) => i18n.addResourceBundle(language, PROBLEMS, texts)

beforeAll(async () => {
  for (const [language, fetch] of TRANSLATIONS) add(language, (await fetch()).problems)
  add('en', english)
  add('en-XA', accented(english))
  add('ar-XB', mirrored(english))
})
afterAll(() => {
  for (const language of ALL) i18n.removeResourceBundle(language, PROBLEMS)
})

describe.each(ALL)('what the server reports, in %s', (language) => {
  it('has a sentence for each cause, with nothing left to fill in', () => {
    expect(codes.length).toBeGreaterThan(200)
    for (const code of codes) {
      const { text, hint, lang } = told(code, paramsOf(code), language)
      expect(text, code).not.toBe('')
      expect(text, code).not.toBe('In English.')
      expect(`${text} ${hint}`, code).not.toMatch(/\{\{|\}\}|undefined|\[object/)
      expect(lang).toBeUndefined()
    }
  })

  it('knows only slots whose value comes with the cause', () => {
    const known = new Set([...Object.keys(VALUES), 'n', 'becauseHint'])
    const texts = JSON.stringify(i18n.getResourceBundle(language, PROBLEMS))
    const slots = [...texts.matchAll(/\{\{(\w+)\}\}/g)].map(([, slot]) => slot)
    expect(slots.filter((slot) => slot !== undefined && !known.has(slot))).toEqual([])
  })

  it('shows what the server says in English for a cause it does not know, and marks it', () => {
    const strange = told('from-tomorrow', {}, language)
    if (language === 'en') expect(strange).toEqual({ text: 'In English.', hint: 'Do it.', english: '' })
    else expect(strange).toMatchObject({ hint: '', english: 'In English. Do it.' })
    expect(tell({ notice: null, detail: 'In English.', hint: 'Do it.' }, language)).toEqual(strange)
    const nested = { because: { code: 'from-tomorrow', params: {} } }
    expect(told('microsoft-not-reached', nested, language)).toEqual(strange)
  })
})

it('has the title that the server gives a status', () => {
  for (const [status, title] of Object.entries(titles)) {
    const details = { attempted: '', why: '', hint: '', status: Number(status) }
    const problem = problemOf(new VaultError({ code: 'not-found', ...details }), 'request-1')
    expect(problem.title).toBe(title)
  }
})

describe('a pseudo-locale', () => {
  it.each(['en-XA', 'ar-XB'] as const)('shows no English sentence of the server: %s', (language) => {
    const frame = language === 'en-XA' ? /^\[.+\]$/s : /^\u200f\u202b.+\u202c\u200f$/s
    for (const code of codes) {
      const { text, hint } = told(code, paramsOf(code), language)
      expect(text, code).toMatch(frame)
      if (hint) expect(hint, code).toMatch(frame)
    }
    for (const status of Object.keys(titles))
      expect(titleOf(Number(status), 'A title', language)).toMatch(frame)
  })
})

describe('a sentence', () => {
  it('has the plural form of its number, and the number as the reader writes it', () => {
    const failing = (count: number, language: Language) => told('people-failing', { count }, language).text
    expect(failing(1, 'en')).toBe('1 person couldn’t be backed up completely')
    expect(failing(1234, 'en')).toBe('1,234 people couldn’t be backed up completely')
    expect(failing(1, 'de')).toBe('1 Person konnte nicht vollständig gesichert werden')
    expect(failing(2, 'de')).toBe('2 Personen konnten nicht vollständig gesichert werden')
  })

  it('keeps Microsoft’s own words beside it, marked as English', () => {
    const { text, english } = told('access-refused', { quoted: 'Acl check failed' }, 'de')
    expect([text, english]).toEqual(['Microsoft 365 hat den Zugriff verweigert.', 'Acl check failed'])
  })

  it('says on what it rests, and what to do about that', () => {
    const { notice: because } = { notice: notice('access-refused', { quoted: 'Acl check failed' }) }
    const need = told('run-failed-because', { because }, 'de')
    expect(need.text).toBe('Die letzte Sicherung ist fehlgeschlagen')
    expect(need.hint).toMatch(/^Microsoft 365 hat den Zugriff verweigert\. Der Grund steht/)
    expect(need.english).toBe('Acl check failed')
  })

  it('takes no markup of i18next from a name', () => {
    expect(told('organization-connected', { name: '$t(unknown) {{name}}' }, 'en').text).toBe(
      'Connected to $t(unknown) {{name}}.',
    )
  })
})

describe('a title', () => {
  it('belongs to the kind of problem, and a kind without one has that of its class', () => {
    expect(titleOf(404, 'x', 'de')).toBe('Nicht gefunden')
    expect(titleOf(418, 'x', 'de')).toBe(german.titles[400])
    expect(titleOf(507, 'x', 'de')).toBe(german.titles[500])
  })
})

describe('the overview’s needs', () => {
  const now = new Date('2026-11-22T12:00:00Z')
  const inDays = (days: number) => new Date(now.getTime() + days * 86_400_000)
  const facts = (change: object) =>
    ({ now, people: { failing: 0 }, missingGroups: [], created: [], ...change }) as unknown as Facts
  const connection = { status: 'active', checks: [], credentialExpiresAt: null }
  const expiring = (days: number, credentialKind: string) =>
    facts({ connection: { ...connection, credentialExpiresAt: inDays(days), credentialKind } })
  const ofNeeds = (it: Facts, language: Language = 'de') =>
    needsOf(it).map(({ notice, title, hint }) => tell({ notice, detail: title, hint }, language))
  const texts = (it: Facts) => ofNeeds(it).map(({ text }) => text)

  it('are told with their figures', () => {
    expect(texts(facts({}))).toEqual(['Chatvault ist nicht mit Ihrem Mandanten verbunden'])
    expect(texts(expiring(13, 'secret'))).toEqual(['Der geheime Clientschlüssel läuft in 13 Tagen ab'])
    expect(texts(expiring(1, 'secret'))).toEqual(['Der geheime Clientschlüssel läuft morgen ab'])
    expect(texts(expiring(0, 'certificate'))).toEqual(['Das Zertifikat läuft heute ab'])
    expect(texts(expiring(-1, 'certificate'))).toEqual(['Das Zertifikat ist abgelaufen'])
    const granted = { kind: 'delegated-grant', name: 'mia@contoso.com', at: inDays(-1) }
    expect(texts(facts({ connection, created: [granted] }))).toEqual([
      'Vorübergehende Berechtigungen von mia@contoso.com bestehen noch',
    ])
    expect(texts(facts({ connection, people: { failing: 2 } }))).toEqual([
      '2 Personen konnten nicht vollständig gesichert werden',
    ])
    expect(texts(facts({ connection, lastGoodRun: { endedAt: inDays(-21) } }))).toEqual([
      'Die letzte gute Sicherung ist 21 Tage alt',
    ])
    expect(texts(facts({ connection, missingGroups: ['a', 'b'] }))).toEqual([
      '2 ausgewählte Gruppen gibt es nicht mehr',
    ])
  })

  it('say what to do more urgently the nearer the end of a credential is', () => {
    const advice = [59, 29, 13, 2, -1].map((days) => ofNeeds(expiring(days, 'secret'))[0]?.hint.split('.')[0])
    expect(advice).toEqual([
      'Planen Sie den Ersatz ein',
      'Erledigen Sie das in diesem Monat',
      'Erledigen Sie das in dieser Woche',
      'Erledigen Sie das heute',
      'Es wird nicht mehr gesichert',
    ])
  })

  it('of before there were notices are told in the server’s English, marked', () => {
    const reason = { code: 'x', detail: 'Old words.', hint: 'Do this.' }
    const [need] = ofNeeds(facts({ connection, lastRun: { id: 'r', state: 'failed', reason } }))
    expect(need).toEqual({ text: german.unknown, hint: '', english: 'The last backup failed Do this.' })
    expect(unknown).not.toBe('')
  })
})
