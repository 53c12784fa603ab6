/**
 * Registers the sign-in app: looks first, says what it will do, asks once, does it. Doing it twice changes nothing;
 * doing it again after a failure continues where it stopped.
 */
import type { RegistrationSettings } from '../settings.ts'
import type { Directory, DirectoryCall } from './directory.ts'
import {
  type AppOptions,
  type Body,
  changesFor,
  firstBody,
  type SignInApp,
  strangersIn,
  templateOf,
  uniqueNameOf,
} from './sign-in-app.ts'

export type RegisterOptions = AppOptions & {
  /** Gives the role `Vault.Admin` to the person who runs the command. */
  readonly assignAdmin: boolean
}

/** The person at the terminal. */
export type Talk = {
  say(line: string): void
  /** The one question; false ends without a change. */
  agree(): Promise<boolean>
}

export type Registered = {
  readonly clientId: string
  readonly tenantId: string | undefined
  /** Calls that changed something. */
  readonly changes: number
}

type Known = SignInApp & { readonly id: string; readonly appId: string }
type Principal = { readonly id: string; readonly appOwnerOrganizationId?: string }
type Me = { readonly id: string; readonly displayName: string }
type Held = { readonly principalId: string; readonly appRoleId: string }

/** What is there before anything is done. */
type Found = {
  readonly app: Known | undefined
  readonly principal: Principal | undefined
  readonly me: Me | undefined
  readonly isAdmin: boolean
}

/** A change: what it is for, and the call once the ids of the steps before it are known. */
type Step = {
  readonly why: string
  readonly shown: string
  run(done: Progress): Promise<void>
}

/** Ids as they become known. */
type Progress = { app: Known | undefined; principal: Principal | undefined }

const ADMIN_ROLE = 'Vault.Admin'

/** Undefined when the person said no. Throws a `DirectoryRefusal` after saying what was done until then. */
export async function registerSignInApp(
  settings: RegistrationSettings,
  options: RegisterOptions,
  directory: Directory,
  talk: Talk,
): Promise<Registered | undefined> {
  talk.say('Checking (nothing is changed):')
  const found = await look(settings, options, directory, talk)
  const progress: Progress = { app: found.app, principal: found.principal }
  const steps = planned(settings, options, directory, found)
  sayPlan(steps, found, settings, options, talk)
  if (steps.length > 0 && !(await talk.agree())) return undefined
  await carryOut(steps, progress, talk)
  if (!progress.app) throw new Error('The app is registered, but couldn’t be found again.')
  return {
    clientId: progress.app.appId,
    tenantId: progress.principal?.appOwnerOrganizationId,
    changes: steps.length,
  }
}

// ── Looking ──────────────────────────────────────────────────────────────────────────────────────────────────────

async function look(
  settings: RegistrationSettings,
  options: RegisterOptions,
  directory: Directory,
  talk: Talk,
): Promise<Found> {
  const find = async <T>(path: string) => {
    const answer = await directory.find<T>({ method: 'GET', path })
    talk.say(`  GET ${path} → ${answer === undefined ? 'not there' : 'found'}`)
    return answer
  }
  const { clientId, host } = settings
  const key = clientId ? `appId='${clientId}'` : `uniqueName='${uniqueNameOf(host)}'`
  const app = await find<Known>(`/applications(${key})`)
  if (clientId && !app)
    throw new Error(`No app has the client ID ${clientId}. To register a new one, leave TAB_CLIENT_ID out.`)
  const principal = app && (await find<Principal>(`/servicePrincipals(appId='${app.appId}')`))
  const me = options.assignAdmin ? await find<Me>('/me?$select=id,displayName') : undefined
  const isAdmin = Boolean(me && app && principal && (await holdsAdmin(directory, app, principal, me, talk)))
  return { app, principal, me, isAdmin }
}

async function holdsAdmin(
  directory: Directory,
  app: Known,
  principal: Principal,
  me: Me,
  talk: Talk,
): Promise<boolean> {
  const roleId = app.appRoles.find(({ value }) => value === ADMIN_ROLE)?.id
  let path: string | undefined = `/servicePrincipals/${principal.id}/appRoleAssignedTo?$top=200`
  talk.say(`  GET ${path}`)
  while (path) {
    const page: { value: Held[]; '@odata.nextLink'?: string } = await directory.call({ method: 'GET', path })
    if (page.value.some((one) => one.principalId === me.id && one.appRoleId === roleId)) return true
    path = page['@odata.nextLink']?.replace(/^.*?\/v1\.0/, '')
  }
  return false
}

// ── Planning ─────────────────────────────────────────────────────────────────────────────────────────────────────

function planned(
  settings: RegistrationSettings,
  options: RegisterOptions,
  directory: Directory,
  { app, principal, me, isAdmin }: Found,
): Step[] {
  const steps = app
    ? changing(app, templateOf(settings, options, app.appId), directory)
    : making(settings, options, directory)
  if (!principal) steps.push(makingPrincipal(directory))
  if (me && !isAdmin) steps.push(assigning(directory, me))
  return steps
}

function making(settings: RegistrationSettings, options: RegisterOptions, directory: Directory): Step[] {
  const path = `/applications(uniqueName='${uniqueNameOf(settings.host)}')`
  const prefer = { prefer: 'create-if-missing' }
  return [
    {
      why: 'creates the registration: roles, scope, redirect addresses, claims; no secret',
      shown: `PATCH ${path}  Prefer: create-if-missing`,
      async run(done) {
        const body = firstBody(templateOf(settings, options))
        const made = await directory.call<Known | undefined>({ method: 'PATCH', path, body, headers: prefer })
        // 204 without a body: someone made it since we looked.
        done.app = made ?? (await directory.call<Known>({ method: 'GET', path, fresh: true }))
      },
    },
    {
      why: 'gives it the Application ID URI Teams asks for, and lets Teams, Outlook, and Microsoft 365 sign people in',
      shown: 'PATCH /applications/{id}',
      async run(done) {
        const { id, appId } = known(done.app)
        const { identifierUris, api } = templateOf(settings, options, appId)
        const body = { identifierUris, api }
        await directory.call({ method: 'PATCH', path: `/applications/${id}`, body, fresh: true })
      },
    },
  ]
}

function changing(app: Known, template: SignInApp, directory: Directory): Step[] {
  const { first, second } = changesFor(app, template)
  const path = `/applications/${app.id}`
  const step = (body: Body, why: string): Step => ({
    why,
    shown: `PATCH ${path}  ${Object.keys(body).join(', ')}`,
    run: () => directory.call({ method: 'PATCH', path, body }),
  })
  return [
    ...(first ? [step(first, `corrects: ${Object.keys(first).join(', ')}`)] : []),
    ...(second ? [step(second, 'Application ID URI and the hosts that can sign people in')] : []),
  ]
}

function makingPrincipal(directory: Directory): Step {
  return {
    why: 'creates the enterprise application, where people get their roles',
    shown: 'POST /servicePrincipals',
    async run(done) {
      const call: DirectoryCall = {
        method: 'POST',
        path: '/servicePrincipals',
        body: { appId: known(done.app).appId },
      }
      done.principal = await directory.call<Principal>({ ...call, fresh: true })
    },
  }
}

function assigning(directory: Directory, me: Me): Step {
  return {
    why: `gives ${me.displayName} the role ${ADMIN_ROLE}`,
    shown: 'POST /servicePrincipals/{id}/appRoleAssignedTo',
    async run(done) {
      const { id: resourceId } = known(done.principal)
      const { appId } = known(done.app)
      // The role's id is the registered one: an app created manually has its own.
      const { appRoles } = await directory.call<Known>({
        method: 'GET',
        path: `/applications(appId='${appId}')?$select=id,appId,appRoles`,
        fresh: true,
      })
      const appRoleId = appRoles.find(({ value }) => value === ADMIN_ROLE)?.id
      const path = `/servicePrincipals/${resourceId}/appRoleAssignedTo`
      await directory.call({
        method: 'POST',
        path,
        body: { principalId: me.id, resourceId, appRoleId },
        fresh: true,
      })
    },
  }
}

function known<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('A step ran before the one it needs.')
  return value
}

// ── Saying and doing ─────────────────────────────────────────────────────────────────────────────────────────────

function sayPlan(
  steps: readonly Step[],
  { app }: Found,
  settings: RegistrationSettings,
  options: RegisterOptions,
  talk: Talk,
): void {
  if (app) {
    const strangers = strangersIn(app, templateOf(settings, options, app.appId))
    if (strangers.length > 0) talk.say('Also in the registration, and kept:')
    for (const stranger of strangers) talk.say(`  ${stranger}`)
  }
  talk.say(steps.length === 0 ? 'Everything is already set up: no change.' : 'Will do:')
  steps.forEach(({ shown, why }, i) => {
    talk.say(`  ${i + 1}. ${shown}`)
    talk.say(`     ${why}`)
  })
}

async function carryOut(steps: readonly Step[], progress: Progress, talk: Talk): Promise<void> {
  const done: string[] = []
  for (const [i, step] of steps.entries()) {
    talk.say(`${i + 1}. ${step.shown} …`)
    try {
      await step.run(progress)
    } catch (error) {
      sayWhatIsThere(done, progress, talk)
      throw error
    }
    done.push(step.shown)
    talk.say('   done')
  }
}

function sayWhatIsThere(done: readonly string[], { app, principal }: Progress, talk: Talk): void {
  talk.say('   failed')
  talk.say(`Done before that: ${done.length} of the steps above.`)
  if (app) talk.say(`  registration: client id ${app.appId}, object id ${app.id}`)
  if (principal) talk.say(`  enterprise application: object id ${principal.id}`)
  talk.say('Fix the cause, then run the command again. It continues from there.')
}
