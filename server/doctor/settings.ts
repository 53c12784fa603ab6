/** Settings as they may be shown to others: what can hold a secret is hidden, whole or in part. */
import { VARIABLE_NAMES, type Values } from '../config/variables.ts'
import { scrub } from '../process/logging.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** `address`: without user, password and query. A name that's new doesn't compile until someone has decided. */
const SHOWN: Readonly<Record<keyof Values, 'shown' | 'address' | 'hidden'>> = {
  PORT: 'shown',
  HOST: 'shown',
  PUBLIC_URL: 'address',
  DATA_DIR: 'shown',
  DATABASE_URL: 'address',
  ARCHIVE_URL: 'address',
  AZURE_STORAGE_CONNECTION_STRING: 'hidden',
  AZURE_STORAGE_ACCOUNT: 'shown',
  MASTER_KEY_FILE: 'shown',
  KEY_VAULT_KEY_URL: 'address',
  M365_CLOUD: 'shown',
  GRAPH_URL: 'address',
  LOGIN_URL: 'address',
  ARM_URL: 'address',
  TAB_CLIENT_ID: 'shown',
  SIGNIN_URL: 'address',
  SIGNIN_ISSUER: 'address',
  SIGNIN_JWKS_URL: 'address',
  SIGNIN_GRAPH_URL: 'address',
  SIGNIN_ARM_URL: 'address',
  SIGNIN_AUTH_CONTEXT: 'shown',
  ALLOWED_TENANTS: 'shown',
  SIGNIN_CLIENTS: 'shown',
  TRUST_PROXY: 'shown',
  HTTPS_PROXY: 'address',
  HTTP_PROXY: 'address',
  NO_PROXY: 'shown',
  FRAME_ANCESTORS: 'shown',
  TEAMS_APP_ID: 'shown',
  ROLE: 'shown',
  METRICS_PORT: 'shown',
  METRICS_HOST: 'shown',
  LOG_LEVEL: 'shown',
  SHUTDOWN_SECONDS: 'shown',
  GRAPH_EXPORT_PER_SECOND: 'shown',
  GRAPH_REQUESTS_PER_SECOND: 'shown',
  BACKUP_LANES: 'shown',
  EXPORT_DAYS: 'shown',
  EXPORT_MAX_GB: 'shown',
  DISK_RESERVE_MB: 'shown',
  SMTP_URL: 'address',
  SMTP_FROM: 'shown',
  ALERT_ALLOWED_HOSTS: 'shown',
}

/** By name, those that are set. The values of `faulty` ones are hidden, because a secret may be in the wrong place. */
export function shownSettings(environment: Environment, faulty: readonly string[]): Record<string, string> {
  const set = VARIABLE_NAMES.map((name) => [name, given(name, environment)] as const)
  return Object.fromEntries(
    set
      .filter(([, value]) => value !== '')
      .map(([name, value]) => [name, faulty.includes(name) ? '[hidden: not valid]' : shown(name, value)]),
  )
}

/** Proxies are read in small letters too. */
function given(name: keyof Values, environment: Environment): string {
  const small = name.endsWith('_PROXY') ? environment[name.toLowerCase()] : undefined
  return (environment[name]?.trim() || small?.trim()) ?? ''
}

function shown(name: keyof Values, value: string): string {
  if (SHOWN[name] === 'hidden') return '[hidden]'
  return scrub(SHOWN[name] === 'address' ? withoutSecrets(value) : value)
}

function withoutSecrets(address: string): string {
  const url = URL.parse(address)
  if (url === null) return '[hidden]'
  const user = url.username || url.password ? '[hidden]@' : ''
  return `${url.protocol}${url.host ? `//${user}${url.host}` : ''}${decodeURI(url.pathname).replace(/\/$/, '')}`
}
