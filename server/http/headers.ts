/**
 * Security headers (facts/tab.md section 7, measured in Chromium inside Teams). The tab is shown in frames of Microsoft's
 * hosts and signs in by msal-browser, so there is no X-Frame-Options and no COOP; `frame-ancestors` decides instead.
 */
import type { RequestHandler } from 'express'
import helmet from 'helmet'
import type { Config } from '../config.ts'

/**
 * Who may frame the tab: Microsoft's list for Teams, Outlook and Microsoft 365 (Learn: tab requirements), and what the US
 * government's clouds have besides (hosts teams-js 2.58 knows). SharePoint has a host for each tenant: FRAME_ANCESTORS.
 */
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
const US_HOSTS = [
  'https://teams.microsoft.us',
  'https://*.teams.microsoft.us',
  'https://outlook.office365.us',
]
const MORE_HOSTS: Readonly<Record<Config['cloud']['name'], readonly string[]>> = {
  global: [],
  'gcc-high': US_HOSTS,
  dod: [
    ...US_HOSTS,
    'https://outlook-dod.office365.us',
    'https://webmail.apps.mil',
    'https://portal.apps.mil',
    'https://www.ohome.apps.mil',
  ],
  china: [],
}

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

/** Copying works where the host lets the frame; nothing else of the device is asked for. */
const PERMISSIONS_POLICY = [
  'clipboard-write=(self)',
  'clipboard-read=()',
  'camera=()',
  'display-capture=()',
  'geolocation=()',
  'microphone=()',
  'payment=()',
  'usb=()',
].join(', ')

/**
 * MSAL renews a sign-in in a hidden frame that begins at the login page and ends on our redirect page. An admin who sets
 * the connection up calls Graph and Azure from the browser.
 */
function policyOf({ cloud, signIn, frameAncestors }: Pick<Config, 'cloud' | 'signIn' | 'frameAncestors'>) {
  const [login = '', ...microsoft] = [signIn.url, signIn.graphUrl, signIn.armUrl].map(
    (it) => new URL(it).origin,
  )
  return {
    'default-src': ["'self'"],
    'script-src': ["'self'"],
    'style-src': ["'self'", EMPTY_STYLE],
    'img-src': ["'self'", 'data:', 'blob:'],
    'media-src': ["'self'", 'blob:'],
    'font-src': ["'self'"],
    'connect-src': [...new Set(["'self'", login, ...microsoft, 'https://res.cdn.office.net'])],
    'frame-src': ["'self'", login],
    'object-src': ["'none'"],
    'base-uri': ["'none'"],
    'form-action': ["'self'"],
    'frame-ancestors': ["'self'", ...HOSTS, ...MORE_HOSTS[cloud.name], ...frameAncestors],
  }
}

/** Answers of the API are no one's to keep. */
export const noStore: RequestHandler = (_request, response, next) => {
  response.set('Cache-Control', 'no-store')
  next()
}
