import { describe, expect, it } from 'vitest'
import { consentPageUrl, readConsentAnswer } from './admin-consent.ts'
import { CLOUDS } from './cloud.ts'

const TENANT = 'aaaaaaaa-0000-4000-8000-00000000000a'
const OTHER = 'bbbbbbbb-0000-4000-8000-00000000000b'

it('the consent page is Entra’s v2.0 one, of this tenant, for the cloud’s own Graph', () => {
  const page = {
    tenantId: TENANT,
    applicationId: 'app',
    redirectUri: 'https://x.test/consent/callback',
    state: 's.t',
  }
  const url = new URL(consentPageUrl({ ...page, signInUrl: 'https://login.test', cloud: CLOUDS['gcc-high'] }))
  expect(url.origin + url.pathname).toBe(`https://login.test/${TENANT}/v2.0/adminconsent`)
  expect(Object.fromEntries(url.searchParams)).toEqual({
    client_id: 'app',
    scope: 'https://graph.microsoft.us/.default',
    redirect_uri: 'https://x.test/consent/callback',
    state: 's.t',
  })
})

describe('what the consent page says', () => {
  const failed = (error: string, error_description = '') => ({
    admin_consent: 'True',
    error,
    error_description,
  })
  it.each([
    ['accepted', null, { admin_consent: 'True', tenant: TENANT.toUpperCase() }],
    ['wrong-tenant', null, { admin_consent: 'True', tenant: OTHER }],
    ['accepted', null, { admin_consent: 'true', tenant: TENANT, error_uri: 'x', session_state: 'y' }],
    ['accepted', null, { admin_consent: 'TRUE ', tenant: ` ${TENANT}` }],
    ['error', null, {}],
    ['error', null, { admin_consent: 'False', tenant: TENANT }],
    ['declined', 'AADSTS65004', failed('consent_required', 'AADSTS65004: User declined. Trace ID: 1')],
    ['declined', 'consent_required', failed('consent_required')],
    [
      'declined',
      'permission_denied',
      { error: 'permission_denied', error_description: 'The admin canceled' },
    ],
    ['declined', 'access_denied', failed('access_denied')],
    ['declined', 'server_error', { ...failed('server_error'), error_subcode: 'cancel' }],
    ['not-enough-rights', 'AADSTS90094', failed('access_denied', 'AADSTS90094: needs permission')],
    ['not-enough-rights', 'AADSTS650057', failed('invalid_resource', 'AADSTS650057: Invalid resource.')],
    ['wrong-tenant', 'AADSTS50020', failed('invalid_request', 'AADSTS50020: User account from …')],
    ['error', 'AADSTS90019', failed('server_error', 'AADSTS90019: No tenant')],
    ['error', 'temporarily_unavailable', failed('temporarily_unavailable')],
    ['error', null, failed('<script>', 'whatever')],
    ['error', null, failed('')],
  ])('is read as %s, %s', (outcome, code, said) => {
    expect(readConsentAnswer(said as Record<string, string>, TENANT)).toEqual({ outcome, code })
  })
})
