import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Message } from '../tenant/chats.ts'
import { parseExportFilter, passes } from './export-filter.ts'

const ids = ['11111111-1111-1111-1111-111111111111', '22222222-2222-2222-2222-222222222222']
const userTypes = ['aadUser', 'anonymousGuest', 'federatedUser']
const appTypes = ['bot', 'office365Connector']

interface Facts {
  userId: string | null
  userType: string | null
  appType: string | null
  event: boolean
  at: number
}

const facts: fc.Arbitrary<Facts> = fc
  .record({
    kind: fc.constantFrom('user', 'application', 'event'),
    userId: fc.constantFrom(...ids),
    userType: fc.constantFrom(...userTypes),
    appType: fc.constantFrom(...appTypes),
    at: fc.integer({ min: 0, max: 40 }),
  })
  .map(({ kind, userId, userType, appType, at }) => ({
    userId: kind === 'user' ? userId : null,
    userType: kind === 'user' ? userType : null,
    appType: kind === 'application' ? appType : null,
    event: kind === 'event',
    at: at * 500,
  }))

/** A clause as text beside what it means. */
type Clause = [text: string, means: (message: Facts) => boolean]

const clause: fc.Arbitrary<Clause> = fc.oneof(
  fc.constantFrom(...ids).map((id): Clause => [`from/user/id eq '${id}'`, (m) => m.userId === id]),
  fc
    .constantFrom(...userTypes)
    .map((type): Clause => [`from/user/userIdentityType eq '${type}'`, (m) => m.userType === type]),
  fc
    .constantFrom(...appTypes)
    .map(
      (type): Clause => [`from/application/applicationIdentityType eq '${type}'`, (m) => m.appType === type],
    ),
  fc.constantFrom<Clause>(
    ["messageType eq 'systemEventMessage'", (m) => m.event],
    ["messageType ne 'systemEventMessage'", (m) => !m.event],
  ),
)

const time = (at: number) => new Date(at).toISOString()

const filter: fc.Arbitrary<Clause> = fc
  .record({
    who: fc.array(clause, { maxLength: 4 }),
    after: fc.option(fc.integer({ min: 0, max: 20_000 })),
    before: fc.option(fc.integer({ min: 0, max: 20_000 })),
    extraParens: fc.boolean(),
  })
  .filter(({ who, after }) => who.length > 0 || after !== null)
  .map(({ who, after, before, extraParens }): Clause => {
    const range =
      after === null
        ? []
        : [
            `lastModifiedDateTime gt ${time(after)}`,
            ...(before === null ? [] : [`lastModifiedDateTime lt ${time(before)}`]),
          ]
    const senders = who.map(([text]) => text).join(' or ')
    const window = range.join(' and ')
    const parts = [
      senders && (range.length > 0 || extraParens ? `(${senders})` : senders),
      window && (extraParens ? `(${window})` : window),
    ]
    const means = (m: Facts) =>
      (who.length === 0 || who.some(([, test]) => test(m))) &&
      (after === null || (m.at > after && (before === null || m.at < before)))
    return [parts.filter((part) => part !== '').join(' and '), means]
  })

function message(m: Facts): Message {
  const sender = {
    userId: m.userId,
    userIdentityType: m.userType,
    applicationIdentityType: m.appType,
    from: null,
    displayName: '',
  }
  return { sender, event: m.event, modifiedAt: m.at } as Message
}

describe('the export filter', () => {
  test('selects what its clauses say, however it is put in parentheses', () => {
    fc.assert(
      fc.property(filter, fc.array(facts, { maxLength: 30 }), ([text, means], messages) => {
        const parsed = parseExportFilter(text)
        expect(messages.filter((m) => passes(parsed, message(m)))).toEqual(messages.filter(means))
      }),
      { numRuns: 500 },
    )
  })

  test.each([
    'lastModifiedDateTime gt 2020-06-04T18:03:11.591Z and lastModifiedDateTime lt 2020-06-05T21:00:09.413Z',
    "(from/user/id eq 'it''s') and (lastModifiedDateTime gt 2026-11-21T00:00:00Z and lastModifiedDateTime lt 2026-11-22T09:55:00.1234567Z)",
    "from/user/userIdentityType eq 'anonymousGuest' or from/user/userIdentityType eq 'federatedUser' or messageType ne 'systemEventMessage'",
  ])('accepts %s', (text) => {
    expect(() => parseExportFilter(text)).not.toThrow()
  })

  test.each([
    'createdDateTime gt 2020-06-04T18:03:11Z',
    'lastModifiedDateTime ge 2020-06-04T18:03:11Z',
    'lastModifiedDateTime lt 2020-06-04T18:03:11Z',
    "lastModifiedDateTime gt '2020-06-04T18:03:11Z'",
    'lastModifiedDateTime gt 2020-06-04T18:03:11+02:00',
    'lastModifiedDateTime gt yesterday',
    "chatId eq '19:x'",
    "from/application/id eq 'x'",
    "from/user/id ne 'x'",
    'from/user/id eq x',
    "from/user/userIdentityType eq 'martian'",
    "from/user/id eq 'x' and from/user/id eq 'y'",
    "from/user/id eq 'x' or lastModifiedDateTime gt 2020-06-04T18:03:11Z",
    "from/user/id eq 'a' or from/user/id eq 'b' and lastModifiedDateTime gt 2020-06-04T18:03:11Z",
    "(from/user/id eq 'x'",
    "from/user/id eq 'x') ",
    "from/user/id eq 'x",
    'and',
  ])('refuses %s with BadRequest', (text) => {
    expect(() => parseExportFilter(text)).toThrow(
      expect.objectContaining({ status: 400, code: 'BadRequest' }),
    )
  })
})
