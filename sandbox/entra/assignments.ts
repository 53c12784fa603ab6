import { Random } from '../random.ts'
import { type Application, grantRole, removeRole } from './applications.ts'
import type { Entra } from './entra.ts'
import { GRAPH_APP_ROLES, graphRoleNamed } from './graph-permissions.ts'

/** One app role of one resource, held by a person or a service principal (Learn: appRoleAssignment). */
export interface Assignment {
  readonly id: string
  readonly createdAt: number
  readonly appRoleId: string
  readonly principalId: string
  /** Object id of the resource's service principal. */
  readonly resourceId: string
}

type NewAssignment = Pick<Assignment, 'appRoleId' | 'principalId' | 'resourceId'>

/**
 * Who has which app role. What apps may do in Graph stands in `Application.roles`, where consent and tests put it; it is
 * shown as assignments here and changed through them.
 */
export class Assignments {
  readonly #entra: Entra
  readonly #stored: Assignment[] = []
  readonly graphServicePrincipalId: string
  /** Azure Resource Manager's, which people's consent names. */
  readonly armServicePrincipalId: string

  constructor(entra: Entra) {
    this.#entra = entra
    this.graphServicePrincipalId = new Random(`graph:${entra.tenant.seed}`).guid()
    this.armServicePrincipalId = new Random(`arm:${entra.tenant.seed}`).guid()
  }

  all(): Assignment[] {
    return [
      ...this.#stored,
      ...[...this.#entra.applications.values()].flatMap((app) => this.#graphRoles(app)),
    ]
  }

  #graphRoles(app: Application): Assignment[] {
    const { servicePrincipalId: principalId } = app
    if (principalId === undefined) return []
    return [...app.roles].flatMap((name) => {
      const appRoleId = GRAPH_APP_ROLES[name]
      if (appRoleId === undefined) return []
      const given = { appRoleId, principalId, resourceId: this.graphServicePrincipalId }
      return { ...given, id: idOf(given), createdAt: app.grantedAt.get(name) ?? app.createdAt }
    })
  }

  add(given: NewAssignment): Assignment {
    const assignment = { ...given, id: idOf(given), createdAt: this.#entra.clock() }
    const role = this.#graphRole(given)
    if (role) grantRole(role.app, role.name, assignment.createdAt)
    else this.#stored.push(assignment)
    return assignment
  }

  remove(assignment: Assignment): void {
    const role = this.#graphRole(assignment)
    if (role) removeRole(role.app, role.name, this.#entra.clock())
    else
      this.#stored.splice(
        this.#stored.findIndex(({ id }) => id === assignment.id),
        1,
      )
  }

  #graphRole({
    appRoleId,
    principalId,
    resourceId,
  }: NewAssignment): { app: Application; name: string } | undefined {
    const app = [...this.#entra.applications.values()].find((one) => one.servicePrincipalId === principalId)
    const name = graphRoleNamed(appRoleId)
    return resourceId === this.graphServicePrincipalId && app && name ? { app, name } : undefined
  }

  /** Names of the app's roles a principal holds, for the `roles` claim. */
  rolesOf(app: Application, principalId: string): string[] {
    const held = this.#stored
      .filter((one) => one.resourceId === app.servicePrincipalId && one.principalId === principalId)
      .map(({ appRoleId }) => appRoleId)
    return app.registration.appRoles.flatMap(({ id, value }) => (held.includes(id) && value ? value : []))
  }
}

/** The same grant has the same id: opaque to clients. */
function idOf({ appRoleId, principalId, resourceId }: NewAssignment): string {
  return Buffer.from(new Random(`${principalId}|${resourceId}|${appRoleId}`).hex(32), 'hex').toString(
    'base64url',
  )
}
