import type { Entra } from './entra.ts'

/** OpenID Connect metadata; links remain on the address it was asked from (Learn: OpenID Connect on the Microsoft identity platform). */
export function openIdConfiguration(entra: Entra, base: string, tenant: string): object {
  const root = `${base}/${tenant}`
  return {
    token_endpoint: `${root}/oauth2/v2.0/token`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
    jwks_uri: `${root}/discovery/v2.0/keys`,
    response_modes_supported: ['query', 'fragment', 'form_post'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    response_types_supported: ['code', 'id_token', 'code id_token', 'id_token token'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    issuer: entra.knowsTenant(tenant) ? entra.issuer() : `${entra.url}/{tenantid}/v2.0`,
    request_uri_parameter_supported: false,
    authorization_endpoint: `${root}/oauth2/v2.0/authorize`,
    end_session_endpoint: `${root}/oauth2/v2.0/logout`,
    device_authorization_endpoint: `${root}/oauth2/v2.0/devicecode`,
    claims_supported: [
      'sub',
      'iss',
      'aud',
      'exp',
      'iat',
      'nonce',
      'preferred_username',
      'name',
      'tid',
      'ver',
    ],
    tenant_region_scope: 'EU',
    cloud_instance_name: new URL(base).host,
    cloud_graph_host_name: new URL(entra.url).host,
    msgraph_host: new URL(entra.url).host,
  }
}

/** Tells MSAL that this host may be trusted as an authority (instance discovery). */
export function instanceDiscovery(base: string, tenant: string): object {
  const { host } = new URL(base)
  return {
    tenant_discovery_endpoint: `${base}/${tenant}/v2.0/.well-known/openid-configuration`,
    'api-version': '1.1',
    metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
  }
}
