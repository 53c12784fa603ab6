/** What the admin is asked for, at that moment only, and what for (facts: Microsoft Graph permissions reference). */
export type TokenFor = 'graph' | 'azure'

export const GRAPH_SCOPES = [
  /** Makes and changes the app registration. */
  'Application.ReadWrite.All',
  /** Gives the app its permissions: this is admin consent. */
  'AppRoleAssignment.ReadWrite.All',
  /** Takes these three away again at the end. */
  'DelegatedPermissionGrant.ReadWrite.All',
] as const

export const AZURE_SCOPE = 'user_impersonation'

/** All of them, as a grant lists them. */
export const ASKED_SCOPES: readonly string[] = [...GRAPH_SCOPES, AZURE_SCOPE]

/** To exchange a credential, or to link a subscription: nothing is granted. */
export const CHANGE_SCOPES: readonly string[] = [
  'Application.ReadWrite.All',
  'DelegatedPermissionGrant.ReadWrite.All',
]
