/**
 * Microsoft's own data about the objects in our server's list, read with the rights of the person who deletes them. The
 * list says what to look for and never what may be deleted: a forged or mistaken one must not lead an administrator's
 * rights to someone else's app.
 */
import type { CreatedObject } from '../../../server/contract/index.ts'
import type { Arm } from '../arm.ts'
import type { Graph } from '../graph.ts'
import { type BillingAccount, readAccount } from './billing.ts'
import type { Principal, RoleAssignment } from './directory.ts'
import { type AppRegistration, byAppId, byUniqueName, isCertificate, keysOf } from './directory.ts'
import { intendedKey, isOf, isRecent } from './journal.ts'
import { Obstacle } from './obstacle.ts'
import { assignmentOf } from './permissions.ts'

export interface ComparePlan {
  graph: Graph
  /** Undefined: nothing was made at Azure. */
  arm: Arm | undefined
  now(): number
}

/** As Microsoft has it. */
export interface Seen {
  /** Object id; of a secret or certificate that of its app, of a billing account its address. */
  id: string
  name: string
  /** ISO instant; undefined where Microsoft does not tell. Of a secret or certificate when it begins to be valid. */
  madeAt: string | undefined
}

/** An entry of our list beside what Microsoft says of it. */
export interface Compared {
  entry: CreatedObject
  /** Undefined: it is gone, or `obstacle` says why it may not be deleted. */
  seen: Seen | undefined
  obstacle: Obstacle | undefined
}

/** Longer than clocks differ and Microsoft takes. */
const TOLERANCE_MS = 10 * 60_000

/** In the order of the list. Throws what Microsoft refused; what must not be deleted is in the answer. */
export async function compareAll(plan: ComparePlan, entries: readonly CreatedObject[]): Promise<Compared[]> {
  const all: Compared[] = []
  for (const entry of entries) all.push(await compareOne(plan, entry))
  return all
}

async function compareOne(plan: ComparePlan, entry: CreatedObject): Promise<Compared> {
  try {
    return { entry, seen: await compare(plan, entry), obstacle: undefined }
  } catch (error) {
    if (error instanceof Obstacle) return { entry, seen: undefined, obstacle: error }
    throw error
  }
}

/**
 * Undefined: it is gone. Throws `Obstacle` where Microsoft's object is older than the list says, is another app's, or
 * no one knows of which app it should be.
 */
async function compare(plan: ComparePlan, entry: CreatedObject): Promise<Seen | undefined> {
  switch (entry.kind) {
    case 'application':
      return application(plan, entry)
    case 'service-principal':
      return principal(plan, entry)
    case 'app-role':
      return role(plan, entry)
    case 'secret':
      return secret(plan, entry)
    case 'certificate':
      return certificate(plan, entry)
    case 'billing-account':
      return account(plan, entry)
    case 'delegated-grant':
      return undefined
  }
}

type Registration = AppRegistration & { createdDateTime?: string | null }

async function application({ graph, now }: ComparePlan, entry: CreatedObject): Promise<Seen | undefined> {
  const key = intendedKey(entry)
  const path = key === undefined ? `/applications/${encodeURIComponent(entry.id)}` : byUniqueName(key)
  const there = await graph.find<Registration>({ method: 'GET', path, fresh: isRecent(entry, now()) })
  return there && ours(entry, there, there.appId)
}

type NamedPrincipal = Principal & { appId: string; displayName: string; createdDateTime?: string | null }

async function principal({ graph, now }: ComparePlan, entry: CreatedObject): Promise<Seen | undefined> {
  const key = intendedKey(entry)
  const path =
    key === undefined
      ? `/servicePrincipals/${encodeURIComponent(entry.id)}`
      : byAppId('servicePrincipals', key)
  const there = await graph.find<NamedPrincipal>({ method: 'GET', path, fresh: isRecent(entry, now()) })
  return there && ours(entry, there, there.appId)
}

/** Looked for among those of its app, so that no other app's is ever found. */
async function role({ graph, now }: ComparePlan, entry: CreatedObject): Promise<Seen | undefined> {
  const fresh = isRecent(entry, now())
  const holder = await graph.find<NamedPrincipal>({
    method: 'GET',
    path: byAppId('servicePrincipals', applicationOf(entry)),
    fresh,
  })
  if (!holder) return undefined
  const [, roleId] = intendedKey(entry)?.split('/') ?? []
  const isIt = ({ id, appRoleId }: RoleAssignment) =>
    roleId === undefined ? id === entry.id : appRoleId === roleId
  const path = `/servicePrincipals/${holder.id}/appRoleAssignments`
  const there = fresh
    ? await assignmentOf(graph, holder.id, isIt)
    : (await graph.list<RoleAssignment>({ method: 'GET', path })).find(isIt)
  return there && ours(entry, { ...there, displayName: holder.displayName }, holder.appId)
}

/** Of its own app only. Its age says nothing: an exchange lists the secret it replaces, which is older than the list. */
async function secret(plan: ComparePlan, entry: CreatedObject): Promise<Seen | undefined> {
  const app = await appOf(plan, entry)
  const key = intendedKey(entry)
  const there = app?.passwordCredentials.find(({ keyId, displayName }) =>
    key === undefined ? keyId === entry.id : displayName === key,
  )
  if (!app || !there) return undefined
  return { id: app.id, name: there.displayName ?? '', madeAt: there.startDateTime }
}

async function certificate(plan: ComparePlan, entry: CreatedObject): Promise<Seen | undefined> {
  const app = await appOf(plan, entry)
  const sha1 = intendedKey(entry) ?? entry.id
  const there = app && (await keysOf(plan.graph, app.id)).find((key) => isCertificate(key, sha1))
  if (!app || !there) return undefined
  return { id: app.id, name: there.displayName ?? '', madeAt: there.startDateTime }
}

/** One that links another app is someone else's and remains. */
async function account({ arm }: ComparePlan, entry: CreatedObject): Promise<Seen | undefined> {
  if (!arm) throw new Error('Azure was not asked for.')
  const there: BillingAccount | undefined = await readAccount(arm, intendedKey(entry) ?? entry.id)
  if (!there || !isOf(entry, there.properties?.appId ?? '')) return undefined
  return { id: there.id, name: there.name, madeAt: undefined }
}

function appOf({ graph, now }: ComparePlan, entry: CreatedObject): Promise<Registration | undefined> {
  const path = byAppId('applications', applicationOf(entry))
  return graph.find<Registration>({ method: 'GET', path, fresh: isRecent(entry, now()) })
}

/** Without it no one can say that something is gone. */
function applicationOf({ applicationId, name }: CreatedObject): string {
  if (applicationId === null) throw new Obstacle('appUnknown', name)
  return applicationId
}

interface Named {
  id: string
  displayName: string
  createdDateTime?: string | null
}

function ours(entry: CreatedObject, { id, displayName, createdDateTime }: Named, appId: string): Seen {
  if (entry.applicationId !== null && !isOf(entry, appId))
    throw new Obstacle('anotherApp', displayName, createdDateTime ?? undefined)
  const madeAt = createdDateTime ?? undefined
  if (madeAt !== undefined && Date.parse(madeAt) < Date.parse(entry.at) - TOLERANCE_MS)
    throw new Obstacle('older', displayName, madeAt)
  return { id, name: displayName, madeAt }
}
