import { type Call, cookie } from '../http/call.ts'
import { html, type Reply, redirect } from '../http/reply.ts'
import type { Operator } from '../tenant/people.ts'
import { redirectUrisOf } from './applications.ts'
import { contextsAsked } from './claims-request.ts'
import {
  consent,
  mayConsentForAll,
  needsAdministrator,
  titlesOf,
  unconsented,
  wanted,
} from './delegated-consent.ts'
import type { Entra } from './entra.ts'
import { describeFailure, type FailureCode, SignInFailure } from './errors.ts'
import { checkClient, checkTenant } from './form.ts'
import {
  ANOTHER,
  approvalPage,
  consentPage,
  errorPage,
  OUTSIDER,
  pickerPage,
  signedOutPage,
  wrongTenantPage,
} from './pages.ts'
import { type AskedScopes, readScopes } from './scopes.ts'
import type { Sessions } from './sessions.ts'
import { clientInfo } from './user-grants.ts'

export const SESSION_COOKIE = 'ESTSAUTH'

export function sessionCookie(session: string): string {
  return `${SESSION_COOKIE}=${session}; Path=/; HttpOnly; SameSite=Lax`
}

/**
 * `GET /{tenant}/oauth2/v2.0/authorize` (Learn: OAuth 2.0 authorization code flow): an account picker, or straight back
 * when it is clear who signs in and nothing is left to consent to. The pages post `operator` and `decision` to the same
 * address.
 */
export function authorize(entra: Entra, sessions: Sessions, call: Call): Reply {
  const request = call.query
  try {
    checkRequest(entra, call)
  } catch (error) {
    if (error instanceof SignInFailure) return html(400, errorPage(error.message))
    throw error
  }
  const form = new URLSearchParams(call.method === 'POST' ? call.body : '')
  const chosen = form.get('operator')
  if (chosen === 'cancel') return backWith(request, refusal(entra, 65004))
  if (form.get('decision') === ANOTHER) return html(200, pickerPage(entra.tenant.people.operators, call.url))
  if (chosen === OUTSIDER.id) return html(400, wrongTenantPage(new SignInFailure(50020).message, call.url))
  const operator = chosen === null ? quietly(entra, sessions, call) : entra.findOperator(chosen)
  if (operator) return decide(entra, sessions, call, operator, form)
  if (chosen !== null) return html(400, errorPage(new SignInFailure(50034).message))
  if (request.get('prompt') === 'none') return backWith(request, refusal(entra, 50058))
  return html(200, pickerPage(entra.tenant.people.operators, call.url))
}

/** What a failure says to the app; MSAL tells by `error` whether a page would help. */
function refusal(entra: Entra, code: FailureCode, error?: string): Record<string, string> {
  const failure = new SignInFailure(code)
  return { error: error ?? failure.error, error_description: describeFailure(failure, entra.clock()) }
}

/** Someone has signed in: their consent is asked for what is new, and their answer taken. */
function decide(
  entra: Entra,
  sessions: Sessions,
  call: Call,
  operator: Operator,
  form: URLSearchParams,
): Reply {
  const request = call.query
  const app = entra.applications.get((request.get('client_id') ?? '').toLowerCase())
  const asked = scopesAsked(entra, request)
  if (asked instanceof SignInFailure)
    return asked.code === 650053
      ? backWith(request, refusal(entra, asked.code))
      : // An API no one registered is told at the token endpoint, as one whose registration changed meanwhile.
        finish(entra, sessions, request, operator)
  const anew = request.get('prompt') === 'consent' && form.get('decision') === null
  const missing = app && anew ? wanted(entra, app, asked) : unconsented(entra, app, operator, asked)
  if (!app || titlesOf(missing).length === 0) return finish(entra, sessions, request, operator)
  if (request.get('prompt') === 'none')
    return backWith(request, refusal(entra, 65001, 'interaction_required'))
  const administrator = mayConsentForAll(operator)
  const allowed = administrator || !needsAdministrator(missing)
  const decision = form.get('decision')
  if (decision === 'cancel') return backWith(request, refusal(entra, allowed ? 65004 : 90094))
  const page = { application: app.registration.displayName, operator, action: call.url }
  if (!allowed) return signedIn(sessions, operator, approvalPage(page))
  if (decision !== 'accept') {
    const lines = { permissions: titlesOf(missing), forEverybody: administrator }
    return signedIn(sessions, operator, consentPage({ ...page, ...lines }))
  }
  consent(entra, app, missing, administrator && form.get('everybody') ? null : operator.person.id)
  return finish(entra, sessions, request, operator)
}

function scopesAsked(entra: Entra, request: URLSearchParams): AskedScopes | SignInFailure {
  try {
    return readScopes(entra, request.get('scope') ?? '')
  } catch (error) {
    if (error instanceof SignInFailure) return error
    throw error
  }
}

/** A page for someone whose sign-in is remembered. */
function signedIn(sessions: Sessions, operator: Operator, page: string): Reply {
  const reply = html(200, page)
  return { ...reply, headers: { ...reply.headers, 'set-cookie': sessionCookie(sessions.open(operator)) } }
}

function checkRequest(entra: Entra, call: Call): void {
  const { query } = call
  checkTenant(entra, call.segments[0] ?? '', true)
  checkClient(entra, query.get('client_id') ?? '', call.segments[0] ?? '')
  if (!sendsBackTo(entra, query.get('client_id') ?? '', query.get('redirect_uri') ?? ''))
    throw new SignInFailure(50011)
  if (query.get('response_type') !== 'code') throw new SignInFailure(9002313, 'response_type must be code.')
  if (!query.get('code_challenge') || query.get('code_challenge_method') !== 'S256')
    throw new SignInFailure(
      9002313,
      'Proof Key for Code Exchange is required for cross-origin code redemption.',
    )
}

/** Redirect addresses an app registered count exactly; where none are, those of this machine and the origins named. */
function sendsBackTo(entra: Entra, clientId: string, target: string): boolean {
  const app = entra.applications.get(clientId.toLowerCase())
  return (app && redirectUrisOf(app)?.includes(target)) ?? entra.redirects.allowsSpa(target)
}

/** Someone who need not be asked: named by a hint, or signed in already. */
function quietly(entra: Entra, sessions: Sessions, call: Call): Operator | undefined {
  const { query } = call
  if (['login', 'select_account', 'consent'].includes(query.get('prompt') ?? '')) return undefined
  const hint = query.get('login_hint') ?? query.get('sid')
  return (hint ? entra.findOperator(hint) : undefined) ?? sessions.find(cookie(call, SESSION_COOKIE))
}

function finish(entra: Entra, sessions: Sessions, request: URLSearchParams, operator: Operator): Reply {
  const code = sessions.issueCode({
    operator,
    clientId: request.get('client_id') ?? '',
    redirectUri: request.get('redirect_uri') ?? '',
    scope: request.get('scope') ?? '',
    nonce: request.get('nonce') ?? undefined,
    challenge: request.get('code_challenge') ?? undefined,
    contexts: contextsAsked(request.get('claims')),
  })
  const session = sessions.open(operator)
  const answer = { code, client_info: clientInfo(entra, operator), session_state: session.slice(0, 16) }
  return backWith(request, answer, {
    'set-cookie': sessionCookie(session),
  })
}

/** Sends the browser back to the app, in the response mode it asked for. */
function backWith(
  request: URLSearchParams,
  answer: Record<string, string>,
  headers: Record<string, string> = {},
): Reply {
  const state = request.get('state')
  const fields = new URLSearchParams(state === null ? answer : { ...answer, state })
  const target = request.get('redirect_uri') ?? ''
  const mark = request.get('response_mode') === 'query' ? (target.includes('?') ? '&' : '?') : '#'
  return redirect(`${target}${mark}${fields}`, headers)
}

/** `GET /{tenant}/oauth2/v2.0/logout` (Learn: OpenID Connect, send a sign-out request). */
export function logout(entra: Entra, sessions: Sessions, call: Call): Reply {
  sessions.close(cookie(call, SESSION_COOKIE))
  const gone = { 'set-cookie': `${SESSION_COOKIE}=; Path=/; Max-Age=0` }
  const target = call.query.get('post_logout_redirect_uri') ?? ''
  if (!entra.redirects.allowsSpa(target))
    return { ...html(200, signedOutPage()), headers: { ...HTML, ...gone } }
  const state = call.query.get('state')
  return redirect(
    state ? `${target}${target.includes('?') ? '&' : '?'}state=${encodeURIComponent(state)}` : target,
    gone,
  )
}

const HTML = { 'content-type': 'text/html; charset=utf-8' }
