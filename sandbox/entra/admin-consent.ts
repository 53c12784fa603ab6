import { type Call, cookie } from '../http/call.ts'
import { html, type Reply, redirect } from '../http/reply.ts'
import type { Operator } from '../tenant/people.ts'
import {
  type Application,
  grantRole,
  makeServicePrincipal,
  redirectUrisOf,
  rolesAskedBy,
} from './applications.ts'
import { SESSION_COOKIE, sessionCookie } from './authorize.ts'
import { delegatedScopesListedBy, mayConsentForAll } from './delegated-consent.ts'
import type { Entra } from './entra.ts'
import { describeFailure, SignInFailure } from './errors.ts'
import { checkTenant } from './form.ts'
import { DIRECTORY_ROLES, SCOPE_TITLES } from './graph-permissions.ts'
import {
  ANOTHER,
  adminConsentPage,
  approvalPage,
  errorPage,
  OUTSIDER,
  pickerPage,
  wrongTenantPage,
} from './pages.ts'
import type { Sessions } from './sessions.ts'

interface ConsentCall {
  readonly entra: Entra
  readonly sessions: Sessions
  readonly call: Call
  readonly version: 1 | 2
  readonly application: Application
}

/**
 * `GET /{tenant}/adminconsent` and `/{tenant}/v2.0/adminconsent` (Learn: Admin consent on the Microsoft identity
 * platform). Who signs in decides. The pages post `operator`, `decision=accept|cancel|another` and `flow` to the same
 * address.
 */
export function adminConsent(entra: Entra, sessions: Sessions, call: Call, version: 1 | 2): Reply {
  try {
    const application = applicationAsked(entra, call, version)
    return answer({ entra, sessions, call, version, application })
  } catch (error) {
    if (error instanceof SignInFailure) return html(400, errorPage(error.message))
    throw error
  }
}

function applicationAsked(entra: Entra, { segments, query }: Call, version: 1 | 2): Application {
  checkTenant(entra, segments[0] ?? '', true)
  const application = entra.applications.get((query.get('client_id') ?? '').toLowerCase())
  if (!application || !entra.replicated(application.createdAt))
    throw new SignInFailure(700016, `Application with identifier '${query.get('client_id')}'.`)
  const target = query.get('redirect_uri') ?? ''
  const registered = redirectUrisOf(application)
  if (registered ? !registered.includes(target) : !entra.redirects.allows(target))
    throw new SignInFailure(50011)
  if (version === 2 && !query.get('scope')) throw new SignInFailure(900144, "'scope'.")
  return application
}

function answer(asked: ConsentCall): Reply {
  const { entra, sessions, call } = asked
  const form = new URLSearchParams(call.method === 'POST' ? call.body : '')
  const [who, decision, flow] = [form.get('operator'), form.get('decision'), form.get('flow')]
  const { operators } = entra.tenant.people
  if (decision === ANOTHER) return html(200, pickerPage(operators, call.url))
  if (who === 'cancel') return goBack(asked, 65004)
  if (who === OUTSIDER.id) return strangersAnswer(asked)
  if (flow !== null && !sessions.flowRuns(flow))
    return html(400, pickerPage(operators, call.url, new SignInFailure(50089).message))
  const operator = who === null ? sessions.find(cookie(call, SESSION_COOKIE)) : entra.findOperator(who)
  if (!operator) return html(200, pickerPage(operators, call.url))
  const allowed = mayConsentTo(asked.application, operator)
  if (decision === 'cancel') return goBack(asked, allowed ? 65004 : 90094)
  if (!allowed || decision !== 'accept') return consentAsked(asked, operator, allowed)
  grantListed(asked)
  return goBack(asked)
}

/** Graph's own app roles are consented to by the two highest roles only (Learn: Grant admin consent, prerequisites). */
function mayConsentTo(application: Application, operator: Operator): boolean {
  if (rolesAskedBy(application).length === 0) return mayConsentForAll(operator)
  return operator.wids.some((role) => HIGHEST.includes(role))
}

const HIGHEST: readonly string[] = [
  DIRECTORY_ROLES.globalAdministrator,
  DIRECTORY_ROLES.privilegedRoleAdministrator,
]

function consentAsked(
  { sessions, call, application }: ConsentCall,
  operator: Operator,
  allowed: boolean,
): Reply {
  const { displayName } = application.registration
  const page = { application: displayName, operator, action: call.url }
  const scopes = delegatedScopesListedBy(application).map((name) => `${SCOPE_TITLES[name] ?? name} (${name})`)
  const permissions = [...rolesAskedBy(application), ...scopes]
  const reply = html(
    200,
    allowed ? adminConsentPage({ ...page, permissions, flow: sessions.startFlow() }) : approvalPage(page),
  )
  return { ...reply, headers: { ...reply.headers, 'set-cookie': sessionCookie(sessions.open(operator)) } }
}

/** An account of another organization is stopped here, or speaks for its own organization where the app is for several. */
function strangersAnswer(asked: ConsentCall): Reply {
  const own = asked.entra.knowsTenant(asked.call.segments[0] ?? '')
  if (own || asked.application.registration.signInAudience === 'AzureADMyOrg')
    return html(400, wrongTenantPage(new SignInFailure(50020).message, asked.call.url))
  return goBack(asked, undefined, OUTSIDER.tenantId)
}

/** Exactly what the registration lists: application permissions, and delegated ones for everyone. */
function grantListed({ entra, application }: ConsentCall): void {
  const clientId = makeServicePrincipal(application, entra.clock())
  for (const role of rolesAskedBy(application)) grantRole(application, role, entra.clock())
  const scopes = delegatedScopesListedBy(application)
  const resourceId = entra.assignments.graphServicePrincipalId
  if (scopes.length > 0) entra.grants.add({ clientId, principalId: null, resourceId }, scopes)
}

function goBack(asked: ConsentCall, refused?: 65004 | 90094, tenant = asked.entra.tenant.id): Reply {
  const { entra, call, version } = asked
  const said = refused === undefined ? granted(call, version, tenant) : declined(entra, version, refused)
  const state = call.query.get('state')
  const target = call.query.get('redirect_uri') ?? ''
  const query = new URLSearchParams(state === null ? said : { ...said, state })
  return redirect(`${target}${target.includes('?') ? '&' : '?'}${query}`)
}

function granted(call: Call, version: 1 | 2, tenant: string): Record<string, string> {
  const said = { admin_consent: 'True', tenant }
  return version === 1 ? said : { ...said, scope: call.query.get('scope') ?? '' }
}

/** In v2 `admin_consent=True` stands there even when the admin said no: only `error` counts. */
function declined(entra: Entra, version: 1 | 2, refused: 65004 | 90094): Record<string, string> {
  const description = describeFailure(new SignInFailure(refused), entra.clock())
  if (refused === 90094)
    return { ...(version === 2 ? TRUE : {}), error: 'access_denied', error_description: description }
  if (version === 1)
    return { error: 'permission_denied', error_description: 'The admin canceled the request' }
  return { ...TRUE, error: 'consent_required', error_description: description }
}

const TRUE = { admin_consent: 'True' }
