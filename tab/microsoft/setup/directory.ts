/** The objects of Microsoft Graph a setup reads and writes; only the members it needs. */
import type { Graph } from '../graph.ts'

export const GRAPH_APP_ID = '00000003-0000-0000-c000-000000000000'

/** Application permissions, in the order they are granted (facts: Microsoft Graph permissions reference, 2026-08-07). */
const PERMISSIONS = [
  { name: 'Chat.Read.All', id: '6b7d71aa-70aa-4810-a8d9-5d9fb2830017', of: 'least' },
  { name: 'User.Read.All', id: 'df021288-bdef-4463-88db-98f22de89214', of: 'least' },
  { name: 'Chat.ReadWrite.All', id: '294ce7c9-31ba-490a-ad7d-97a7d075e4ed', of: 'wider' },
  { name: 'GroupMember.Read.All', id: '98830695-27a2-44f7-8c18-0c3ebc9698f6', of: 'wider' },
  { name: 'Reports.Read.All', id: '230c1aed-a721-4c5d-9cb4-a90514e508ef', of: 'report' },
] as const

export type Permission = (typeof PERMISSIONS)[number]

/** What was chosen: without `leastSet` the wider set, with `usageReport` the report that limits are suggested from. */
export interface WantedPermissions {
  leastSet: boolean
  usageReport: boolean
}

export function permissionsFor({ leastSet, usageReport }: WantedPermissions): readonly Permission[] {
  return PERMISSIONS.filter(
    ({ of }) => of === 'least' || (of === 'wider' && !leastSet) || (of === 'report' && usageReport),
  )
}

export interface AppRegistration {
  /** Object id; `appId` is the client id. */
  id: string
  appId: string
  displayName: string
  /** Given when it is made, once and for all; ours is `uniqueNameOf`. */
  uniqueName?: string | null
  web: { redirectUris: string[] }
  requiredResourceAccess: ResourceAccess[]
  passwordCredentials: {
    keyId: string
    displayName: string | null
    hint: string | null
    startDateTime: string
    endDateTime: string
  }[]
}

export interface ResourceAccess {
  resourceAppId: string
  resourceAccess: { id: string; type: string }[]
}

export interface KeyCredential {
  keyId?: string
  customKeyIdentifier?: string | null
  key?: string | null
  displayName?: string | null
  startDateTime?: string
  [member: string]: unknown
}

export interface Principal {
  id: string
}

export interface RoleAssignment {
  id: string
  appRoleId: string
  resourceId: string
}

/** What an assignment is found by as long as its id is not known. */
export const roleKey = (principalId: string, appRoleId: string): string => `${principalId}/${appRoleId}`

export interface DelegatedGrant {
  id: string
  consentType: string
  principalId: string | null
  scope: string
}

export const byAppId = (collection: 'applications' | 'servicePrincipals', appId: string): string =>
  `/${collection}(appId='${encodeURIComponent(appId)}')`

export const byUniqueName = (name: string): string =>
  `/applications(uniqueName='${encodeURIComponent(name)}')`

/** One registration for one address of Chatvault. Entra keeps the name for good; people never see it. */
export function uniqueNameOf(publicUrl: string): string {
  return `chatvault-backup-${new URL(publicUrl).host.replaceAll(':', '-')}`
}

/** Where Microsoft's consent page comes back to. */
export function consentCallback(publicUrl: string): string {
  return `${publicUrl}/consent/callback`
}

/** Certificates come back with their keys only when they are asked for by name. */
export async function keysOf(graph: Graph, objectId: string): Promise<KeyCredential[]> {
  const path = `/applications/${objectId}?$select=id,keyCredentials`
  const app = await graph.call<{ keyCredentials: KeyCredential[] }>({ method: 'GET', path, fresh: true })
  return app?.keyCredentials ?? []
}

/** Entra names a certificate by its SHA-1, in hex or as bytes in Base64, depending on who wrote it. */
export function isCertificate(
  { customKeyIdentifier, key }: KeyCredential,
  sha1: string,
  base64?: string,
): boolean {
  if (key && base64 !== undefined && key === base64) return true
  if (!customKeyIdentifier) return false
  const wanted = sha1.replaceAll(':', '').toLowerCase()
  return customKeyIdentifier.toLowerCase() === wanted || hexOf(customKeyIdentifier) === wanted
}

function hexOf(base64: string): string {
  try {
    return [...atob(base64)].map((char) => char.charCodeAt(0).toString(16).padStart(2, '0')).join('')
  } catch {
    return ''
  }
}
