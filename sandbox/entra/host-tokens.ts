import { consent, mayConsentForAll, needsAdministrator, titlesOf, unconsented } from './delegated-consent.ts'
import type { Entra } from './entra.ts'
import { readScopes, refuseSeveral } from './scopes.ts'
import { graphScopesOf } from './user-grants.ts'

/** What a host asks for when a tab wants a token of Graph or Azure through it (nested app authentication). */
export interface HostAsks {
  readonly user: string
  readonly clientId: string
  readonly scope: string
  /** The person has read the permissions and agreed. */
  readonly accepted?: boolean
}

export type HostGets =
  | { readonly access_token: string; readonly id_token: string; readonly scope: string }
  /** `approval`: this person may not consent. */
  | {
      readonly needs: 'consent' | 'approval'
      readonly application: string
      readonly permissions: readonly string[]
    }

/** The broker's side of nested app authentication: the person is signed in to the host, consent is asked for as anywhere. */
export function hostToken(entra: Entra, { user, clientId, scope, accepted }: HostAsks): HostGets {
  const operator = entra.findOperator(user)
  const app = entra.applications.get(clientId.toLowerCase())
  if (!operator || !app) throw new Error(`nobody called '${user}', or no app '${clientId}', signs in here`)
  const asked = readScopes(entra, scope)
  refuseSeveral(asked)
  const missing = unconsented(entra, app, operator, asked)
  const allowed = mayConsentForAll(operator) || !needsAdministrator(missing)
  if (missing.size > 0 && !(accepted && allowed))
    return {
      needs: allowed ? 'consent' : 'approval',
      application: app.registration.displayName,
      permissions: titlesOf(missing),
    }
  consent(entra, app, missing, operator.person.id)
  const { person } = operator
  const access_token =
    asked.arm.length > 0
      ? entra.armUserToken(person, app.clientId)
      : entra.graphUserToken(person, app.clientId, graphScopesOf(entra, operator, app, asked))
  return { access_token, id_token: entra.idToken(operator, undefined, app), scope }
}
