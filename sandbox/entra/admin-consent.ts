import type { Call } from '../http/call.ts'
import { html, type Reply, redirect } from '../http/reply.ts'
import { Random } from '../random.ts'
import { type Application, redirectUrisOf, rolesAskedBy } from './applications.ts'
import type { Entra } from './entra.ts'
import { SignInFailure } from './errors.ts'
import { checkTenant } from './form.ts'
import { consentPage, errorPage } from './pages.ts'

/**
 * `GET /{tenant}/adminconsent` and `/{tenant}/v2.0/adminconsent` (Learn: Admin consent on the Microsoft identity
 * platform). The page posts `decision=accept|cancel` to the same address.
 */
export function adminConsent(entra: Entra, call: Call, version: 1 | 2): Reply {
  const target = call.query.get('redirect_uri') ?? ''
  const application = entra.applications.get((call.query.get('client_id') ?? '').toLowerCase())
  try {
    checkConsent(entra, call, version, application, target)
  } catch (error) {
    if (error instanceof SignInFailure) return html(400, errorPage(error.message))
    throw error
  }
  if (!application) throw new Error('checked above')
  const decision = call.method === 'POST' ? new URLSearchParams(call.body).get('decision') : null
  if (decision === null)
    return html(200, consentPage(application.registration.displayName, rolesAskedBy(application), call.url))
  const fields = decision === 'accept' ? accept(entra, application, call, version) : declined(version)
  const state = call.query.get('state')
  const query = new URLSearchParams(state === null ? fields : { ...fields, state })
  return redirect(`${target}${target.includes('?') ? '&' : '?'}${query}`)
}

function checkConsent(
  entra: Entra,
  call: Call,
  version: 1 | 2,
  application: Application | undefined,
  target: string,
): void {
  checkTenant(entra, call.segments[0] ?? '', true)
  if (!application)
    throw new SignInFailure(700016, `Application with identifier '${call.query.get('client_id')}'.`)
  const registered = redirectUrisOf(application)
  if (registered ? !registered.includes(target) : !entra.redirects.allows(target))
    throw new SignInFailure(50011)
  if (version === 2 && !call.query.get('scope')) throw new SignInFailure(900144, "'scope'.")
}

/** Consent makes the service principal if need be and grants every application permission the app asks for. */
function accept(entra: Entra, application: Application, call: Call, version: 1 | 2): Record<string, string> {
  application.servicePrincipalId ??= new Random(`service principal:${application.clientId}`).guid()
  for (const role of rolesAskedBy(application)) application.roles.add(role)
  const granted = { admin_consent: 'True', tenant: entra.tenant.id }
  return version === 1 ? granted : { ...granted, scope: call.query.get('scope') ?? '' }
}

/** In v2 `admin_consent=True` stands there even when the admin said no: only `error` counts. */
function declined(version: 1 | 2): Record<string, string> {
  if (version === 1)
    return { error: 'permission_denied', error_description: 'The admin canceled the request' }
  return {
    admin_consent: 'True',
    error: 'consent_required',
    error_description: 'AADSTS65004: User declined to consent to access the app.',
  }
}
