/**
 * Security headers (facts/tab.md section 7, measured in Chromium inside Teams). The tab is shown in frames of Microsoft's
 * hosts and signs in by msal-browser, so there is no X-Frame-Options and no COOP; `frame-ancestors` decides instead.
 */
import type { RequestHandler } from 'express'
import helmet from 'helmet'
import type { Config } from '../config.ts'

/** Who may frame the tab: Microsoft's list for Teams, Outlook and Microsoft 365, and the US government's Teams and Outlook. */
const HOSTS = [
  'https://teams.microsoft.com',
  'https://*.teams.microsoft.com',
  'https://*.cloud.microsoft',
  'https://*.microsoft365.com',
  'https://*.office.com',
  'https://outlook.office.com',
  'https://outlook.office365.com',
  'https://outlook-sdf.office.com',
  'https://outlook-sdf.office365.com',
]
const GOVERNMENT_HOSTS = [
  'https://teams.microsoft.us',
  'https://*.teams.microsoft.us',
  'https://outlook.office365.us',
]

/** Fluent's renderer inserts one empty style element before it uses the CSSOM; this is the hash of nothing. */
const EMPTY_STYLE = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"

export function securityHeaders(
  config: Pick<Config, 'cloud' | 'signIn' | 'frameAncestors'>,
): RequestHandler[] {
  return [
    helmet({
      contentSecurityPolicy: { useDefaults: false, directives: policyOf(config) },
      crossOriginOpenerPolicy: false,
      crossOriginResourcePolicy: { policy: 'same-origin' },
      frameguard: false,
      referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
      strictTransportSecurity: { maxAge: 31_536_000, includeSubDomains: false },
    }),
    (_request, response, next) => {
      response.set('Permissions-Policy', PERMISSIONS_POLICY)
      next()
    },
  ]
}

const PERMISSIONS_POLICY = [
  'camera=()',
  'display-capture=()',
  'geolocation=()',
  'microphone=()',
  'payment=()',
  'usb=()',
].join(', ')

/** MSAL renews a sign-in in a hidden frame that begins at the login page and ends on our redirect page. */
function policyOf({ cloud, signIn, frameAncestors }: Pick<Config, 'cloud' | 'signIn' | 'frameAncestors'>) {
  const login = new URL(signIn.url).origin
  const government = cloud.name === 'gcc-high' || cloud.name === 'dod'
  return {
    'default-src': ["'self'"],
    'script-src': ["'self'"],
    'style-src': ["'self'", EMPTY_STYLE],
    'img-src': ["'self'", 'data:', 'blob:'],
    'font-src': ["'self'"],
    'connect-src': ["'self'", login, 'https://res.cdn.office.net'],
    'frame-src': ["'self'", login],
    'object-src': ["'none'"],
    'base-uri': ["'none'"],
    'form-action': ["'self'"],
    'frame-ancestors': ["'self'", ...HOSTS, ...(government ? GOVERNMENT_HOSTS : []), ...frameAncestors],
  }
}

/** Answers of the API are nobody's to keep. */
export const noStore: RequestHandler = (_request, response, next) => {
  response.set('Cache-Control', 'no-store')
  next()
}
