/** From nothing to an app that may read chats: registration, permissions, credential. */
import type { SetOnboarding } from '../../../server/http/contract.ts'
import type { Graph } from '../graph.ts'
import { MicrosoftRefusal } from '../refusal.ts'
import type { Backend } from './backend.ts'
import {
  type AppRegistration,
  byAppId,
  byUniqueName,
  consentCallback,
  GRAPH_APP_ID,
  isCertificate,
  type KeyCredential,
  keysOf,
  type Permission,
  type Principal,
  permissionsFor,
  type ResourceAccess,
  type RoleAssignment,
  uniqueNameOf,
} from './directory.ts'
import { intendedKey, isIntended, isRecent, type Journal } from './journal.ts'
import type { Outcome, Step } from './steps.ts'

export interface RegisterPlan {
  graph: Graph
  backend: Backend
  journal: Journal
  /** Where Chatvault is reached. */
  publicUrl: string
  displayName: string
  leastSet: boolean
  credential: { kind: 'secret' | 'certificate'; months: number }
  /** For the last step of the setup, where nothing was chosen yet. */
  suggested: { testMailbox: string | undefined; monthlyMessageLimit: number }
  /** Short and never the same twice: names a secret before it has an id. */
  newName(): string
  now(): number
}

/** What one step finds out for those after it. */
interface Found {
  app?: AppRegistration | undefined
  principal?: Principal | undefined
  graphId?: string
  assigned?: RoleAssignment[]
  /** Between Microsoft's answer and our server; nowhere else. */
  secret?: { text: string; keyId: string; expiresAt: string } | undefined
}

export function registerSteps(plan: RegisterPlan): Step[] {
  const found: Found = {}
  return [
    {
      name: 'look',
      call: 'GET /applications',
      run: () => look(plan, found),
    },
    {
      name: 'application',
      call: 'PATCH /applications(uniqueName)',
      run: () => application(plan, found),
    },
    { name: 'principal', call: 'POST /servicePrincipals', run: () => principal(plan, found) },
    {
      name: 'permissions',
      call: 'GET /servicePrincipals(appId)',
      run: () => lookUpPermissions(plan, found),
    },
    ...permissionsFor(plan.leastSet).map((permission) => ({
      name: 'grant' as const,
      what: permission.name,
      call: 'POST /servicePrincipals/{id}/appRoleAssignedTo',
      run: () => grant(plan, found, permission),
    })),
    ...(plan.credential.kind === 'secret' ? secretSteps(plan, found) : certificateSteps(plan, found)),
  ]
}

// ── Registration ─────────────────────────────────────────────────────────────────────────────────────────────────

async function look(plan: RegisterPlan, found: Found): Promise<Outcome> {
  found.app = await findApplication(plan)
  return found.app ? 'found' : 'done'
}

/** Ours by the journal, else the one that was named, else the one an earlier setup of this address made. */
async function findApplication({ graph, backend, journal, publicUrl, now }: RegisterPlan) {
  const made = (await journal.entries()).find(
    (entry) => entry.kind === 'application' && intendedKey(entry) === undefined,
  )
  const get = (path: string, fresh = false) =>
    graph.find<AppRegistration>({ method: 'GET', path, ...(fresh ? { fresh } : {}) })
  if (made) {
    const known = await get(`/applications/${made.id}`, isRecent(made, now()))
    if (known) return known
    await journal.strike(made.id)
  }
  const { applicationId } = await backend.onboarding()
  const named = applicationId === null ? undefined : await get(byAppId('applications', applicationId))
  return named ?? get(byUniqueName(uniqueNameOf(publicUrl)))
}

async function application(plan: RegisterPlan, found: Found): Promise<Outcome> {
  const outcome = found.app ? await putRight(plan, found.app) : await makeApplication(plan, found)
  const { appId } = known(found.app)
  await plan.backend.set({
    ...{ way: 'automatic', applicationId: appId, leastSet: plan.leastSet },
    ...(await suggestions(plan)),
  })
  return outcome
}

async function suggestions({ backend, suggested }: RegisterPlan): Promise<SetOnboarding> {
  const { testMailbox, monthlyMessageLimit } = await backend.onboarding()
  return {
    ...(testMailbox === null && suggested.testMailbox ? { testMailbox: suggested.testMailbox } : {}),
    ...(monthlyMessageLimit === undefined ? { monthlyMessageLimit: suggested.monthlyMessageLimit } : {}),
  }
}

async function makeApplication(plan: RegisterPlan, found: Found): Promise<Outcome> {
  const { graph, journal, publicUrl, displayName } = plan
  const key = uniqueNameOf(publicUrl)
  await journal.intend('application', key, displayName)
  const body = {
    displayName,
    signInAudience: 'AzureADMyOrg',
    web: { redirectUris: [consentCallback(publicUrl)] },
    requiredResourceAccess: accessWith([], permissionsFor(plan.leastSet)),
  }
  // By its name and only if it is missing: a second call, after an answer that was lost, makes no second app.
  const path = byUniqueName(key)
  const headers = { Prefer: 'create-if-missing' }
  const made = await graph.call<AppRegistration>({ method: 'PATCH', path, body, headers })
  const app = made ?? (await graph.call<AppRegistration>({ method: 'GET', path, fresh: true }))
  found.app = known(app)
  await journal.made('application', key, found.app.id, displayName)
  return 'done'
}

/** Adds what is missing and takes nothing away. */
async function putRight(plan: RegisterPlan, app: AppRegistration): Promise<Outcome> {
  const { graph, journal, publicUrl, leastSet } = plan
  const key = uniqueNameOf(publicUrl)
  if (isIntended(await journal.entries(), 'application', key))
    await journal.made('application', key, app.id, app.displayName)
  const callback = consentCallback(publicUrl)
  const wanted = permissionsFor(leastSet)
  const listed = app.requiredResourceAccess
    .filter(({ resourceAppId }) => resourceAppId === GRAPH_APP_ID)
    .flatMap(({ resourceAccess }) => resourceAccess.map(({ id }) => id))
  const redirects = app.web.redirectUris.includes(callback)
  const complete = wanted.every(({ id }) => listed.includes(id))
  if (redirects && complete) return 'found'
  const body = {
    ...(redirects ? {} : { web: { redirectUris: [...app.web.redirectUris, callback] } }),
    ...(complete ? {} : { requiredResourceAccess: accessWith(app.requiredResourceAccess, wanted) }),
  }
  await graph.call({ method: 'PATCH', path: `/applications/${app.id}`, body, fresh: true })
  return 'done'
}

function accessWith(
  given: readonly ResourceAccess[],
  wanted: readonly Permission[],
): readonly ResourceAccess[] {
  const others = given.filter(({ resourceAppId }) => resourceAppId !== GRAPH_APP_ID)
  const listed = given
    .filter(({ resourceAppId }) => resourceAppId === GRAPH_APP_ID)
    .flatMap(({ resourceAccess }) => resourceAccess)
  const added = wanted
    .filter(({ id }) => !listed.some((one) => one.id === id && one.type === 'Role'))
    .map(({ id }) => ({ id, type: 'Role' }))
  return [...others, { resourceAppId: GRAPH_APP_ID, resourceAccess: [...listed, ...added] }]
}

// ── Permissions ──────────────────────────────────────────────────────────────────────────────────────────────────

async function principal({ graph, journal }: RegisterPlan, found: Found): Promise<Outcome> {
  const { appId, displayName } = known(found.app)
  const path = byAppId('servicePrincipals', appId)
  const entries = await journal.entries()
  const there = await graph.find<Principal>({ method: 'GET', path })
  if (there) {
    found.principal = there
    if (isIntended(entries, 'service-principal', appId))
      await journal.made('service-principal', appId, there.id, displayName)
    return 'found'
  }
  await journal.intend('service-principal', appId, displayName)
  found.principal = await makePrincipal(graph, appId, path)
  await journal.made('service-principal', appId, found.principal.id, displayName)
  return 'done'
}

async function makePrincipal(graph: Graph, appId: string, path: string): Promise<Principal> {
  const made = await graph
    .call<Principal>({ method: 'POST', path: '/servicePrincipals', body: { appId }, fresh: true })
    .catch((error: unknown) => {
      if (saysItExists(error)) return undefined
      throw error
    })
  return made ?? known(await graph.call<Principal>({ method: 'GET', path, fresh: true }))
}

/** Whoever asks again for what was made by a call whose answer was lost hears this. */
function saysItExists(error: unknown): boolean {
  if (!(error instanceof MicrosoftRefusal)) return false
  const { status, code, said } = error
  return (
    status === 409 ||
    code === 'Request_MultipleObjectsWithSameKeyValue' ||
    (status === 400 && /already (exists|in use)/i.test(said))
  )
}

interface GraphPrincipal extends Principal {
  appRoles: { id: string; isEnabled: boolean }[]
}

async function lookUpPermissions({ graph }: RegisterPlan, found: Found): Promise<Outcome> {
  const select = '?$select=id,appRoles'
  const path = byAppId('servicePrincipals', GRAPH_APP_ID) + select
  const microsoft = known(await graph.call<GraphPrincipal>({ method: 'GET', path }))
  found.graphId = microsoft.id
  const mine = `/servicePrincipals/${known(found.principal).id}/appRoleAssignments`
  found.assigned = await graph.list<RoleAssignment>({ method: 'GET', path: mine, fresh: true })
  return 'done'
}

async function grant(
  { graph, journal }: RegisterPlan,
  found: Found,
  { name, id: appRoleId }: Permission,
): Promise<Outcome> {
  const principalId = known(found.principal).id
  const resourceId = known(found.graphId)
  const key = roleKey(principalId, appRoleId)
  const isIt = (one: RoleAssignment) => one.appRoleId === appRoleId && one.resourceId === resourceId
  const there = known(found.assigned).find(isIt)
  if (there) {
    if (isIntended(await journal.entries(), 'app-role', key))
      await journal.made('app-role', key, there.id, name)
    return 'found'
  }
  await journal.intend('app-role', key, name)
  const body = { principalId, resourceId, appRoleId }
  const path = `/servicePrincipals/${resourceId}/appRoleAssignedTo`
  const made = await graph
    .call<RoleAssignment>({ method: 'POST', path, body, fresh: true })
    .catch((error: unknown) => {
      if (saysItExists(error)) return undefined
      throw error
    })
  const assignment = made ?? (await assignmentOf(graph, principalId, isIt))
  if (assignment) await journal.made('app-role', key, assignment.id, name)
  return made ? 'done' : 'found'
}

export const roleKey = (principalId: string, appRoleId: string): string => `${principalId}/${appRoleId}`

/** The list lags behind what was assigned. */
export async function assignmentOf(
  graph: Graph,
  principalId: string,
  isIt: (one: RoleAssignment) => boolean,
): Promise<RoleAssignment | undefined> {
  const path = `/servicePrincipals/${principalId}/appRoleAssignments`
  const page = await graph.until<{ value: RoleAssignment[] }>({ method: 'GET', path }, ({ value }) =>
    value.some(isIt),
  )
  return page?.value.find(isIt)
}

// ── Credential ───────────────────────────────────────────────────────────────────────────────────────────────────

function secretSteps(plan: RegisterPlan, found: Found): Step[] {
  return [
    { name: 'secret', call: 'POST /applications/{id}/addPassword', run: () => secret(plan, found) },
    { name: 'handOver', call: 'PUT /api/onboarding/credential', run: () => handOver(plan, found) },
  ]
}

async function secret(plan: RegisterPlan, found: Found): Promise<Outcome> {
  const { graph, credential } = plan
  const app = known(found.app)
  const inUse = await keyIdsInUse(plan, app.appId)
  const path = `/applications/${app.id}`
  const listed = known(await graph.call<AppRegistration>({ method: 'GET', path, fresh: true }))
  await removeLeftovers(plan, listed, inUse)
  if (listed.passwordCredentials.some(({ keyId }) => inUse.includes(keyId))) return 'found'
  found.secret = await addSecret(plan, app.id, credential.months)
  return 'done'
}

/** Of the draft and of the stored connection, as far as they are this app's. */
export async function keyIdsInUse(
  { backend }: Pick<RegisterPlan, 'backend'>,
  appId: string,
): Promise<string[]> {
  const [{ applicationId, credential }, connection] = await Promise.all([
    backend.onboarding(),
    backend.connection(),
  ])
  const draft = applicationId === appId ? credential?.keyId : undefined
  const stored = connection.applicationId === appId ? connection.credential?.keyId : undefined
  return [draft, stored].filter((id) => id !== undefined && id !== null)
}

/** Secrets of setups that were cut off before our server had them: nobody knows their text any more. */
export async function removeLeftovers(
  { graph, journal }: Pick<RegisterPlan, 'graph' | 'journal'>,
  { id, passwordCredentials }: AppRegistration,
  inUse: readonly string[],
): Promise<void> {
  const entries = (await journal.entries()).filter((one) => one.kind === 'secret' && !inUse.includes(one.id))
  const left = passwordCredentials.filter(
    ({ keyId, displayName }) =>
      !inUse.includes(keyId) &&
      entries.some((entry) => entry.id === keyId || intendedKey(entry) === displayName),
  )
  for (const { keyId } of left) await removeSecret(graph, id, keyId)
  await journal.strike(...entries.map((entry) => entry.id))
}

export async function removeSecret(graph: Graph, objectId: string, keyId: string): Promise<void> {
  const path = `/applications/${objectId}/removePassword`
  await graph.call({ method: 'POST', path, body: { keyId }, fresh: true })
}

interface PasswordCredential {
  keyId: string
  secretText: string
  endDateTime: string
}

export async function addSecret(
  { graph, journal, newName, now }: Pick<RegisterPlan, 'graph' | 'journal' | 'newName' | 'now'>,
  objectId: string,
  months: number,
) {
  const displayName = `Chatvault ${newName()}`
  await journal.intend('secret', displayName, displayName)
  const endDateTime = inMonths(now(), months)
  const made = known(
    await graph.call<PasswordCredential>({
      method: 'POST',
      path: `/applications/${objectId}/addPassword`,
      body: { passwordCredential: { displayName, endDateTime } },
      fresh: true,
    }),
  )
  await journal.made('secret', displayName, made.keyId, displayName)
  return { text: made.secretText, keyId: made.keyId, expiresAt: new Date(made.endDateTime).toISOString() }
}

function inMonths(now: number, months: number): string {
  const end = new Date(now)
  const day = end.getUTCDate()
  end.setUTCMonth(end.getUTCMonth() + months)
  // 31 January and one month is the last of February.
  if (end.getUTCDate() < day) end.setUTCDate(0)
  return end.toISOString()
}

async function handOver({ backend }: RegisterPlan, found: Found): Promise<Outcome> {
  const { secret } = found
  if (!secret) return 'found'
  found.secret = undefined
  await backend.handOver({ clientSecret: secret.text, keyId: secret.keyId, expiresAt: secret.expiresAt })
  return 'done'
}

function certificateSteps(plan: RegisterPlan, found: Found): Step[] {
  return [
    { name: 'certificate', call: 'POST /api/onboarding/certificate', run: () => certificate(plan, found) },
    { name: 'upload', call: 'PATCH /applications/{id}', run: () => upload(plan, found) },
  ]
}

async function certificate({ backend, credential }: RegisterPlan, found: Found): Promise<Outcome> {
  const { appId } = known(found.app)
  const { applicationId, credential: draft, certificate: made } = await backend.onboarding()
  if (applicationId === appId && made && draft?.kind === 'certificate') return 'found'
  await backend.makeCertificate({ months: credential.months })
  return 'done'
}

async function upload({ graph, backend, journal }: RegisterPlan, found: Found): Promise<Outcome> {
  const { certificate: made } = await backend.onboarding()
  return uploadCertificate({ graph, journal }, known(found.app).id, known(made ?? undefined))
}

interface PublicCertificate {
  base64: string
  /** SHA-256, as our server names it. */
  thumbprint: string
  sha1Thumbprint: string
}

/** Adds it beside those that are there; certificates an earlier, cut-off setup left are taken away. */
export async function uploadCertificate(
  { graph, journal }: Pick<RegisterPlan, 'graph' | 'journal'>,
  objectId: string,
  { base64, thumbprint, sha1Thumbprint: sha1 }: PublicCertificate,
  keep: readonly string[] = [],
): Promise<Outcome> {
  const keys = await keysOf(graph, objectId)
  const entries = (await journal.entries()).filter(({ kind }) => kind === 'certificate')
  const leftovers = entries
    .map((entry) => ({ entry, sha1: intendedKey(entry) ?? entry.id }))
    .filter((one) => one.sha1 !== sha1 && !keep.includes(one.sha1))
  const kept = keys.filter((key) => !leftovers.some((one) => isCertificate(key, one.sha1)))
  const there = kept.some((key) => isCertificate(key, sha1, base64))
  if (!there) await journal.intend('certificate', sha1, thumbprint)
  if (!there || kept.length < keys.length)
    await writeKeys(graph, objectId, there ? kept : [...kept, newKey(base64)])
  if (!there || isIntended(entries, 'certificate', sha1))
    await journal.made('certificate', sha1, sha1, thumbprint)
  await journal.strike(...leftovers.map(({ entry }) => entry.id))
  return there ? 'found' : 'done'
}

export async function writeKeys(
  graph: Graph,
  objectId: string,
  keyCredentials: readonly KeyCredential[],
): Promise<void> {
  await graph.call({
    method: 'PATCH',
    path: `/applications/${objectId}`,
    body: { keyCredentials },
    fresh: true,
  })
}

function newKey(base64: string): KeyCredential {
  return { type: 'AsymmetricX509Cert', usage: 'Verify', displayName: 'Chatvault', key: base64 }
}

export function known<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('A step ran before the one it needs.')
  return value
}
