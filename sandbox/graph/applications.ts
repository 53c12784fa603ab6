import { randomUUID, X509Certificate } from 'node:crypto'
import {
  type Application,
  appCertificate,
  newApplication,
  removeSecret,
  replaceCertificates,
} from '../entra/applications.ts'
import { makeSecret, removeApplication } from '../entra/entra.ts'
import { emptyRegistration } from '../entra/registration.ts'
import { type Call, option } from '../http/call.ts'
import type { Reply } from '../http/reply.ts'
import { Random } from '../random.ts'
import { INITIAL_DOMAIN } from '../tenant/people.ts'
import type { Caller } from './access.ts'
import type { GraphContext } from './context.ts'
import {
  bodyOf,
  byFilter,
  created,
  entity,
  noContent,
  notFound,
  pageOfRows,
  visible,
} from './directory-objects.ts'
import { GraphFailure } from './errors.ts'
import { graphJson } from './odata.ts'
import { changed, refused } from './registration-rules.ts'
import { mayChange, mayCreate, mayRead } from './rights.ts'

const DAY_MS = 86_400_000

/** `GET /applications`, with the filters setup tools use (Learn: List applications). */
export function listApplications(graph: GraphContext, call: Call, caller: Caller): Reply {
  mayRead(caller)
  const rows = seen(graph).map(applicationRow)
  return pageOfRows(call, 'applications', byFilter(call, rows, FILTERABLE))
}

const FILTERABLE = ['appId', 'displayName', 'id', 'identifierUris', 'tags', 'uniqueName']

export function getApplication(graph: GraphContext, call: Call, caller: Caller): Reply {
  mayRead(caller)
  const app = find(graph, call)
  const row = applicationRow(app)
  // Keys are shown to who names the property, and for one app only (Learn: keyCredential resource type).
  if (/\bkeyCredentials\b/.test(option(call, '$select') ?? ''))
    row.keyCredentials = app.certificates.map((one) => ({ ...keyRow(one), key: one.der }))
  return graphJson(entity(call, 'applications', row))
}

/** `POST /applications` (Learn: Create application). Anyone who makes an app owns it. */
export function createApplication(graph: GraphContext, call: Call, caller: Caller): Reply {
  mayCreate(caller)
  return created(entity(call, 'applications', applicationRow(make(graph, bodyOf(call), caller))))
}

/** `PATCH /applications/{id}`; by `uniqueName` and `Prefer: create-if-missing` an upsert (Learn: Upsert application). */
export function updateApplication(graph: GraphContext, call: Call, caller: Caller): Reply {
  const key = call.segments[2] ?? ''
  const upsert = /^uniqueName=(.+)$/i.exec(key)?.[1]
  const wanted = String(call.headers.prefer ?? '').includes('create-if-missing')
  // An upsert meets the object itself, not the copy reads go to: it never makes a second one.
  const known = upsert && wanted ? all(graph).find(({ uniqueName }) => uniqueName === upsert) : undefined
  if (upsert && wanted && !known) {
    mayCreate(caller)
    const app = make(graph, bodyOf(call), caller, upsert)
    return created(entity(call, 'applications', applicationRow(app)))
  }
  const app = known ?? find(graph, call)
  mayChange(caller, app)
  const { keyCredentials, ...body } = bodyOf(call)
  const next = changed(app.registration, body, ids(graph, app))
  uriIsFree(graph, app, next.identifierUris)
  if (keyCredentials !== undefined)
    replaceCertificates(app, certificatesIn(graph, keyCredentials, app), graph.clock())
  app.registration = next
  return noContent()
}

export function deleteApplication(graph: GraphContext, call: Call, caller: Caller): Reply {
  const app = find(graph, call)
  mayChange(caller, app)
  removeApplication(graph.entra, app)
  return noContent()
}

function make(
  graph: GraphContext,
  body: Record<string, unknown>,
  caller: Caller,
  uniqueName?: string,
): Application {
  const clientId = randomUUID()
  const { keyCredentials, ...rest } = body
  const app = newApplication({
    clientId,
    displayName: '',
    uniqueName,
    createdAt: graph.clock(),
    owners: new Set([caller.objectId]),
    certificates: keyCredentials === undefined ? [] : certificatesIn(graph, keyCredentials),
  })
  app.registration = changed(emptyRegistration(''), rest, ids(graph, app))
  uriIsFree(graph, app, app.registration.identifierUris)
  graph.entra.applications.set(clientId, app)
  return app
}

function ids(graph: GraphContext, { clientId }: Application): { clientId: string; tenantId: string } {
  return { clientId, tenantId: graph.tenant.id }
}

function uriIsFree(graph: GraphContext, app: Application, uris: readonly string[]): void {
  const taken = all(graph).some(
    (one) => one !== app && one.registration.identifierUris.some((x) => uris.includes(x)),
  )
  if (taken)
    throw new GraphFailure(
      400,
      'Request_MultipleObjectsWithSameKeyValue',
      'Another object with the same value for property identifierUris already exists.',
    )
}

// ── Credentials ──────────────────────────────────────────────────────────────────────────────────────────────────

/** `POST …/addPassword`: the only time the secret is shown (Learn: application: addPassword). */
export function addPassword(graph: GraphContext, call: Call, caller: Caller): Reply {
  const app = find(graph, call)
  mayChange(caller, app)
  const asked = (bodyOf(call).passwordCredential ?? {}) as Record<string, string | undefined>
  const now = graph.clock()
  const secret = {
    keyId: randomUUID(),
    displayName: asked.displayName ?? null,
    value: makeSecret(new Random(randomUUID())),
    startsAt: instantOf(asked.startDateTime, now),
    expiresAt: instantOf(asked.endDateTime, now + 730 * DAY_MS),
    addedAt: now,
  }
  if (secret.expiresAt <= secret.startsAt) throw refused('Key credential end date is invalid.')
  checkPolicy(graph, secret)
  app.secrets.push(secret)
  const { value: secretText } = secret
  return graphJson({
    '@odata.context': `${call.base}/v1.0/$metadata#microsoft.graph.passwordCredential`,
    ...passwordRow(secret),
    secretText,
  })
}

/** The tenant's app management policy (Learn: appManagementPolicy); codes and texts as in public traces. */
function checkPolicy({ knobs }: GraphContext, { startsAt, expiresAt }: Application['secrets'][number]): void {
  if (knobs.appSecrets === 'forbidden')
    throw new GraphFailure(
      400,
      'CredentialTypeNotAllowedAsPerAppPolicy',
      'Credential type not allowed as per assigned policy.',
    )
  const { secretMaxDays } = knobs
  if (secretMaxDays > 0 && expiresAt - startsAt > secretMaxDays * DAY_MS)
    throw new GraphFailure(
      400,
      'CredentialInvalidLifetimeAsPerAppPolicy',
      'Credential lifetime exceeds the max value allowed as per assigned policy.',
    )
}

export function removePassword(graph: GraphContext, call: Call, caller: Caller): Reply {
  const app = find(graph, call)
  mayChange(caller, app)
  const { keyId } = bodyOf(call)
  if (!app.secrets.some((secret) => secret.keyId === keyId))
    throw refused(`No password credential found with keyId '${keyId}'.`)
  removeSecret(app, String(keyId), graph.clock())
  return noContent()
}

/**
 * `POST …/addKey` needs a proof: a JWT signed with a certificate the app has already (Learn: application: addKey). Here
 * any proof will do once there is a certificate; an app without one must PATCH `keyCredentials`.
 */
export function addKey(graph: GraphContext, call: Call, caller: Caller): Reply {
  const app = find(graph, call)
  mayChange(caller, app)
  const { keyCredential, proof } = bodyOf(call)
  if (app.certificates.length === 0 || typeof proof !== 'string' || proof.split('.').length !== 3)
    throw new GraphFailure(400, 'Authentication_MissingOrMalformed', 'Access Token missing or malformed.')
  const [added] = certificatesIn(graph, [keyCredential])
  if (added) app.certificates.push(added)
  return graphJson(keyRow(app.certificates.at(-1) as Application['certificates'][number]))
}

interface GivenKey {
  readonly key?: string | null
  readonly keyId?: string
  readonly type?: string
  readonly usage?: string
  readonly displayName?: string | null
}

/** The whole list as it is to be: one that is there already is named by its key id, with its key or without. */
function certificatesIn(graph: GraphContext, given: unknown, app?: Application): Application['certificates'] {
  if (!Array.isArray(given)) throw refused("Invalid value specified for property 'keyCredentials'.")
  return given.map((credential: GivenKey) => {
    if (credential?.type !== 'AsymmetricX509Cert' || credential.usage !== 'Verify')
      throw refused('Key credential must be of type AsymmetricX509Cert with usage Verify.')
    const kept = app?.certificates.find(({ keyId }) => keyId === credential.keyId?.toLowerCase())
    if (kept && (!credential.key || credential.key === kept.der)) return kept
    try {
      const pem = new X509Certificate(Buffer.from(credential.key ?? '', 'base64')).toString()
      const made = appCertificate(pem)
      return {
        ...made,
        keyId: credential.keyId?.toLowerCase() ?? made.keyId,
        displayName: credential.displayName ?? null,
        addedAt: graph.clock(),
      }
    } catch {
      throw new GraphFailure(400, 'KeyCredentialsInvalidFormat', 'Key credential is invalid.')
    }
  })
}

function instantOf(text: string | undefined, otherwise: number): number {
  const instant = text === undefined ? otherwise : Date.parse(text)
  if (Number.isNaN(instant)) throw refused('Invalid date.')
  return instant
}

function passwordRow(secret: Application['secrets'][number]): Record<string, unknown> {
  return {
    customKeyIdentifier: null,
    displayName: secret.displayName,
    endDateTime: new Date(secret.expiresAt).toISOString(),
    hint: secret.value.slice(0, 3),
    keyId: secret.keyId,
    secretText: null,
    startDateTime: new Date(secret.startsAt).toISOString(),
  }
}

function keyRow(certificate: Application['certificates'][number]): Record<string, unknown> {
  return {
    customKeyIdentifier: certificate.thumbprints[2]?.toUpperCase() ?? null,
    displayName: certificate.displayName ?? certificate.subject,
    endDateTime: new Date(certificate.expiresAt).toISOString(),
    key: null,
    keyId: certificate.keyId,
    startDateTime: new Date(certificate.startsAt).toISOString(),
    type: 'AsymmetricX509Cert',
    usage: 'Verify',
  }
}

// ── Finding and showing ──────────────────────────────────────────────────────────────────────────────────────────

function all(graph: GraphContext): Application[] {
  return [...graph.entra.applications.values()]
}

function seen(graph: GraphContext): Application[] {
  return all(graph).filter(({ createdAt }) => visible(graph, createdAt))
}

/** By object id, or `appId=…` or `uniqueName=…`. New apps are not found at once: replication. */
function find(graph: GraphContext, call: Call): Application {
  const key = call.segments[2] ?? ''
  const [, alternate, value = ''] = /^(appId|uniqueName)=(.+)$/i.exec(key) ?? []
  const found = seen(graph).find((app) =>
    alternate?.toLowerCase() === 'appid'
      ? app.clientId === value.toLowerCase()
      : alternate
        ? app.uniqueName === value
        : app.objectId === key.toLowerCase(),
  )
  if (!found) throw notFound(value || key)
  return found
}

function applicationRow(app: Application): Record<string, unknown> {
  return {
    id: app.objectId,
    appId: app.clientId,
    uniqueName: app.uniqueName ?? null,
    createdDateTime: new Date(app.createdAt).toISOString(),
    publisherDomain: INITIAL_DOMAIN,
    ...structuredClone(app.registration),
    keyCredentials: app.certificates.map(keyRow),
    passwordCredentials: app.secrets.map(passwordRow),
    applicationTemplateId: null,
    deletedDateTime: null,
    verifiedPublisher: { displayName: null, verifiedPublisherId: null, addedDateTime: null },
    tokenEncryptionKeyId: null,
    samlMetadataUrl: null,
    defaultRedirectUri: null,
    certification: null,
    disabledByMicrosoftStatus: null,
    addIns: [],
    parentalControlSettings: { countriesBlockedForMinors: [], legalAgeGroupRule: 'Allow' },
  }
}
