/**
 * How the application proves itself to Entra: a client secret, or a certificate with its private key in one PEM text.
 * Values of this type are secret; nothing of them may reach a log, an error or the browser.
 */

import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import { notice } from '../../domain/notice.ts'
import { VaultError } from '../../domain/vault-error.ts'

export type Credential =
  | { readonly kind: 'secret'; readonly clientSecret: string }
  | { readonly kind: 'certificate'; readonly certificatePem: string }

export type Certificate = {
  /** SHA-256 of the DER, hexadecimal, without colons: `x5t#S256` (Learn: certificate credentials). */
  readonly thumbprint: string
  /** PKCS #8 PEM. Secret. */
  readonly privateKey: string
  readonly expiresAt: Date
}

/** Throws `bad-certificate` when one of the two is missing, unreadable or belongs to something else. */
export function readCertificate(pem: string): Certificate {
  const certificate = attempt(() => new X509Certificate(pem), 'it has no readable certificate')
  const key = attempt(
    () => createPrivateKey(pem),
    'it has no readable private key (an encrypted one can’t be used)',
  )
  if (!certificate.checkPrivateKey(key))
    throw badCertificate('the private key belongs to another certificate')
  return {
    thumbprint: certificate.fingerprint256.replaceAll(':', ''),
    privateKey: pkcs8(key),
    expiresAt: certificate.validToDate,
  }
}

function pkcs8(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString()
}

/** OpenSSL's own words are left out: they may quote what was pasted. */
function attempt<T>(act: () => T, why: string): T {
  try {
    return act()
  } catch {
    throw badCertificate(why)
  }
}

function badCertificate(why: string): VaultError {
  return new VaultError({
    notice: notice('bad-certificate', { quoted: why }),
    attempted: 'read the certificate',
    why,
    hint: 'Paste one PEM text with both blocks: BEGIN CERTIFICATE and an unencrypted BEGIN PRIVATE KEY.',
    status: 422,
  })
}
