import { GUID } from '../guid.ts'
import type { Entra } from './entra.ts'
import { SignInFailure } from './errors.ts'

const DOMAIN_NAME = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i

export function required(form: URLSearchParams, name: string): string {
  const value = form.get(name)
  if (!value) throw new SignInFailure(900144, `'${name}'.`)
  return value
}

/** The tenant part of the path. People may also sign in through `common` and `organizations`. */
export function checkTenant(entra: Entra, name: string, people: boolean): void {
  if (entra.knowsTenant(name) || (people && ['common', 'organizations'].includes(name.toLowerCase()))) return
  if (GUID.test(name) || DOMAIN_NAME.test(name)) throw new SignInFailure(90002, `Tenant '${name}'.`)
  throw new SignInFailure(900023, `'${name}'.`)
}

/** Apps people sign in to: those registered here, by anyone for an app of several tenants, through the tenant otherwise. */
export function checkClient(entra: Entra, clientId: string, tenant: string): void {
  const app = entra.applications.get(clientId.toLowerCase())
  if (!app) throw new SignInFailure(700016, `Application with identifier '${clientId}'.`)
  if (app.registration.signInAudience === 'AzureADMyOrg' && !entra.knowsTenant(tenant))
    throw new SignInFailure(50194, `Application '${clientId}'(${app.registration.displayName}).`)
}
