import { Random } from '../random.ts'
import type { Application } from './applications.ts'
import type { Entra } from './entra.ts'

/** The tab's own registration, as its owner would have made it: scope, roles, claims, and the people who have a role. */
export function registerSignInApp(
  entra: Entra,
  { clientId, servicePrincipalId }: { clientId: string; servicePrincipalId: string },
): Application {
  const given = { clientId, servicePrincipalId, displayName: 'Chatvault' }
  const app = entra.register({ ...given, secrets: [], certificates: [], roles: [] })
  const random = new Random(`sign-in:${entra.tenant.seed}`)
  const { operators } = entra.tenant.people
  const roles = [...new Set(operators.flatMap(({ appRoles }) => appRoles))]
  const appRoles = roles.map((value) => ({
    id: random.guid(),
    value,
    displayName: value,
    description: value,
    isEnabled: true,
    allowedMemberTypes: ['User'],
  }))
  app.registration = {
    ...app.registration,
    signInAudience: 'AzureADMultipleOrgs',
    identifierUris: [`api://localhost/${clientId}`],
    groupMembershipClaims: 'DirectoryRole',
    api: {
      ...app.registration.api,
      requestedAccessTokenVersion: 2,
      oauth2PermissionScopes: [{ id: random.guid(), value: 'access_as_user', isEnabled: true }],
    },
    appRoles,
  }
  for (const { person, appRoles: held } of operators)
    for (const { id, value } of appRoles)
      if (held.includes(value))
        entra.assignments.add({ appRoleId: id, principalId: person.id, resourceId: servicePrincipalId })
  return app
}
