/**
 * The environment: read once, all faults reported at once, frozen. Every fault of every variable is in one message: its
 * name, what is wrong, an example. No value is ever repeated, because a value may be a secret in the wrong place.
 */
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import type { z } from 'zod'
import { EXAMPLES, VARIABLE_NAMES, type Values, Variables } from './config/variables.ts'
import { CLOUDS, type Cloud, cloudOf } from './graph/entra/cloud.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** A value that prints, inspects and serialises as nothing: only `reveal` gives it away. */
export class Secret {
  readonly #value: string

  constructor(value: string) {
    this.#value = value
  }

  reveal(): string {
    return this.#value
  }

  toString(): string {
    return '[secret]'
  }

  toJSON(): string {
    return '[secret]'
  }
}

export type ArchiveLocation = {
  /** `file:` with an absolute path, or `azblob://container`. */
  readonly url: string
  /** Either of the two; with an account alone the process's managed identity is used. */
  readonly azure: { readonly connectionString: Secret | undefined; readonly account: string | undefined }
}

export type MasterKeyLocation =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'key-vault'; readonly url: string }

export type SignInSettings = {
  /** Audience of the tab's tokens. */
  readonly clientId: string
  /** Login root as browsers reach it, no slash at the end. */
  readonly url: string
  /** With a `{tid}` hole for the token's own tenant. */
  readonly issuer: string
  readonly jwksUrl: string
  /** Lower case; undefined: any tenant whose admin signs in first. */
  readonly allowedTenants: ReadonlySet<string> | undefined
  /** Client ids, lower case, of apps besides ours and Microsoft's hosts whose tokens for our scope are taken. */
  readonly moreClients: readonly string[]
  /** Conditional Access authentication context (`c1`…`c99`) every token must have met; undefined: none is asked for. */
  readonly authContext: string | undefined
  /** Graph and Azure Resource Manager as browsers reach them: an admin's browser sets the connection up. */
  readonly graphUrl: string
  readonly armUrl: string
}

/** How the process reaches the internet through a proxy. Addresses may hold a password. */
export type ProxySettings = {
  readonly https: Secret | undefined
  /** For http addresses, and for https ones where `https` is not set. */
  readonly http: Secret | undefined
  /** Hosts that are reached directly, by commas; empty: none. */
  readonly noProxy: string
}

/** Addresses have no slash at the end, folders are absolute. */
export type Config = {
  readonly port: number
  readonly host: string
  readonly publicUrl: string
  readonly dataDir: string
  /** Undefined: the embedded database below `dataDir`. */
  readonly databaseUrl: Secret | undefined
  readonly archive: ArchiveLocation
  readonly masterKey: MasterKeyLocation
  /** With GRAPH_URL, LOGIN_URL and ARM_URL in it. */
  readonly cloud: Cloud
  readonly signIn: SignInSettings
  /** Undefined: straight. */
  readonly proxy: ProxySettings | undefined
  /** Addresses and networks whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed. */
  readonly trustedProxies: readonly string[]
  /** Origins besides Microsoft's own that may show the tab in a frame. */
  readonly frameAncestors: readonly string[]
  /** Of the app in Teams; undefined: links that are copied open in a browser. */
  readonly teamsAppId: string | undefined
  readonly role: 'all' | 'web' | 'worker'
  /** Where metrics and probes are answered on a port of their own; undefined: with everything else only. */
  readonly probes: { readonly port: number; readonly host: string } | undefined
  readonly logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent'
  readonly shutdownSeconds: number
  readonly graphExportPerSecond: number
  readonly graphRequestsPerSecond: number
  readonly backupLanes: number
  readonly exportLimits: { readonly days: number; readonly bytes: number; readonly count: number }
  readonly alerts: {
    /** Undefined: e-mail goes by Microsoft Graph, where the app may. */
    readonly smtpUrl: Secret | undefined
    readonly smtpFrom: string
    /** `host:port`, lower case: alerts reach them although they aren't https or public. */
    readonly allowedHosts: ReadonlySet<string>
  }
  /** Backups wait while less than this is free on a disk of this machine that they write to. */
  readonly diskReserveMb: number
}

export type ConfigFault = { readonly name: string; readonly wrong: string; readonly example: string }

export class ConfigError extends Error {
  readonly faults: readonly ConfigFault[]

  constructor(faults: readonly ConfigFault[]) {
    const lines = faults.map((fault) => `  ${fault.name} ${fault.wrong}, for example ${fault.example}`)
    super(['Chatvault can’t start with this environment:', ...lines, 'Nothing was started.'].join('\n'))
    this.name = 'ConfigError'
    this.faults = faults
  }
}

/** Throws one `ConfigError` that names everything that is wrong. An empty variable counts as not set. */
export function readConfig(environment: Environment): Config {
  const values = withoutEmpty(withProxies(environment))
  const parsed = Variables.safeParse(values)
  const faults = [...(parsed.success ? [] : faultsOf(parsed.error)), ...contradictionsIn(values)]
  if (!parsed.success || faults.length > 0) throw new ConfigError(faults)
  return Object.freeze(configOf(parsed.data))
}

/** Names of the variables that were read without the blanks or line ends around them (a .env file saved by Windows). */
export function trimmedNames(environment: Environment): string[] {
  return VARIABLE_NAMES.filter((name) => {
    const value = environment[name]
    return value?.trim() && value !== value.trim()
  })
}

// ── Sign-in roots ─────────────────────────────────────────────────────────────────────────────────────────────────

/** Where people sign in and tokens are issued. China's tokens name another host than its API has (facts: MSAL metadata). */
const SIGN_IN_ROOTS: Partial<Record<Cloud['name'], string>> = {
  china: 'https://login.partner.microsoftonline.cn',
}

function signInRoot(cloud: Cloud): string {
  const isCustom = cloud.loginUrl !== CLOUDS[cloud.name].loginUrl
  return (isCustom ? undefined : SIGN_IN_ROOTS[cloud.name]) ?? cloud.loginUrl
}

/** True for the login roots MSAL knows on its own. */
export function isMicrosoftLogin(url: string): boolean {
  const roots = [...Object.values(CLOUDS).map((cloud) => cloud.loginUrl), ...Object.values(SIGN_IN_ROOTS)]
  return roots.includes(url)
}

// ── Faults ───────────────────────────────────────────────────────────────────────────────────────────────────────

function faultsOf(error: z.ZodError): ConfigFault[] {
  return error.issues.map((issue) => fault(issue.path[0] as keyof Values, issue.message))
}

/** Values that are well made and do not go together. Looks at what is set only, so that it works beside other faults. */
function contradictionsIn(values: Environment): ConfigFault[] {
  const faults: ConfigFault[] = []
  if (values.MASTER_KEY_FILE && values.KEY_VAULT_KEY_URL) {
    faults.push(fault('KEY_VAULT_KEY_URL', 'and MASTER_KEY_FILE exclude each other: set one of them'))
  }
  if ((values.ROLE === 'web' || values.ROLE === 'worker') && !values.DATABASE_URL) {
    faults.push(fault('DATABASE_URL', 'must be set when ROLE is web or worker: they share one PostgreSQL'))
  }
  if (values.ROLE !== 'worker' && values.METRICS_PORT && values.METRICS_PORT === (values.PORT ?? '3978')) {
    faults.push(fault('METRICS_PORT', 'must differ from PORT'))
  }
  if (values.ARCHIVE_URL?.startsWith('azblob:') && !hasStorage(values)) {
    faults.push(
      fault('AZURE_STORAGE_ACCOUNT', 'or AZURE_STORAGE_CONNECTION_STRING must be set for azblob://'),
    )
  }
  return faults
}

function hasStorage(values: Environment): boolean {
  return Boolean(values.AZURE_STORAGE_ACCOUNT || values.AZURE_STORAGE_CONNECTION_STRING)
}

function fault(name: keyof Values, wrong: string): ConfigFault {
  return { name, wrong, example: EXAMPLES[name] }
}

// ── From variables to Config ─────────────────────────────────────────────────────────────────────────────────────

function configOf(values: Values): Config {
  const dataDir = path.resolve(values.DATA_DIR)
  const roots = { graphUrl: values.GRAPH_URL, loginUrl: values.LOGIN_URL, armUrl: values.ARM_URL }
  const cloud = cloudOf(values.M365_CLOUD, roots)
  return {
    port: values.PORT,
    host: values.HOST,
    publicUrl: values.PUBLIC_URL ?? `http://localhost:${values.PORT}`,
    dataDir,
    databaseUrl: secret(values.DATABASE_URL),
    archive: Object.freeze(archiveOf(values, dataDir)),
    masterKey: Object.freeze(masterKeyOf(values, dataDir)),
    cloud,
    signIn: Object.freeze(signInOf(values, cloud)),
    proxy: proxyOf(values),
    trustedProxies: Object.freeze(values.TRUST_PROXY),
    frameAncestors: Object.freeze(values.FRAME_ANCESTORS),
    teamsAppId: values.TEAMS_APP_ID,
    role: values.ROLE,
    probes: probesOf(values),
    logLevel: values.LOG_LEVEL,
    shutdownSeconds: values.SHUTDOWN_SECONDS,
    graphExportPerSecond: values.GRAPH_EXPORT_PER_SECOND,
    graphRequestsPerSecond: values.GRAPH_REQUESTS_PER_SECOND,
    backupLanes: values.BACKUP_LANES,
    exportLimits: { days: values.EXPORT_DAYS, bytes: values.EXPORT_MAX_GB * 1024 ** 3, count: 50 },
    alerts: Object.freeze(alertsOf(values)),
    diskReserveMb: values.DISK_RESERVE_MB,
  }
}

function probesOf({ METRICS_PORT: port, METRICS_HOST: host }: Values): Config['probes'] {
  return port === undefined ? undefined : Object.freeze({ port, host })
}

function archiveOf(values: Values, dataDir: string): ArchiveLocation {
  const url = values.ARCHIVE_URL ?? `file:${path.join(dataDir, 'archive')}`
  return {
    url: url.startsWith('file:') ? `file:${folderOf(url)}` : url,
    azure: Object.freeze({
      connectionString: secret(values.AZURE_STORAGE_CONNECTION_STRING),
      account: values.AZURE_STORAGE_ACCOUNT,
    }),
  }
}

function masterKeyOf(values: Values, dataDir: string): MasterKeyLocation {
  if (values.KEY_VAULT_KEY_URL) return { kind: 'key-vault', url: values.KEY_VAULT_KEY_URL }
  return { kind: 'file', path: path.resolve(values.MASTER_KEY_FILE ?? path.join(dataDir, 'master.key')) }
}

/** Mail from no one in particular comes from the machine that people know Chatvault by. */
function alertsOf(values: Values): Config['alerts'] {
  const { hostname } = new URL(values.PUBLIC_URL ?? 'http://localhost')
  return {
    smtpUrl: secret(values.SMTP_URL),
    smtpFrom: values.SMTP_FROM ?? `Chatvault <chatvault@${hostname}>`,
    allowedHosts: new Set(values.ALERT_ALLOWED_HOSTS),
  }
}

/** A custom login root issues its own tokens, so issuer and keys follow it unless they are named. */
function signInOf(values: Values, cloud: Cloud): SignInSettings {
  const root = signInRoot(cloud)
  return {
    clientId: values.TAB_CLIENT_ID,
    url: values.SIGNIN_URL ?? root,
    issuer: values.SIGNIN_ISSUER ?? `${root}/{tid}/v2.0`,
    jwksUrl: values.SIGNIN_JWKS_URL ?? `${root}/common/discovery/v2.0/keys`,
    allowedTenants: values.ALLOWED_TENANTS && new Set(values.ALLOWED_TENANTS),
    moreClients: values.SIGNIN_CLIENTS,
    authContext: values.SIGNIN_AUTH_CONTEXT,
    graphUrl: values.SIGNIN_GRAPH_URL ?? cloud.graphUrl,
    armUrl: values.SIGNIN_ARM_URL ?? cloud.armUrl,
  }
}

function proxyOf(values: Values): ProxySettings | undefined {
  const [https, http] = [secret(values.HTTPS_PROXY), secret(values.HTTP_PROXY)]
  return https || http ? Object.freeze({ https, http, noProxy: values.NO_PROXY ?? '' }) : undefined
}

function withoutEmpty(environment: Environment): Environment {
  const trimmed = Object.entries(environment).map(([name, value]) => [name, value?.trim()])
  return Object.fromEntries(trimmed.filter(([, value]) => value))
}

/** Everyone else's programs read these in small letters too; in capitals they go first here, as they do in Azure's SDK. */
function withProxies(environment: Environment): Environment {
  const names = ['HTTPS_PROXY', 'HTTP_PROXY', 'NO_PROXY'] as const
  const read = names.map((name) => [name, environment[name]?.trim() || environment[name.toLowerCase()]])
  return { ...environment, ...Object.fromEntries(read) }
}

function secret(value: string | undefined): Secret | undefined {
  return value === undefined ? undefined : new Secret(value)
}

/** `file:./data`, `file:/data` and `file:///data` all name a folder. */
function folderOf(url: string): string {
  return url.startsWith('file://') ? fileURLToPath(url) : path.resolve(url.slice('file:'.length))
}
