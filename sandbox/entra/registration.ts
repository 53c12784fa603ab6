/** What an app's owner writes into its registration (Learn: application resource type, v1.0). */
export interface Registration {
  displayName: string
  description: string | null
  notes: string | null
  signInAudience: string
  identifierUris: string[]
  tags: string[]
  groupMembershipClaims: string | null
  isFallbackPublicClient: boolean | null
  serviceManagementReference: string | null
  info: Record<string, unknown>
  api: {
    requestedAccessTokenVersion: number | null
    acceptMappedClaims: boolean | null
    knownClientApplications: string[]
    oauth2PermissionScopes: Permission[]
    preAuthorizedApplications: { appId: string; delegatedPermissionIds: string[] }[]
  }
  appRoles: Permission[]
  spa: { redirectUris: string[] }
  web: {
    homePageUrl: string | null
    logoutUrl: string | null
    redirectUris: string[]
    implicitGrantSettings: Record<string, unknown>
  }
  publicClient: { redirectUris: string[] }
  requiredResourceAccess: { resourceAppId: string; resourceAccess: { id: string; type: string }[] }[]
  optionalClaims: { accessToken: { name: string }[]; idToken: unknown[]; saml2Token: unknown[] } | null
}

/** A scope or an app role. */
export interface Permission {
  readonly id: string
  readonly value: string | null
  readonly isEnabled?: boolean
}

export function emptyRegistration(displayName: string): Registration {
  return {
    displayName,
    description: null,
    notes: null,
    signInAudience: 'AzureADMyOrg',
    identifierUris: [],
    tags: [],
    groupMembershipClaims: null,
    isFallbackPublicClient: null,
    serviceManagementReference: null,
    info: {
      logoUrl: null,
      marketingUrl: null,
      privacyStatementUrl: null,
      supportUrl: null,
      termsOfServiceUrl: null,
    },
    api: {
      requestedAccessTokenVersion: null,
      acceptMappedClaims: null,
      knownClientApplications: [],
      oauth2PermissionScopes: [],
      preAuthorizedApplications: [],
    },
    appRoles: [],
    spa: { redirectUris: [] },
    web: {
      homePageUrl: null,
      logoutUrl: null,
      redirectUris: [],
      implicitGrantSettings: { enableAccessTokenIssuance: false, enableIdTokenIssuance: false },
    },
    publicClient: { redirectUris: [] },
    requiredResourceAccess: [],
    optionalClaims: null,
  }
}
