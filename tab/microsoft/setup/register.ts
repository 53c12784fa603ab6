/** From nothing to an app that may read chats: registration, permissions, credential. */
import type { ChangeSetup } from '../../../server/contract/index.ts'
import { credentialSteps } from './credentials.ts'
import {
  type AppRegistration,
  byAppId,
  byUniqueName,
  consentCallback,
  GRAPH_APP_ID,
  type Permission,
  permissionsFor,
  type ResourceAccess,
  uniqueNameOf,
} from './directory.ts'
import { intendedKey, isIntended, isRecent } from './journal.ts'
import { permissionSteps } from './permissions.ts'
import { type Found, known, type RegisterPlan } from './plan.ts'
import type { Outcome, Step } from './steps.ts'

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
    ...permissionSteps(plan, found),
    ...credentialSteps(plan, found),
  ]
}

async function look(plan: RegisterPlan, found: Found): Promise<Outcome> {
  found.app = await findApplication(plan)
  return found.app ? 'found' : 'done'
}

/** Ours by the journal, else the one that was named, else the one an earlier setup of this address made. */
async function findApplication({ graph, backend, journal, publicUrl, now }: RegisterPlan) {
  const created = (await journal.entries()).find(
    (entry) => entry.kind === 'application' && intendedKey(entry) === undefined,
  )
  const get = (path: string, fresh = false) =>
    graph.find<AppRegistration>({ method: 'GET', path, ...(fresh ? { fresh } : {}) })
  if (created) {
    const known = await get(`/applications/${created.id}`, isRecent(created, now()))
    if (known) return known
    await journal.strike(created.id)
  }
  const { applicationId } = await backend.setup()
  const named = applicationId === null ? undefined : await get(byAppId('applications', applicationId))
  return named ?? get(byUniqueName(uniqueNameOf(publicUrl)))
}

async function application(plan: RegisterPlan, found: Found): Promise<Outcome> {
  const outcome = found.app ? await putRight(plan, found.app) : await makeApplication(plan, found)
  const { appId } = known(found.app)
  await plan.backend.set({
    way: 'automatic',
    applicationId: appId,
    leastSet: plan.leastSet,
    ...(await suggestions(plan)),
  })
  return outcome
}

async function suggestions({ backend, suggested }: RegisterPlan): Promise<ChangeSetup> {
  const { testMailbox } = await backend.setup()
  return testMailbox === null && suggested.testMailbox ? { testMailbox: suggested.testMailbox } : {}
}

async function makeApplication(plan: RegisterPlan, found: Found): Promise<Outcome> {
  const { graph, journal, publicUrl, displayName } = plan
  const key = uniqueNameOf(publicUrl)
  const it = { kind: 'application', key, name: displayName } as const
  const body = {
    displayName,
    signInAudience: 'AzureADMyOrg',
    web: { redirectUris: [consentCallback(publicUrl)] },
    requiredResourceAccess: accessWith([], permissionsFor(plan)),
  }
  // By its name and only if it is missing: a second call, after an answer that was lost, makes no second app.
  const path = byUniqueName(key)
  const headers = { Prefer: 'create-if-missing' }
  const created = await journal.attempt(it, () =>
    graph.call<AppRegistration>({ method: 'PATCH', path, body, headers }),
  )
  const app = known(created ?? (await graph.call<AppRegistration>({ method: 'GET', path, fresh: true })))
  found.app = app
  await journal.created({ ...it, applicationId: app.appId }, app.id)
  return 'done'
}

/** Adds what is missing and takes nothing away. */
async function putRight(plan: RegisterPlan, app: AppRegistration): Promise<Outcome> {
  const { graph, journal, publicUrl } = plan
  const key = uniqueNameOf(publicUrl)
  // Only one of that name was made by us; another one was named by someone and is theirs.
  if (app.uniqueName === key && isIntended(await journal.entries(), 'application', key)) {
    const it = { kind: 'application', key, name: app.displayName, applicationId: app.appId } as const
    await journal.created(it, app.id)
  }
  const callback = consentCallback(publicUrl)
  const wanted = permissionsFor(plan)
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
