/**
 * Addresses of Entra's admin center, each opening the blade a step is done in.
 *
 * The admin center of each cloud, by the host operators sign in at (Learn: national clouds; read 2026-11-22); a host we
 * do not know is taken for the global cloud. Microsoft publishes no list of blade addresses: these are what the admin
 * center shows in the address bar. One that moved opens the center's front page, where the names in the steps lead on.
 */
const CENTERS: Record<string, string> = {
  'login.microsoftonline.us': 'https://entra.microsoft.us',
  'login.partner.microsoftonline.cn': 'https://entra.microsoftonline.cn',
  'login.chinacloudapi.cn': 'https://entra.microsoftonline.cn',
}

const REGISTRATIONS = 'Microsoft_AAD_RegisteredApps'

/** Undefined where the settings are not here yet. */
type Authority = string | undefined

/** The list of enterprise applications, where roles are given. */
export function enterpriseApplications(authority: Authority): string {
  return view(authority, 'Microsoft_AAD_IAM/StartboardApplicationsMenuBlade/~/AppAppsPreview')
}

/** The form that registers an application. */
export function newRegistration(authority: Authority): string {
  return view(authority, `${REGISTRATIONS}/CreateApplicationBlade/quickStartType~/null/isMSAApp~/false`)
}

export type RegistrationBlade = 'Overview' | 'Credentials' | 'CallAnAPI'

/** One application: its overview, its certificates and secrets, its permissions. Without an id, the list of them. */
export function registration(authority: Authority, applicationId: string | null, blade: RegistrationBlade) {
  if (!applicationId) return view(authority, `${REGISTRATIONS}/ApplicationsListBlade/~/ownedApplications`)
  const id = encodeURIComponent(applicationId)
  return view(authority, `${REGISTRATIONS}/ApplicationMenuBlade/~/${blade}/appId/${id}/isMSAApp~/false`)
}

function view(authority: Authority, path: string): string {
  const host = authority && URL.canParse(authority) ? new URL(authority).host : ''
  return `${CENTERS[host] ?? 'https://entra.microsoft.com'}/#view/${path}`
}
