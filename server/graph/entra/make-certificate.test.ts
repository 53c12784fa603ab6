import { X509Certificate } from 'node:crypto'
import { expect, it } from 'vitest'
import { readCertificate } from './credential.ts'
import { makeCertificate, marksOfCertificate } from './make-certificate.ts'

const TENANT = '11111111-1111-4111-8111-111111111111'
const NOW = new Date('2026-11-23T12:00:00Z')

it('makes a key pair and a certificate that name product and tenant, and belong together', async () => {
  const { credential, publicPem, expiresAt } = await makeCertificate(TENANT, 24, NOW)
  const certificate = new X509Certificate(publicPem)
  expect(certificate.subject).toBe(`CN=Chatvault ${TENANT}`)
  expect(certificate.issuer).toBe(certificate.subject)
  expect(certificate.verify(certificate.publicKey)).toBe(true)
  expect(certificate.ca).toBe(false)
  expect(certificate.publicKey.asymmetricKeyType).toBe('rsa')
  expect(certificate.publicKey.asymmetricKeyDetails?.modulusLength).toBeGreaterThanOrEqual(2048)
  expect(certificate.validFromDate.getTime()).toBeLessThan(NOW.getTime())
  expect(expiresAt.toISOString()).toBe('2028-11-23T12:00:00.000Z')
  expect(publicPem).not.toContain('PRIVATE')
  if (credential.kind !== 'certificate') throw new Error('not a certificate')
  const { thumbprint } = readCertificate(credential.certificatePem)
  const marks = marksOfCertificate(publicPem)
  expect(marks).toMatchObject({ thumbprint, expiresAt })
  expect(marks.sha1Thumbprint).toBe(certificate.fingerprint.replaceAll(':', ''))
  expect(Buffer.from(marks.base64, 'base64').equals(certificate.raw)).toBe(true)
})

it('ends on the last day of a month that has no such day', async () => {
  const { expiresAt } = await makeCertificate(TENANT, 1, new Date('2027-01-31T12:00:00Z'))
  expect(expiresAt.toISOString()).toBe('2027-02-28T12:00:00.000Z')
})
