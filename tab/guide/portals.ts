/**
 * Pages of the Entra admin center and of the Azure portal, for each cloud by the host people sign in at (Learn: national
 * clouds; read 2026-11-22). Microsoft promises none of these addresses, so the way through the menus always is next to
 * a link. A host we do not know is taken for the global cloud.
 */
interface Portals {
  readonly entra: string
  readonly azure: string
}

const GLOBAL: Portals = { entra: 'https://entra.microsoft.com', azure: 'https://portal.azure.com' }
const CHINA: Portals = { entra: 'https://entra.microsoftonline.cn', azure: 'https://portal.azure.cn' }
const PORTALS: Readonly<Record<string, Portals>> = {
  'login.microsoftonline.us': { entra: 'https://entra.microsoft.us', azure: 'https://portal.azure.us' },
  'login.partner.microsoftonline.cn': CHINA,
  'login.chinacloudapi.cn': CHINA,
}

export function portalsOf(authority: string | undefined): Portals {
  const host = authority && URL.canParse(authority) ? new URL(authority).host : ''
  return PORTALS[host] ?? GLOBAL
}

const APPS = '#view/Microsoft_AAD_RegisteredApps'
const IN_ENTRA = {
  register: () => `${APPS}/CreateApplicationBlade/quickStartType~/null/isMSAApp~/false`,
  overview: (id: string) => `${APPS}/ApplicationMenuBlade/~/Overview/appId/${id}`,
  credentials: (id: string) => `${APPS}/ApplicationMenuBlade/~/Credentials/appId/${id}`,
  permissions: (id: string) => `${APPS}/ApplicationMenuBlade/~/CallAnAPI/appId/${id}`,
} as const
const REGISTRATIONS = `${APPS}/ApplicationsListBlade`
const IN_AZURE = {
  subscriptions: '#view/Microsoft_Azure_Billing/SubscriptionsBladeV2',
  shell: '#cloudshell/',
} as const

export type PlaceName = keyof typeof IN_ENTRA | keyof typeof IN_AZURE

export interface Place {
  readonly portal: 'entra' | 'azure'
  /** The page itself, or as near as one gets without knowing the application. */
  readonly link: string
}

export function placeOf(
  name: PlaceName,
  { authority, applicationId }: { authority?: string | undefined; applicationId?: string | undefined },
): Place {
  const { entra, azure } = portalsOf(authority)
  if (name === 'subscriptions' || name === 'shell')
    return { portal: 'azure', link: `${azure}/${IN_AZURE[name]}` }
  if (name === 'register') return { portal: 'entra', link: `${entra}/${IN_ENTRA.register()}` }
  const page = applicationId ? IN_ENTRA[name](applicationId) : REGISTRATIONS
  return { portal: 'entra', link: `${entra}/${page}` }
}
