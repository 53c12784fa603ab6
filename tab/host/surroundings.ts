/**
 * Where the page is, as far as it can be known before anyone there has answered.
 *
 *   alone    a page of its own: there is no one to ask
 *   likely   Microsoft's Teams, Outlook or Microsoft 365 is around the page, or its mobile app: worth a long wait
 *   unknown  someone else's page, or no one told whose
 */
export type Surroundings = { place: 'alone' } | { place: 'likely' | 'unknown'; origin: string | undefined }

/** What of a window decides; `parent` and `opener` are only compared, never read. */
export interface Around {
  readonly parent: unknown
  readonly self: unknown
  readonly opener: unknown
  /** Put there by Teams' mobile apps, which show the tab in a web view of its own. */
  readonly nativeInterface?: unknown
  readonly location: { readonly origin: string; readonly ancestorOrigins?: ArrayLike<string> }
  readonly document: { readonly referrer: string }
}

export function surroundingsOf(around: Around): Surroundings {
  if (around.nativeInterface) return { place: 'likely', origin: undefined }
  const framed = around.parent !== around.self
  const origin = framed ? parentOrigin(around) : originOf(around.document.referrer)
  const likely = origin !== undefined && isMicrosoftOrigin(origin)
  if (framed) return { place: likely ? 'likely' : 'unknown', origin }
  return around.opener && likely ? { place: 'likely', origin } : { place: 'alone' }
}

/** Firefox has no `ancestorOrigins`; there the referrer is the parent until the tab navigates on its own. */
function parentOrigin({ location, document }: Around): string | undefined {
  const nearest = location.ancestorOrigins?.[0]
  if (nearest && nearest !== 'null') return nearest
  const referrer = originOf(document.referrer)
  return referrer === location.origin ? undefined : referrer
}

function originOf(address: string): string | undefined {
  return URL.canParse(address) ? new URL(address).origin : undefined
}

/** Hosts that show tabs (facts/tab.md 4.2 and 7.1): the domain itself and what is below it. */
const MICROSOFT_DOMAINS: readonly (readonly [domain: string, name: string])[] = [
  ['teams.microsoft.com', 'Teams'],
  ['teams.microsoft.us', 'Teams'],
  ['teams.live.com', 'Teams'],
  ['teams.cloud.microsoft', 'Teams'],
  ['outlook.cloud.microsoft', 'Outlook'],
  ['outlook.office.com', 'Outlook'],
  ['outlook.office365.com', 'Outlook'],
  ['outlook-sdf.office.com', 'Outlook'],
  ['outlook-sdf.office365.com', 'Outlook'],
  ['outlook.office365.us', 'Outlook'],
  ['outlook-dod.office365.us', 'Outlook'],
  ['webmail.apps.mil', 'Outlook'],
  ['outlook.live.com', 'Outlook'],
  ['cloud.microsoft', 'Microsoft 365'],
  ['microsoft365.com', 'Microsoft 365'],
  ['office.com', 'Microsoft 365'],
  ['portal.apps.mil', 'Microsoft 365'],
  ['ohome.apps.mil', 'Microsoft 365'],
]

const OTHER_DOMAINS: typeof MICROSOFT_DOMAINS = [['sharepoint.com', 'SharePoint']]

export function isMicrosoftOrigin(origin: string): boolean {
  return entryOf(origin, MICROSOFT_DOMAINS) !== undefined
}

/** What people call the place behind an origin. */
export function placeName(origin: string | undefined): string | undefined {
  return origin === undefined ? undefined : entryOf(origin, [...MICROSOFT_DOMAINS, ...OTHER_DOMAINS])?.[1]
}

function entryOf(origin: string, domains: typeof MICROSOFT_DOMAINS) {
  if (!URL.canParse(origin)) return undefined
  const { protocol, hostname } = new URL(origin)
  if (protocol !== 'https:') return undefined
  return domains.find(([domain]) => hostname === domain || hostname.endsWith(`.${domain}`))
}
