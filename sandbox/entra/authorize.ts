import { type Call, cookie } from '../http/call.ts'
import { html, type Reply, redirect } from '../http/reply.ts'
import type { Operator } from '../tenant/people.ts'
import { redirectUrisOf } from './applications.ts'
import { contextsAsked } from './claims-request.ts'
import type { Entra } from './entra.ts'
import { SignInFailure } from './errors.ts'
import { checkClient, checkTenant } from './form.ts'
import { errorPage, pickerPage, signedOutPage } from './pages.ts'
import type { Sessions } from './sessions.ts'
import { clientInfo } from './user-grants.ts'

const SESSION_COOKIE = 'ESTSAUTH'

/**
 * `GET /{tenant}/oauth2/v2.0/authorize` (Learn: OAuth 2.0 authorization code flow): an account picker, or straight back
 * when it is clear who signs in. The picker posts to the same address with `operator`.
 */
export function authorize(entra: Entra, sessions: Sessions, call: Call): Reply {
  const request = call.query
  try {
    checkRequest(entra, call)
  } catch (error) {
    if (error instanceof SignInFailure) return html(400, errorPage(error.message))
    throw error
  }
  const chosen = call.method === 'POST' ? new URLSearchParams(call.body).get('operator') : null
  if (chosen === 'cancel') return backWith(request, { error: 'access_denied', error_description: DECLINED })
  if (chosen !== null) return finish(entra, sessions, request, entra.findOperator(chosen))
  const operator = quietly(entra, sessions, call)
  if (operator) return finish(entra, sessions, request, operator)
  if (request.get('prompt') === 'none')
    return backWith(request, { error: 'login_required', error_description: NOBODY_SIGNED_IN })
  return html(200, pickerPage(entra.tenant.people.operators, call.url))
}

const DECLINED = 'AADSTS65004: User declined to consent to access the app.'
const NOBODY_SIGNED_IN = 'AADSTS50058: A silent sign-in request was sent but no user is signed in.'

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

function finish(
  entra: Entra,
  sessions: Sessions,
  request: URLSearchParams,
  operator: Operator | undefined,
): Reply {
  if (!operator) return html(400, errorPage('AADSTS50034: The user account does not exist in the directory.'))
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
    'set-cookie': `${SESSION_COOKIE}=${session}; Path=/; HttpOnly; SameSite=Lax`,
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
