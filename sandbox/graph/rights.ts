import type { Application } from '../entra/applications.ts'
import { DIRECTORY_ROLES } from '../entra/graph-permissions.ts'
import { type Caller, denied } from './access.ts'

/**
 * Who may do what with registrations. A delegated call needs the scope and a person who may: the owner of the app or an
 * administrator (Learn: permissions of each call, "supported Microsoft Entra roles"; Grant admin consent).
 */
const APP_ADMINISTRATORS: readonly string[] = [
  DIRECTORY_ROLES.globalAdministrator,
  DIRECTORY_ROLES.applicationAdministrator,
  DIRECTORY_ROLES.cloudApplicationAdministrator,
]
const GRANTING_ADMINISTRATORS: readonly string[] = [
  DIRECTORY_ROLES.globalAdministrator,
  DIRECTORY_ROLES.privilegedRoleAdministrator,
]

const READ = ['Application.Read.All', 'Application.ReadWrite.All', 'Directory.Read.All']
const WRITE = 'Application.ReadWrite.All'
const OWNED = 'Application.ReadWrite.OwnedBy'
const GRANT = 'AppRoleAssignment.ReadWrite.All'

function holds(caller: Caller, ...allowed: readonly string[]): boolean {
  return (caller.appOnly ? caller.roles : caller.scopes).some((one) => allowed.includes(one))
}

function hasRole(caller: Caller, roles: readonly string[]): boolean {
  return caller.wids.some((id) => roles.includes(id))
}

export function mayRead(caller: Caller): void {
  if (!holds(caller, ...READ) && !(caller.appOnly && holds(caller, OWNED))) throw denied()
}

/** Every member may register apps unless the tenant forbids it; this one does not. */
export function mayCreate(caller: Caller): void {
  const least = caller.appOnly ? OWNED : 'AppRegistration.Create'
  if (!holds(caller, WRITE, least)) throw denied()
}

export function mayChange(caller: Caller, app: Application): void {
  const owner = app.owners.has(caller.objectId)
  if (caller.appOnly && !holds(caller, WRITE) && !(holds(caller, OWNED) && owner)) throw denied()
  if (!caller.appOnly && !(holds(caller, WRITE) && (owner || hasRole(caller, APP_ADMINISTRATORS))))
    throw denied()
}

/** Permissions of Microsoft Graph are granted by the two highest roles only, other apps' roles by app administrators too. */
export function mayAssign(caller: Caller, ofGraph: boolean): void {
  const roles = ofGraph ? GRANTING_ADMINISTRATORS : [...GRANTING_ADMINISTRATORS, ...APP_ADMINISTRATORS]
  if (!holds(caller, GRANT) || (!caller.appOnly && !hasRole(caller, roles))) throw denied()
}

export function mayReadAssignments(caller: Caller): void {
  if (!holds(caller, GRANT, ...READ)) throw denied()
}

const GRANT_DELEGATED = 'DelegatedPermissionGrant.ReadWrite.All'

export function mayReadGrants(caller: Caller): void {
  if (!holds(caller, GRANT_DELEGATED, 'Directory.Read.All')) throw denied()
}

/** Delegated permissions, Graph's too, are the business of app administrators as well. */
export function mayChangeGrants(caller: Caller): void {
  const roles = [...GRANTING_ADMINISTRATORS, ...APP_ADMINISTRATORS]
  if (!holds(caller, GRANT_DELEGATED) || (!caller.appOnly && !hasRole(caller, roles))) throw denied()
}
