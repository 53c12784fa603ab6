/** `GET /config.json`: how the tab signs an operator in. Nothing in it is secret. */
import { type Config, isMicrosoftLogin } from '../config.ts'
import type { SignInConfig } from '../contract/index.ts'
import { SCOPE } from './authenticate.ts'

export const REDIRECT_PATH = '/auth/redirect.html'
const RELAY_PATH = '/auth/relay.html'

/**
 * Where links into Teams begin. Global: Learn, "Deep link to an application". US: ServiceNow's documentation of Teams for
 * GCC-H and DoD, read 2026-11-23; Microsoft's own was not found. China: nothing was found, so links open in a browser.
 */
const TEAMS_URLS: Readonly<Record<Config['cloud']['name'], string | null>> = {
  global: 'https://teams.microsoft.com',
  'gcc-high': 'https://gov.teams.microsoft.us',
  dod: 'https://dod.teams.microsoft.us',
  china: null,
}

export function signInConfigOf(
  config: Pick<Config, 'publicUrl' | 'signIn' | 'frameAncestors' | 'teamsAppId' | 'cloud'>,
): SignInConfig {
  const { clientId, url, graphUrl, armUrl } = config.signIn
  const root = new URL(url)
  return {
    clientId,
    authority: `${httpsOf(root)}/${whoSignsIn(config)}`,
    knownAuthorities: [root.host],
    authorityMetadata: isMicrosoftLogin(url) ? null : JSON.stringify(metadataOf(config)),
    scopes: [`api://${new URL(config.publicUrl).host}/${clientId}/${SCOPE}`],
    redirectPath: REDIRECT_PATH,
    relayPath: RELAY_PATH,
    hostOrigins: [...config.frameAncestors],
    teamsAppId: config.teamsAppId ?? null,
    graphUrl,
    armUrl,
    teamsUrl: TEAMS_URLS[config.cloud.name],
  }
}

/** MSAL refuses an authority that is not https, but takes plain endpoints from its metadata (facts/tab.md 5.4). */
function httpsOf(root: URL): string {
  return `https://${root.host}${root.pathname.replace(/\/+$/, '')}`
}

/**
 * A single tenant signs in at an address of its own: Entra refuses a registration for one organization at
 * `/organizations` (AADSTS50194).
 */
function whoSignsIn({ signIn }: Pick<Config, 'signIn'>): string {
  const [tenant, ...others] = signIn.allowedTenants ?? []
  return tenant && others.length === 0 ? tenant : 'organizations'
}

/** What MSAL would discover, with the address browsers reach; `{tenantid}` is how Entra writes the hole. */
function metadataOf(config: Pick<Config, 'signIn'>) {
  const { signIn } = config
  const endpoints = `${signIn.url}/${whoSignsIn(config)}/oauth2/v2.0`
  return {
    issuer: signIn.issuer.replaceAll('{tid}', '{tenantid}'),
    authorization_endpoint: `${endpoints}/authorize`,
    token_endpoint: `${endpoints}/token`,
    end_session_endpoint: `${endpoints}/logout`,
    jwks_uri: signIn.jwksUrl,
  }
}
