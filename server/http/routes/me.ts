import { permissionsOf } from '../../domain/operator.ts'
import { json } from '../answers.ts'
import { Me } from '../contract.ts'
import { type Route, route } from '../route.ts'

export function meRoutes(): Route[] {
  return [
    route({
      method: 'get',
      path: '/me',
      summary: 'Who is signed in, and what they may do',
      action: 'status.read',
      answer: json(Me),
      handler: ({ operator }) => ({
        tenantId: operator.tenantId,
        operatorId: operator.id,
        name: operator.name,
        roles: [...operator.roles],
        permissions: permissionsOf(operator),
      }),
    }),
  ]
}
