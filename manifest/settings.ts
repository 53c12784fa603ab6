/**
 * The environment of the packaging and registering commands, read here only. Faults are collected and thrown together:
 * each names the variable, what is wrong and an example. No value is repeated, because one may be a token in the wrong place.
 */
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { GUID } from '../server/domain/guid.ts'
import { type Cloud, cloudOf } from '../server/graph/entra/cloud.ts'
import { guidOf } from './guid.ts'

export type Environment = Readonly<Record<string, string | undefined>>

export type Fault = { readonly name: string; readonly wrong: string; readonly example?: string | undefined }

/** sysexits.h: the configuration is wrong. */
export const EX_CONFIG = 78

/** One message for everything that is wrong; `what` completes "Chatvault cannot …". */
export class SettingsError extends Error {
  readonly faults: readonly Fault[]

  constructor(what: string, faults: readonly Fault[]) {
    const lines = faults.map(({ name, wrong, example }) =>
      example === undefined ? `  ${name} ${wrong}` : `  ${name} ${wrong}, for example ${example}`,
    )
    super([`Chatvault can’t ${what}:`, ...lines, 'Nothing was written.'].join('\n'))
    this.name = 'SettingsError'
    this.faults = faults
  }
}

/** Pages about the product and its publisher, in Teams' store and in Entra's consent prompt. */
export type Publisher = {
  readonly name: string
  readonly websiteUrl: string
  readonly privacyUrl: string
  readonly termsUrl: string
}

export type PackageSettings = {
  /** Host and, unless it is 443, port of the tab: lower case. */
  readonly host: string
  readonly clientId: string
  readonly teamsAppId: string
  readonly version: string
  readonly publisher: Publisher
}

export type RegistrationSettings = {
  readonly host: string
  /** Of an app that exists already; without it the app is known by its unique name. */
  readonly clientId: string | undefined
  readonly publisher: Publisher
  readonly cloud: Cloud
  /** A delegated Graph token, used instead of signing in. */
  readonly graphToken: string | undefined
}

/** Throws a `SettingsError` that names every variable that is wrong or missing. */
export function readPackageSettings(environment: Environment): PackageSettings {
  const values = parsed('create the package', PackageVariables, environment)
  const host = hostOf(values.PUBLIC_URL)
  return {
    host,
    clientId: values.TAB_CLIENT_ID.toLowerCase(),
    teamsAppId: values.TEAMS_APP_ID?.toLowerCase() ?? guidOf(TEAMS_APPS, host),
    version: values.APP_VERSION ?? productVersion(),
    publisher: publisherOf(values, host),
  }
}

/** Throws a `SettingsError` that names every variable that is wrong or missing. */
export function readRegistrationSettings(environment: Environment): RegistrationSettings {
  const values = parsed('register the sign-in app', RegistrationVariables, environment)
  const roots = { graphUrl: values.GRAPH_URL, loginUrl: values.LOGIN_URL }
  const host = hostOf(values.PUBLIC_URL)
  return {
    host,
    clientId: values.TAB_CLIENT_ID?.toLowerCase(),
    publisher: publisherOf(values, host),
    cloud: cloudOf(values.M365_CLOUD, roots),
    graphToken: values.GRAPH_TOKEN,
  }
}

/** Names Chatvault's Teams apps: the same host gives the same app id, so that a new package updates the old one. */
const TEAMS_APPS = '7beebd22-ba4a-40d8-9597-46f766003177'

/** Ends of host names that no one keeps: Teams' store refuses tunnels, and a sign-in app must not trust one. */
const BORROWED_HOSTS = [
  ...['ngrok.io', 'ngrok.app', 'ngrok.dev', 'ngrok-free.app', 'ngrok-free.dev', 'devtunnels.ms', 'loca.lt'],
  ...['trycloudflare.com', 'serveo.net', 'localhost.run', 'lhr.life', 'tunnelmole.net', 'pagekite.me'],
]

/** Hosts of Microsoft's own: the popup passes through them, but they are never ours to list. */
const MICROSOFT_HOSTS = [
  ...['microsoftonline.com', 'microsoftonline.us', 'microsoft.com', 'microsoft.us', 'cloud.microsoft'],
  ...['office.com', 'office365.com', 'microsoft365.com', 'live.com', 'chinacloudapi.cn'],
]

/** Why an address cannot be one of the product's, or undefined when it can. */
export function whyNotOurs(text: string): string | undefined {
  const url = URL.parse(text)
  if (url?.protocol !== 'https:') return 'must be an https address'
  if (url.username || url.password) return 'must not contain a name or password'
  const { hostname } = url
  if (!isDomain(hostname)) return 'must have a public host name: Teams opens it on other people’s devices'
  if (endsIn(hostname, BORROWED_HOSTS)) return 'must not lead through a tunnel'
  if (endsIn(hostname, MICROSOFT_HOSTS)) return 'must not be one of Microsoft’s hosts'
  return undefined
}

function isDomain(hostname: string): boolean {
  const labels = hostname.split('.')
  const wellMade = labels.every((label) => /^[a-z0-9_]([a-z0-9_-]*[a-z0-9])?$/.test(label))
  return wellMade && labels.length > 1 && !/^\d+$/.test(labels.at(-1) ?? '')
}

function endsIn(hostname: string, ends: readonly string[]): boolean {
  return ends.some((end) => hostname === end || hostname.endsWith(`.${end}`))
}

const ours = z.string().superRefine((text, context) => {
  const wrong = whyNotOurs(text)
  if (wrong) context.addIssue({ code: 'custom', message: wrong })
})

const origin = ours.refine(
  (text) => whyNotOurs(text) !== undefined || new URL(text).href === `${new URL(text).origin}/`,
  'must end with the host: the tab lives at its root',
)

const CLIENT_ID = 'must be the client ID of the sign-in app (a GUID), which npm run register prints'

const PublisherVariables = z.object({
  PUBLIC_URL: z.string('must be the https address of the product').pipe(origin),
  DEVELOPER_NAME: z.string().max(32, 'must have at most 32 characters').default('Chatvault'),
  DEVELOPER_URL: ours.optional(),
  PRIVACY_URL: ours.optional(),
  TERMS_URL: ours.optional(),
})

const PackageVariables = PublisherVariables.extend({
  TAB_CLIENT_ID: z.string(CLIENT_ID).regex(GUID, CLIENT_ID),
  TEAMS_APP_ID: z.string().regex(GUID, 'must be a GUID').optional(),
  APP_VERSION: z
    .string()
    .regex(/^(0|[1-9]\d*)(\.(0|[1-9]\d*)){2}$/, 'must be three numbers')
    .optional(),
})

const httpsRoot = z
  .string()
  .refine((text) => URL.parse(text)?.protocol === 'https:', 'must be an https address')

const RegistrationVariables = PublisherVariables.extend({
  TAB_CLIENT_ID: z.string().regex(GUID, 'must be the client ID of the existing app (a GUID)').optional(),
  M365_CLOUD: z
    .enum(['global', 'gcc-high', 'dod', 'china'], 'must be one of global, gcc-high, dod, china')
    .default('global'),
  GRAPH_URL: httpsRoot.optional(),
  LOGIN_URL: httpsRoot.optional(),
  GRAPH_TOKEN: z
    .string()
    .regex(/^[\w.~+/=-]+$/, 'must be an access token')
    .optional(),
})

const EXAMPLES: Readonly<Record<string, string>> = {
  PUBLIC_URL: 'https://chatvault.contoso.com',
  TAB_CLIENT_ID: '0f3e1c52-5b1d-4a7e-9a55-3f2d1c0b9a88',
  TEAMS_APP_ID: '6c0f6f0e-6f0b-4a43-9f0a-1d1f4b0c7a55',
  APP_VERSION: '1.4.0',
  DEVELOPER_NAME: 'Contoso IT',
  DEVELOPER_URL: 'https://www.contoso.com/chatvault',
  PRIVACY_URL: 'https://www.contoso.com/privacy',
  TERMS_URL: 'https://www.contoso.com/terms',
  M365_CLOUD: 'global',
  GRAPH_URL: 'https://graph.microsoft.com',
  LOGIN_URL: 'https://login.microsoftonline.com',
  GRAPH_TOKEN: 'the output of: az account get-access-token --resource-type ms-graph',
}

/** The names these commands read, for documentation and tests. */
export const MANIFEST_VARIABLES = Object.keys(EXAMPLES)

function parsed<T extends z.ZodType>(what: string, variables: T, environment: Environment): z.output<T> {
  // An empty variable counts as not set.
  const values = Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim()))
  const result = variables.safeParse(values)
  if (result.success) return result.data
  throw new SettingsError(what, result.error.issues.map(faultOf))
}

function faultOf({ path, message }: z.core.$ZodIssue): Fault {
  const name = String(path[0])
  return { name, wrong: message, example: EXAMPLES[name] }
}

function hostOf(address: string): string {
  return new URL(address).host
}

function publisherOf(values: z.output<typeof PublisherVariables>, host: string): Publisher {
  const own = (page: string) => `https://${host}/${page}.html`
  return {
    name: values.DEVELOPER_NAME,
    websiteUrl: values.DEVELOPER_URL ?? own('support'),
    privacyUrl: values.PRIVACY_URL ?? own('privacy'),
    termsUrl: values.TERMS_URL ?? own('terms'),
  }
}

function productVersion(): string {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
  return version
}
