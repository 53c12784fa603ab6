/**
 * A key pair and the certificate that shows its public half, signed on its own: Entra compares certificates and does not
 * look who signed them (Learn: certificate credentials). RSA because Entra verifies PS256 and RS256 only.
 */
import { createHash, X509Certificate } from 'node:crypto'
import { generate } from 'selfsigned'
import type { Credential } from './credential.ts'

export type MadeCertificate = {
  /** With the private key. Secret. */
  readonly credential: Credential
  /** The certificate alone, PEM. */
  readonly publicPem: string
  readonly expiresAt: Date
}

const KEY_BITS = 3072
/** Clocks differ: valid a little before it is made. */
const BEFORE_MS = 10 * 60_000

export async function makeCertificate(tenantId: string, months: number, now: Date): Promise<MadeCertificate> {
  const expiresAt = addMonths(now, months)
  const created = await generate([{ name: 'commonName', value: `Chatvault ${tenantId}` }], {
    keySize: KEY_BITS,
    algorithm: 'sha256',
    notBeforeDate: new Date(now.getTime() - BEFORE_MS),
    notAfterDate: expiresAt,
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
    ],
  })
  const publicPem = new X509Certificate(created.cert).toString()
  return {
    credential: { kind: 'certificate', certificatePem: `${publicPem}${created.private.trim()}\n` },
    publicPem,
    expiresAt: new X509Certificate(created.cert).validToDate,
  }
}

/** The same day so many months later; the last of the month where there is no such day. */
function addMonths(from: Date, months: number): Date {
  const to = new Date(from)
  to.setUTCMonth(to.getUTCMonth() + months)
  if (to.getUTCDate() !== from.getUTCDate()) to.setUTCDate(0)
  return to
}

/** What people and Microsoft know a certificate by. */
export function marksOfCertificate(publicPem: string) {
  const certificate = new X509Certificate(publicPem)
  const digest = (algorithm: string) =>
    createHash(algorithm).update(certificate.raw).digest('hex').toUpperCase()
  return {
    pem: certificate.toString(),
    base64: certificate.raw.toString('base64'),
    thumbprint: digest('sha256'),
    sha1Thumbprint: digest('sha1'),
    expiresAt: certificate.validToDate,
  }
}
