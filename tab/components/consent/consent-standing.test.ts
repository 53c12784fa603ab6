import { describe, expect, it } from 'vitest'
import type { Consent, ConsentOutcome } from '../../../server/contract/index.ts'
import { type Asking, pollOf, standingOf } from './consent-standing.ts'

const ASKING: Asking = {
  startUrl: 'http://localhost/consent/start?state=1',
  expiresAt: '2026-11-23T10:10:00Z',
  before: null,
  hadNeeded: false,
  popup: undefined,
  over: false,
}
const AT = '2026-11-23T10:01:00Z'

const LEFT = [{ permission: 'GroupMember.Read.All', granted: false, needed: false }]

function consent(state: Consent['state'], outcome?: ConsentOutcome, at = AT): Consent {
  const lastAnswer = outcome ? { outcome, at, by: 'Mia Berg', code: null } : null
  return { state, required: [], lastAnswer, provenAt: null, reason: null }
}

const asked = (part: Partial<Asking> = {}): Asking => ({ ...ASKING, ...part })

describe('when someone went to Microsoft’s page', () => {
  it('waits for the answer, whatever the window says of itself', () => {
    for (const popup of [undefined, 'answered', 'closed'] as const)
      expect(standingOf(consent('missing'), asked({ popup }))).toBe('waiting')
  })

  it('believes the server that has the answer although the window looked closed or blocked', () => {
    for (const popup of ['closed', 'blocked', undefined] as const) {
      expect(standingOf(consent('missing', 'declined'), asked({ popup, over: true }))).toBe('declined')
      expect(standingOf(consent('granted'), asked({ popup, over: true }))).toBe('granted')
    }
  })

  it('does not take the answer of an earlier visit for this one’s', () => {
    expect(standingOf(consent('missing', 'declined'), asked({ before: AT }))).toBe('waiting')
    const newer = consent('missing', 'expired', '2026-11-23T10:02:00Z')
    expect(standingOf(newer, asked({ before: AT }))).toBe('expired')
  })

  it('says after a while that the window was closed, or that nothing came', () => {
    expect(standingOf(consent('missing'), asked({ popup: 'closed', over: true }))).toBe('closed')
    expect(standingOf(consent('missing'), asked({ popup: 'answered', over: true }))).toBe('silent')
    expect(standingOf(consent('missing'), asked({ over: true }))).toBe('silent')
  })

  it('offers another way at once when the window was blocked', () => {
    expect(standingOf(consent('missing'), asked({ popup: 'blocked' }))).toBe('blocked')
  })

  it('does not believe the page that said yes before a token has the permissions', () => {
    const said = consent('missing', 'accepted')
    expect(standingOf(said, asked())).toBe('proving')
    expect(standingOf(said, asked({ over: true }))).toBe('late')
    expect(standingOf(consent('unproven', 'accepted'), asked())).toBe('accepted')
  })

  it('waits for what is optional although what is needed was there before', () => {
    const optional = asked({ hadNeeded: true })
    expect(standingOf({ ...consent('granted'), required: LEFT }, optional)).toBe('waiting')
    expect(standingOf({ ...consent('granted', 'declined'), required: LEFT }, optional)).toBe('declined')
    expect(standingOf({ ...consent('granted', 'accepted'), required: LEFT }, optional)).toBe('granted')
    expect(standingOf(consent('granted'), optional)).toBe('granted')
  })

  it.each([
    'declined',
    'not-enough-rights',
    'wrong-tenant',
    'expired',
    'replayed',
    'forged',
    'error',
  ] as const)('says %s in its own words', (outcome) => {
    expect(standingOf(consent('missing', outcome), asked())).toBe(outcome)
    expect(standingOf(consent('unproven', outcome), asked())).toBe(outcome)
  })
})

describe('when the page is opened again', () => {
  it('still says how the last visit ended', () => {
    expect(standingOf(consent('missing', 'declined'), undefined)).toBe('declined')
    expect(standingOf(consent('missing', 'accepted'), undefined)).toBe('late')
    expect(standingOf(consent('unproven', 'accepted'), undefined)).toBe('accepted')
  })

  it('has nothing to say when all is granted or no one ever asked', () => {
    expect(standingOf(consent('granted', 'declined'), undefined)).toBe('none')
    expect(standingOf(consent('missing'), undefined)).toBe('none')
  })
})

describe('the server is asked again', () => {
  it('soon while something may happen, seldom while it hardly will, and not when it is settled', () => {
    expect([pollOf('waiting'), pollOf('blocked'), pollOf('proving')]).toEqual([2500, 2500, 2500])
    expect(pollOf('closed')).toBe(10_000)
    expect([pollOf('granted'), pollOf('declined'), pollOf('none')]).toEqual([false, false, false])
  })
})
