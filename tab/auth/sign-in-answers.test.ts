import { InteractionRequiredAuthError } from '@azure/msal-browser'
import { describe, expect, it } from 'vitest'
import { hostAnswer, msalAnswer } from './sign-in-answers.ts'
import { SignInNeeded } from './token-source.ts'

const CLAIMS = '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}'

const host = (text: string, claims?: string) => meaningOf(hostAnswer(new Error(text), claims))
const msal = (error: unknown) => meaningOf(msalAnswer(error))

function meaningOf(answer: ReturnType<typeof hostAnswer>): string {
  return answer instanceof SignInNeeded ? `needs ${answer.need}` : answer.reason
}

describe('what a host answers', () => {
  it('is known by its whole text', () => {
    expect(host('resourceRequiresConsent')).toBe('needs consent')
    expect(host('tokenRevoked')).toBe('needs ended')
    expect(host('resourceDisabled')).toBe('setup')
    expect(host('App resource defined in manifest and iframe origin do not match')).toBe('setup')
    expect(host('renewalTimeout')).toBe('host')
    expect(host('unknownAuthError')).toBe('host')
    expect(host('CancelledByUser')).toBe('closed')
    expect(host('FailedToOpenWindow')).toBe('blocked')
  })

  it('is unknown otherwise, and its text is kept to be copied', () => {
    expect(hostAnswer(new Error('resourceDisabledByMars'), undefined)).toMatchObject({
      reason: 'unknown',
      detail: 'resourceDisabledByMars',
    })
    expect(host('constructor')).toBe('unknown')
    expect(hostAnswer(new Error(''), undefined)).toMatchObject({ detail: 'no-text' })
  })

  it('is about the challenge while one is in progress', () => {
    expect(hostAnswer(new Error('resourceRequiresConsent'), CLAIMS)).toMatchObject({
      need: 'claims',
      claims: CLAIMS,
    })
  })

  it('is understood by Entra’s number where a host passes it on', () => {
    expect(host('invalid_grant: AADSTS65001: The user or administrator has not consented')).toBe(
      'needs consent',
    )
    expect(host('AADSTS53003: Access has been blocked by Conditional Access policies.')).toBe('rule')
  })
})

describe('what MSAL and Entra answer', () => {
  it('carries a claims challenge on', () => {
    const error = new InteractionRequiredAuthError(
      'interaction_required',
      '1',
      'AADSTS50076: …',
      '',
      '',
      '',
      CLAIMS,
    )
    expect(msalAnswer(error)).toMatchObject({ need: 'claims', claims: CLAIMS })
  })

  it('tells an admin’s approval from a declined one, and a rule from a missing role', () => {
    const entra = (number: number, errorCode = 'access_denied') =>
      msal({ errorCode, errorMessage: `AADSTS${number}: words` })
    expect(entra(90094)).toBe('approval')
    expect(entra(65004)).toBe('closed')
    expect(entra(53003)).toBe('rule')
    expect(entra(50105)).toBe('role')
    expect(entra(50020, 'invalid_request')).toBe('tenant')
    expect(entra(700016, 'unauthorized_client')).toBe('setup')
  })

  it('knows windows, networks and storage', () => {
    expect(msal({ errorCode: 'user_cancelled' })).toBe('closed')
    expect(msal({ errorCode: 'popup_window_error' })).toBe('blocked')
    expect(msal({ errorCode: 'no_network_connectivity' })).toBe('network')
    expect(msal({ errorCode: 'storage_not_supported' })).toBe('storage')
    expect(msal({ errorCode: 'login_required' })).toBe('needs ended')
  })

  it('keeps codes and the correlation id to be copied, and no address', () => {
    const answer = msalAnswer({
      errorCode: 'server_error',
      errorMessage: 'AADSTS99999: words https://login.example/?client_id=1',
      correlationId: '7',
    })
    expect(answer).toMatchObject({ reason: 'unknown', detail: 'AADSTS99999 server_error 7' })
  })
})
