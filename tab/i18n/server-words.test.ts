/** Everything the server can say is known in German: its tables are asked, its sources are read. */
import { globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { AADSTS, SECRET_ID_PASTED } from '../../server/graph/entra/aadsts.ts'
import { REFUSALS } from '../../server/graph/wire/refusals.ts'
import { SKIP_HINTS } from '../../server/services/backup/skip-hints.ts'
import type { Facts } from '../../server/services/overview/facts.ts'
import { needsOf } from '../../server/services/overview/needs.ts'
import { problems } from './de/problems.ts'
import { type Said, tell, titleOf } from './server-words.ts'

const SERVER = resolve(import.meta.dirname, '../../server')

/** Said on the console before there is a tab, or by the command line. */
const NOT_FOR_THE_TAB = [
  /^(cli|database|testing)\//,
  /^(main|config|logging|build-tab)\.ts$/,
  /^http\/listener\.ts$/,
  /^secrets\/key-file\.ts$/,
  /^services\/open-vault\.ts$/,
]

/** How sources write a code: as a member, or as the first words of a helper that makes an error of them. */
const CODES = [
  /\bcode: (?:\w+ [=!]==? '\w+' \? )?'([\w-]+)'/g,
  /\b(?:bad|tokenRefused|alert)\(\s*'([\w-]+)'/g,
  /\brefused\(\d+, '([\w-]+)'/g,
]

/** Made of parts, so that no pattern finds them. */
const COMPOSED = [
  'message-unknown',
  'hosted-content-unknown',
  'archive-of-tenant-unknown',
  'conversation-unknown',
  'database-unreachable',
  'archive-unreachable',
  'unreachable',
  'connection-broken',
  'timeout',
  'truncated',
  'too-large',
]

const format = { number: String, date: (day: string) => day }
const german = (said: Said) => tell(said, problems, format)
const isKnown = (said: Said) => german(said).text !== problems.unknown

describe('German words for what the server says', () => {
  it('are there for every code its sources name', () => {
    const codes = [...new Set([...codesInSources(), ...COMPOSED, ...Object.keys(SKIP_HINTS)])]
    expect(codes.length).toBeGreaterThan(80)
    const unknown = codes.filter((code) => !isKnown({ code, detail: 'Something else.', hint: '' }))
    expect(unknown).toEqual([])
  })

  it('are there for every answer of Entra', () => {
    const unknown = Object.entries(AADSTS).filter(
      ([code, { why, hint }]) => !isKnown({ code: `AADSTS${code}`, detail: why, hint }),
    )
    expect(unknown).toEqual([])
    const { why, hint } = SECRET_ID_PASTED
    expect(german({ code: 'AADSTS7000215', detail: why, hint }).text).toMatch(/ID des Schlüssels/)
  })

  it('are there for every refusal of Graph, which has one code for many causes', () => {
    const told = REFUSALS.map(({ why, hint }) =>
      german({ code: 'Forbidden', detail: `Could not read: ${why}.`, hint }),
    )
    expect(told.filter(({ text }) => text === problems.unknown)).toEqual([])
    const whys = new Set(REFUSALS.map(({ why }) => why.replace(' (bandwidth)', '')))
    expect(new Set(told.map(({ text }) => text)).size).toBe(whys.size)
  })

  it('say of each need what it is about, with its numbers', () => {
    const now = new Date('2026-11-22T12:00:00Z')
    const inDays = (days: number) => new Date(now.getTime() + days * 86_400_000)
    const facts = (change: object) =>
      ({
        now,
        people: { failing: 0 },
        missingGroups: [],
        created: [],
        ...change,
      }) as unknown as Facts
    const expiring = (days: number, credentialKind: string) =>
      facts({
        connection: { status: 'active', checks: [], credentialExpiresAt: inDays(days), credentialKind },
      })
    const connection = { status: 'active', checks: [], credentialExpiresAt: null }
    const told = (it: Facts) =>
      needsOf(it).map(({ code, title, hint }) => german({ code, detail: title, hint }).text)
    expect(told(facts({}))).toEqual(['Chatvault ist nicht mit Ihrem Mandanten verbunden.'])
    expect(told(expiring(13, 'secret'))).toEqual(['Der geheime Clientschlüssel läuft in 13 Tagen ab'])
    expect(told(expiring(1, 'secret'))).toEqual(['Der geheime Clientschlüssel läuft morgen ab'])
    expect(told(expiring(0, 'certificate'))).toEqual(['Das Zertifikat läuft heute ab'])
    expect(told(expiring(-1, 'certificate'))).toEqual(['Das Zertifikat ist abgelaufen'])
    const advice = [59, 29, 13, 2, -1].map((days) => {
      const [need] = needsOf(expiring(days, 'secret'))
      return german({ code: need?.code ?? '', detail: need?.title ?? '', hint: need?.hint ?? '' }).hint
    })
    expect(advice.map((hint) => hint.split('.')[0])).toEqual([
      'Planen Sie den Ersatz ein',
      'Erledigen Sie das in diesem Monat',
      'Erledigen Sie das in dieser Woche',
      'Erledigen Sie das heute',
      'Es wird nicht mehr gesichert',
    ])
    const lent = { kind: 'delegated-grant', name: 'mia@contoso.com', at: inDays(-1) }
    expect(told(facts({ connection, created: [lent] }))).toEqual([
      'Von mia@contoso.com überlassene Rechte bestehen noch',
    ])
    expect(told(facts({ connection, people: { failing: 2 } }))).toEqual([
      '2 Personen konnten nicht vollständig gesichert werden',
    ])
    expect(told(facts({ connection, lastGoodRun: { endedAt: inDays(-21) } }))).toEqual([
      'Die letzte gute Sicherung ist 21 Tage alt',
    ])
    const filling = { folder: '/data', leftMb: 900, reserveMb: 512 }
    expect(told(facts({ connection, filling }))).toEqual([
      'Auf dem Datenträger von /data sind noch 900 MB frei',
    ])
    expect(told(facts({ connection, missingGroups: ['a', 'b'] }))).toEqual([
      '2 ausgewählte Gruppen gibt es nicht mehr',
    ])
  })

  it('are there for each kind of problem', () => {
    const source = readFileSync(join(SERVER, 'http/problem.ts'), 'utf8')
    const statuses = [...source.matchAll(/^ {2}(\d{3}): '/gm)].map(([, status]) => Number(status))
    expect(statuses.length).toBeGreaterThan(10)
    expect(statuses.filter((status) => !(status in problems.titles))).toEqual([])
    expect(titleOf(418, 'A teapot', problems)).toBe(problems.titles[400])
  })

  it('show the server’s English, marked, where it knows more or nothing is known', () => {
    const said = { code: 'never-heard-of', detail: 'The moon is full.', hint: 'Wait.' }
    expect(german(said)).toEqual({
      text: problems.unknown,
      hint: '',
      english: 'The moon is full. Wait.',
    })
    const quoted = {
      code: 'Forbidden',
      detail: 'Could not read: Microsoft 365 refused access ("Acl check failed").',
      hint: '',
    }
    expect(german(quoted).english).toBe('Acl check failed')
    const limit = {
      code: 'quota-reached',
      detail: 'The limit of messages for this month (UTC) is reached. What was read is kept.',
      hint: 'Raise the limit to go on now, or wait: the backup goes on by itself when the next month (UTC) begins.',
    }
    expect(german(limit)).toMatchObject({
      english: '',
      hint: expect.stringContaining('im nächsten Monat (UTC)'),
    })
  })
})

function codesInSources(): string[] {
  const files = globSync('**/*.ts', { cwd: SERVER }).filter(
    (file) => !/\.(test|contract)\.ts$/.test(file) && !NOT_FOR_THE_TAB.some((it) => it.test(file)),
  )
  const found = files.flatMap((file) => {
    const text = readFileSync(join(SERVER, file), 'utf8')
    return CODES.flatMap((pattern) => [...text.matchAll(pattern)].map(([, code]) => code ?? ''))
  })
  // The connection checks that passed are told by their words.
  return found.filter((code) => code !== 'ok' && !code.startsWith('Authorization_'))
}
