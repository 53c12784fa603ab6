/**
 * Where each cloud's Entra admin center is, by the host operators sign in at (Learn: national clouds; read 2026-11-22).
 * A host we do not know is taken for the global cloud.
 */
const CENTERS: Record<string, string> = {
  'login.microsoftonline.us': 'https://entra.microsoft.us',
  'login.partner.microsoftonline.cn': 'https://entra.microsoftonline.cn',
  'login.chinacloudapi.cn': 'https://entra.microsoftonline.cn',
}

/** The list of enterprise applications, where roles are given. */
export function enterpriseApplications(authority: string | undefined): string {
  const host = authority && URL.canParse(authority) ? new URL(authority).host : ''
  const center = CENTERS[host] ?? 'https://entra.microsoft.com'
  return `${center}/#view/Microsoft_AAD_IAM/StartboardApplicationsMenuBlade/~/AppAppsPreview`
}

/** As the sign-in app declares them: the value an operator's token carries. */
export const ROLE_VALUES = {
  admin: 'Vault.Admin',
  operator: 'Vault.Operator',
  reviewer: 'Vault.Reviewer',
  auditor: 'Vault.Auditor',
} as const
