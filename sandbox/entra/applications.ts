import { createHash, createPublicKey, type KeyObject, randomUUID, X509Certificate } from 'node:crypto'
import { Random } from '../random.ts'
import { GRAPH_APP_ID, GRAPH_APP_ROLES, graphRoleNamed } from './graph-permissions.ts'
import { emptyRegistration, type Registration } from './registration.ts'

/** An app registration together with its service principal in this tenant. */
export interface Application {
  readonly clientId: string
  /** Object id of the registration. */
  readonly objectId: string
  /** Name given when it was made by an upsert; never changes. */
  readonly uniqueName: string | undefined
  readonly createdAt: number
  /** Object ids of people and service principals who own it. */
  readonly owners: Set<string>
  registration: Registration
  /** Object id of the service principal; absent = never consented to in this tenant (AADSTS7000229). */
  servicePrincipalId: string | undefined
  /** When the service principal was made; 0: long ago. */
  servicePrincipalAt: number
  /** Whether only people with a role may sign in. */
  assignmentRequired: boolean
  secrets: ClientSecret[]
  certificates: AppCertificate[]
  /** What was taken away: sign-in knows it until that has been copied. */
  readonly removed: {
    readonly secrets: Removed<ClientSecret>[]
    readonly certificates: Removed<AppCertificate>[]
    readonly roles: Removed<string>[]
  }
  /** Granted Microsoft Graph application permissions, in token order. */
  readonly roles: Set<string>
  /** When roles were granted, for those granted while the sandbox runs. */
  readonly grantedAt: Map<string, number>
  /** Legacy metering: from when on the app is linked to an Azure subscription; undefined: it is not. */
  billingLinkedFrom: number | undefined
}

export interface Removed<T> {
  readonly what: T
  readonly at: number
}

export interface ClientSecret {
  readonly keyId: string
  readonly displayName: string | null
  readonly value: string
  readonly startsAt: number
  readonly expiresAt: number
  /** When it was put there; 0: long ago. */
  readonly addedAt: number
}

export function clientSecret(value: string, startsAt: number, expiresAt: number): ClientSecret {
  return { keyId: randomUUID(), displayName: null, value, startsAt, expiresAt, addedAt: 0 }
}

export interface AppCertificate {
  readonly keyId: string
  /** DER, as base64. */
  readonly der: string
  readonly subject: string
  readonly displayName: string | null
  /** When it was put there; 0: long ago. */
  readonly addedAt: number
  readonly startsAt: number
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
    keyId: randomUUID(),
    der: certificate.raw.toString('base64'),
    subject: certificate.subject,
    displayName: null,
    addedAt: 0,
    startsAt: certificate.validFromDate.getTime(),
    publicKey: createPublicKey(certificate.publicKey.export({ type: 'spki', format: 'pem' })),
    // Old clients send x5t as hex inside base64url; accept both spellings.
    thumbprints: [sha1.toString('base64url'), sha256.toString('base64url'), sha1.toString('hex')],
    expiresAt: certificate.validToDate.getTime(),
  }
}

type Given = Pick<Application, 'clientId'> & Partial<Application> & { readonly displayName: string }

export function newApplication({ displayName, ...app }: Given): Application {
  return {
    objectId: new Random(`application:${app.clientId}`).guid(),
    uniqueName: undefined,
    createdAt: 0,
    owners: new Set(),
    registration: emptyRegistration(displayName),
    servicePrincipalId: undefined,
    servicePrincipalAt: 0,
    assignmentRequired: false,
    secrets: [],
    certificates: [],
    removed: { secrets: [], certificates: [], roles: [] },
    roles: new Set(),
    grantedAt: new Map(),
    billingLinkedFrom: undefined,
    ...app,
  }
}

/** The service principal's object id; makes one where there is none. */
export function makeServicePrincipal(app: Application, now: number): string {
  if (app.servicePrincipalId === undefined) {
    app.servicePrincipalId = randomUUID()
    app.servicePrincipalAt = now
  }
  return app.servicePrincipalId
}

export function removeSecret(app: Application, keyId: string, now: number): void {
  app.removed.secrets.push(...leaving(app.secrets, (secret) => secret.keyId === keyId, now))
  app.secrets = app.secrets.filter((secret) => secret.keyId !== keyId)
}

/** `next` takes the place of all that were there. */
export function replaceCertificates(app: Application, next: AppCertificate[], now: number): void {
  const stays = ({ der }: AppCertificate) => next.some((one) => one.der === der)
  app.removed.certificates.push(...leaving(app.certificates, (one) => !stays(one), now))
  app.certificates = next
}

export function removeRole(app: Application, role: string, now: number): void {
  if (app.roles.delete(role)) app.removed.roles.push({ what: role, at: now })
}

function leaving<T>(all: readonly T[], goes: (one: T) => boolean, at: number): Removed<T>[] {
  return all.filter(goes).map((what) => ({ what, at }))
}

/** Grants an application permission of Graph. `now` 0: long ago, so that it is in the next token. */
export function grantRole(app: Application, role: string, now: number): void {
  if (app.roles.has(role)) return
  app.roles.add(role)
  app.grantedAt.set(role, now)
}

/** The Graph application permissions consent would give: those the registration lists. */
export function rolesAskedBy({ registration }: Application): readonly string[] {
  return registration.requiredResourceAccess
    .filter(({ resourceAppId }) => resourceAppId === GRAPH_APP_ID)
    .flatMap(({ resourceAccess }) => resourceAccess)
    .flatMap(({ id, type }) => (type === 'Role' ? (graphRoleNamed(id) ?? []) : []))
}

/** What a registration lists that asks for these application permissions of Graph. */
export function listing(roles: readonly string[]): Registration['requiredResourceAccess'] {
  const resourceAccess = roles.flatMap((name) => {
    const id = GRAPH_APP_ROLES[name]
    return id === undefined ? [] : [{ id, type: 'Role' }]
  })
  return resourceAccess.length > 0 ? [{ resourceAppId: GRAPH_APP_ID, resourceAccess }] : []
}

/** Where Entra may send people back to for this app; undefined when no one registered any. */
export function redirectUrisOf({ registration }: Application): readonly string[] | undefined {
  const { spa, web, publicClient } = registration
  const all = [...spa.redirectUris, ...web.redirectUris, ...publicClient.redirectUris]
  return all.length > 0 ? all : undefined
}

/** Least privileged set a chat backup asks for (Learn: Microsoft Graph permissions reference). */
export const BACKUP_ROLES: readonly string[] = [
  'Chat.Read.All',
  'User.Read.All',
  'Organization.Read.All',
  'GroupMember.Read.All',
]
