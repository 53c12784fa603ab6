/**
 * The names the front answers to, and what stands behind each.
 *
 *   teams     a page that speaks the teams-js protocol: Teams, Outlook, Microsoft 365, or a stranger who pretends to
 *   embed     a page that only frames the tab: SharePoint's Embed web part
 *   login     the sandbox's Entra
 *   graph, azure   the sandbox's Graph and Azure Resource Manager
 *   cdn       Microsoft's list of hosts, which teams-js fetches
 *   tab       the product
 */
export type HostPage = {
  readonly kind: 'teams' | 'embed'
  /** As people call it. */
  readonly label: string
  /** `context.app.host.name` (teams-js HostName). */
  readonly name: string
  /** The host's own client id, which its tokens name as `azp` (facts: Learn, "Configure code to enable SSO"). */
  readonly clientId: string
}

const TEAMS_WEB = '5e3ce6c0-2b1f-4285-8d4b-75ee78787346'
const OUTLOOK_WEB = 'bc59ab01-8403-45c6-8796-ac3ef710b3e3'
const MICROSOFT_365_WEB = '4765445b-32c6-49b0-83e6-1d93765276ca'

export const HOST_PAGES = {
  'teams.microsoft.com': { kind: 'teams', label: 'Microsoft Teams', name: 'Teams', clientId: TEAMS_WEB },
  'teams.cloud.microsoft': {
    kind: 'teams',
    label: 'Microsoft Teams',
    name: 'TeamsModern',
    clientId: TEAMS_WEB,
  },
  'outlook.office.com': { kind: 'teams', label: 'Outlook', name: 'Outlook', clientId: OUTLOOK_WEB },
  'm365.cloud.microsoft': {
    kind: 'teams',
    label: 'Microsoft 365',
    name: 'Office',
    clientId: MICROSOFT_365_WEB,
  },
  'contoso.sharepoint.com': { kind: 'embed', label: 'SharePoint', name: '', clientId: '' },
  'evil.example': { kind: 'teams', label: 'A stranger’s page', name: 'Teams', clientId: TEAMS_WEB },
} as const satisfies Record<string, HostPage>

export type HostPageName = keyof typeof HOST_PAGES

export const LOGIN_HOST = 'login.microsoftonline.com'
export const GRAPH_HOST = 'graph.microsoft.com'
export const AZURE_HOST = 'management.azure.com'
export const CDN_HOST = 'res.cdn.office.net'

/** Where the product is reached. */
export const TAB_ORIGIN = 'https://tab.contoso.test'
export const LOGIN_ORIGIN = `https://${LOGIN_HOST}`
export const SHAREPOINT_ORIGIN = 'https://contoso.sharepoint.com'

/** Every name the front has a certificate for. */
export const FRONT_NAMES: readonly string[] = [
  ...Object.keys(HOST_PAGES),
  LOGIN_HOST,
  GRAPH_HOST,
  AZURE_HOST,
  CDN_HOST,
  new URL(TAB_ORIGIN).host,
]

export function findHostPage(name: string): HostPage | undefined {
  return Object.hasOwn(HOST_PAGES, name) ? HOST_PAGES[name as HostPageName] : undefined
}
