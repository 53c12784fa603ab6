import { createHash, createPublicKey, type KeyObject, X509Certificate } from 'node:crypto'

/** An app registration together with its service principal in this tenant. */
export interface Application {
  readonly clientId: string
  readonly displayName: string
  /** Object id of the service principal; absent = never consented to in this tenant (AADSTS7000229). */
  servicePrincipalId: string | undefined
  secrets: ClientSecret[]
  certificates: AppCertificate[]
  /** Granted Microsoft Graph application permissions, in token order. */
  readonly roles: Set<string>
  /** Legacy metering: the app is linked to an Azure subscription. */
  billingLinked: boolean
}

interface ClientSecret {
  readonly value: string
  readonly expiresAt: number
}

export interface AppCertificate {
  readonly publicKey: KeyObject
  /** base64url SHA-1 and SHA-256 of the DER certificate (Learn: Certificate credentials). */
  readonly thumbprints: readonly string[]
  readonly expiresAt: number
}

/** Reads a PEM certificate; a private key beside it is ignored. */
export function appCertificate(pem: string): AppCertificate {
  const certificate = new X509Certificate(pem)
  const print = (algorithm: string) => createHash(algorithm).update(certificate.raw).digest()
  const [sha1, sha256] = [print('sha1'), print('sha256')]
  return {
    publicKey: createPublicKey(certificate.publicKey.export({ type: 'spki', format: 'pem' })),
    // Old clients send x5t as hex inside base64url; accept both spellings.
    thumbprints: [sha1.toString('base64url'), sha256.toString('base64url'), sha1.toString('hex')],
    expiresAt: certificate.validToDate.getTime(),
  }
}

/** Least privileged set a chat backup asks for (Learn: Microsoft Graph permissions reference). */
export const BACKUP_ROLES: readonly string[] = [
  'Chat.Read.All',
  'User.Read.All',
  'Organization.Read.All',
  'GroupMember.Read.All',
]
