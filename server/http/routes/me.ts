import { Me, Roles } from '../../contract/index.ts'
import { type Action, OPERATOR_ROLES, PERMISSIONS, permissionsOf } from '../../domain/operator.ts'
import type { PreferenceService } from '../../services/preferences.ts'
import { json } from '../answers.ts'
import { type Route, route } from '../route.ts'

export function meRoutes(preferences: PreferenceService): Route[] {
  return [
    route({
      method: 'get',
      path: '/me',
      summary: 'Who is signed in, and what they can do',
      action: 'status.read',
      answer: json(Me),
      handler: async ({ operator }) => ({
        tenantId: operator.tenantId,
        operatorId: operator.id,
        name: operator.name,
        roles: [...operator.roles],
        permissions: permissionsOf(operator),
        preferences: await preferences.get(operator),
      }),
    }),
    route({
      method: 'get',
      path: '/roles',
      summary: 'Who can do what',
      action: 'status.read',
      answer: json(Roles),
      handler: ({ operator }) => ({
        roles: [...OPERATOR_ROLES],
        actions: (Object.keys(PERMISSIONS) as Action[]).map((action) => ({
          action,
          roles: [...PERMISSIONS[action]],
        })),
        mine: [...operator.roles],
      }),
    }),
  ]
}
