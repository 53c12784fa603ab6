import { describe, expect, it } from 'vitest'
import { Connection } from '../../../server/contract/index.ts'
import {
  type ConnectionForm,
  faultsOf,
  formOf,
  intentOf,
  saveBody,
  showsWhileTyping,
  takesBoundAway,
} from './form.ts'

const appId = '1f6b7c1e-2d3a-4b5c-8d9e-0f1a2b3c4d5e'

const connected = Connection.parse({
  status: 'active',
  applicationId: appId,
  credential: { kind: 'secret', hint: 'abc', expiresAt: null, setAt: '2026-11-03T10:00:00Z', keyId: null },
  testMailbox: 'mia@contoso.example',
  organizationName: 'Contoso',
  costAcknowledgedAt: '2026-11-03T10:00:00Z',
  checks: [],
  testedAt: '2026-11-03T10:00:00Z',
  testedBy: 'Mia Berg',
})
const saved = formOf(connected, { limit: 50_000, regime: 'metered' })

const fresh: ConnectionForm = {
  ...saved,
  replacing: true,
  secret: 'q8~made-up-for-tests',
  secretExpires: '2028-11-03',
}

describe('the connection form', () => {
  it('can be sent when everything is there', () => {
    expect(faultsOf(fresh)).toEqual({})
  })

  it('needs no secret again while one is stored', () => {
    expect(faultsOf(saved)).toEqual({})
    const body = saveBody(saved)
    expect(body).toMatchObject({ applicationId: appId, testMailbox: 'mia@contoso.example' })
    expect(body).not.toHaveProperty('clientSecret')
  })

  it('names what is missing, field by field', () => {
    const empty = formOf(
      Connection.parse({
        ...connected,
        status: 'none',
        applicationId: null,
        credential: null,
        testMailbox: null,
        costAcknowledgedAt: null,
      }),
      { limit: null, regime: 'metered' },
    )
    expect(faultsOf(empty)).toEqual({
      applicationId: 'applicationId',
      secret: 'secretMissing',
      mailbox: 'mailbox',
      limit: 'limit',
      acknowledged: 'ack',
    })
  })

  it('does not start unlimited before anyone has chosen that', () => {
    expect(formOf({ ...connected, status: 'none' }, { limit: null, regime: 'metered' }).unlimited).toBe(false)
    expect(formOf(connected, { limit: null, regime: 'metered' }).unlimited).toBe(true)
  })

  it('sees that the secret’s ID was pasted instead of its value', () => {
    expect(faultsOf({ ...fresh, secret: ` ${appId.toUpperCase()} ` })).toEqual({ secret: 'secretIsId' })
  })

  it('wants both halves of a certificate', () => {
    const pem = (text: string) => faultsOf({ ...fresh, kind: 'certificate', pem: text }).pem
    const certificate = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n'
    const key = '-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\n'
    expect([pem(''), pem(key), pem(certificate), pem(certificate + key)]).toEqual([
      'pemMissing',
      'pemNoCertificate',
      'pemNoKey',
      undefined,
    ])
  })

  it('speaks up while typing only about what has been typed', () => {
    expect(showsWhileTyping('applicationId', { ...fresh, applicationId: '' })).toBe(false)
    expect(showsWhileTyping('applicationId', { ...fresh, applicationId: '1f6b' })).toBe(true)
    expect(showsWhileTyping('mailbox', fresh)).toBe(false)
    expect(showsWhileTyping('secretIsId', fresh)).toBe(true)
  })
})

describe('what the form asks for', () => {
  it('is nothing while nothing changed', () => {
    expect(intentOf(saved, saved)).toBe('none')
    expect(intentOf({ ...saved, limit: '50,000' }, saved)).toBe('none')
  })

  it('is only another limit when only that changed, so nothing is tested or paid', () => {
    expect(intentOf({ ...saved, limit: '60000' }, saved)).toBe('limit')
    expect(intentOf({ ...saved, unlimited: true }, saved)).toBe('limit')
  })

  it('is a test and a save once the app, its credential or the mailbox changed', () => {
    expect(intentOf({ ...saved, replacing: true }, saved)).toBe('connection')
    expect(intentOf({ ...saved, mailbox: 'ben@contoso.example', limit: '1' }, saved)).toBe('connection')
  })
})

describe('what is sent', () => {
  it('carries the secret, its expiry and the limit', () => {
    expect(saveBody(fresh)).toEqual({
      applicationId: appId,
      testMailbox: 'mia@contoso.example',
      clientSecret: 'q8~made-up-for-tests',
      monthlyMessageLimit: 50_000,
      costAcknowledged: true,
      secretExpiresAt: '2028-11-03T00:00:00Z',
    })
  })

  it('is null for unlimited', () => {
    expect(saveBody({ ...saved, unlimited: true }).monthlyMessageLimit).toBeNull()
  })
})

describe('taking the limit away', () => {
  const unlimited = { ...saved, unlimited: true }

  it('is asked about where messages cost something', () => {
    expect(takesBoundAway(unlimited, saved, { regime: 'metered' })).toBe(true)
    expect(takesBoundAway(unlimited, saved, { regime: 'not-metered' })).toBe(false)
  })

  it('is not asked about twice, nor when a limit is set', () => {
    expect(takesBoundAway(unlimited, unlimited, { regime: 'metered' })).toBe(false)
    expect(takesBoundAway(saved, unlimited, { regime: 'metered' })).toBe(false)
  })
})
