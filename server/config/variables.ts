/** Every variable of the environment: what it may be, what it is when it isn’t set, and an example. */
import { z } from 'zod'
import { GUID, isGuid } from '../domain/guid.ts'
import {
  isArchiveUrl,
  isHostWithPort,
  isNetwork,
  isOrigin,
  isProxyAddress,
  isSafeAddress,
  isSender,
  isStorageAccount,
  isUrlOf,
  listOf,
  withoutSlash,
} from './values.ts'

/** Stands in .env.example where an operator's own id goes; no app has it. */
const PLACEHOLDER = '00000000-0000-0000-0000-000000000000'

/** https everywhere; http where no one but this machine listens. No slash at the end. */
const address = z
  .string()
  .refine(isSafeAddress, 'must be an https address (http only for localhost) without query or fragment')
  .transform(withoutSlash)

/** Secrets and Graph tokens go there: https also on this machine. */
const httpsRoot = z
  .string()
  .refine(
    (text) => isSafeAddress(text) && text.startsWith('https:'),
    'must be an https address without query',
  )
  .transform(withoutSlash)

const issuer = z
  .string()
  .refine((text) => text.includes('{tid}'), 'must have {tid} in place of the tenant ID')
  .refine((text) => isSafeAddress(text.replaceAll('{tid}', 'tid')), 'must be an https address')

function guids(what: string) {
  return z
    .string()
    .transform(listOf)
    .refine((ids) => ids.length > 0 && ids.every((id) => isGuid(id)), `must list ${what} (GUIDs)`)
    .transform((ids) => ids.map((id) => id.toLowerCase()))
}

const proxyAddress = z
  .string()
  .refine(isProxyAddress, 'must be the http:// or https:// address of a proxy, without a path')

const networks = z
  .string()
  .transform(listOf)
  .refine((list) => list.every(isNetwork), 'must list IP addresses or networks (CIDR)')

const origins = z
  .string()
  .transform(listOf)
  .refine((list) => list.every(isOrigin), 'must list origins (scheme, host and port, nothing after)')
  // A host is believed when it hands over a token: one that anyone can have must not be one.
  .refine((list) => !list.some((text) => text.includes('*')), 'must name each origin in full, without *')

const hostsWithPorts = z
  .string()
  .transform((text) => listOf(text.toLowerCase()))
  .refine((list) => list.every(isHostWithPort), 'must list hosts with their ports (host:port)')

function oneOf<const T extends readonly [string, ...string[]]>(words: T) {
  return z.enum(words, `must be one of ${words.join(', ')}`)
}

function whole(low: number, high: number) {
  const wrong = `must be a whole number from ${low} to ${high}`
  return z
    .string()
    .regex(/^\d{1,9}$/, wrong)
    .transform(Number)
    .refine((value) => value >= low && value <= high, wrong)
}

export const Variables = z.object({
  PORT: whole(1, 65_535).default(3978),
  HOST: z.string().regex(/^\S+$/, 'must be a host name or an IP address').default('127.0.0.1'),
  PUBLIC_URL: address.optional(),
  DATA_DIR: z.string().default('./data'),
  DATABASE_URL: z
    .string()
    .refine((text) => isUrlOf(text, ['postgres:', 'postgresql:']), 'must be a PostgreSQL address')
    .optional(),
  ARCHIVE_URL: z.string().refine(isArchiveUrl, 'must begin with file: or be azblob://container').optional(),
  AZURE_STORAGE_CONNECTION_STRING: z.string().optional(),
  AZURE_STORAGE_ACCOUNT: z
    .string()
    .refine(isStorageAccount, 'must be the name or the https address of a storage account')
    .optional(),
  MASTER_KEY_FILE: z.string().optional(),
  KEY_VAULT_KEY_URL: address.optional(),
  M365_CLOUD: oneOf(['global', 'gcc-high', 'dod', 'china']).default('global'),
  GRAPH_URL: httpsRoot.optional(),
  LOGIN_URL: httpsRoot.optional(),
  ARM_URL: httpsRoot.optional(),
  TAB_CLIENT_ID: z
    .string('must be the client ID of the sign-in app (a GUID)')
    .regex(GUID, 'must be the client ID of the sign-in app (a GUID)')
    .refine(
      (id) => id !== PLACEHOLDER,
      'is still the placeholder of .env.example: enter the client ID of your sign-in app',
    ),
  SIGNIN_URL: address.optional(),
  SIGNIN_ISSUER: issuer.optional(),
  SIGNIN_JWKS_URL: address.optional(),
  SIGNIN_GRAPH_URL: address.optional(),
  SIGNIN_ARM_URL: address.optional(),
  SIGNIN_AUTH_CONTEXT: z
    .string()
    .regex(/^c[1-9]\d?$/, 'must be the id of an authentication context, c1 to c99')
    .optional(),
  ALLOWED_TENANTS: guids('tenant ids').optional(),
  SIGNIN_CLIENTS: guids('client ids').default([]),
  TRUST_PROXY: networks.default(['127.0.0.0/8', '::1/128']),
  HTTPS_PROXY: proxyAddress.optional(),
  HTTP_PROXY: proxyAddress.optional(),
  NO_PROXY: z.string().optional(),
  FRAME_ANCESTORS: origins.default([]),
  TEAMS_APP_ID: z.string().regex(GUID, 'must be the id of the app in Teams (a GUID)').optional(),
  ROLE: oneOf(['all', 'web', 'worker']).default('all'),
  METRICS_PORT: whole(1, 65_535).optional(),
  METRICS_HOST: z.string().regex(/^\S+$/, 'must be a host name or an IP address').default('127.0.0.1'),
  LOG_LEVEL: oneOf(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  SHUTDOWN_SECONDS: whole(1, 3600).default(20),
  GRAPH_EXPORT_PER_SECOND: whole(1, 100_000).default(200),
  GRAPH_REQUESTS_PER_SECOND: whole(1, 100_000).default(30),
  BACKUP_LANES: whole(1, 1000).default(40),
  EXPORT_DAYS: whole(1, 365).default(7),
  EXPORT_MAX_GB: whole(1, 100_000).default(20),
  DISK_RESERVE_MB: whole(0, 1_000_000).default(512),
  SMTP_URL: z
    .string()
    .refine((text) => isUrlOf(text, ['smtp:', 'smtps:']), 'must be an smtp:// or smtps:// address')
    .optional(),
  SMTP_FROM: z
    .string()
    .refine(isSender, 'must be an e-mail address, with or without a name before it')
    .optional(),
  ALERT_ALLOWED_HOSTS: hostsWithPorts.default([]),
})
export type Values = z.output<typeof Variables>

/** The names this product reads, for documentation and tests. */
export const VARIABLE_NAMES = Object.keys(Variables.shape) as readonly (keyof Values)[]

export const EXAMPLES: Record<keyof Values, string> = {
  PORT: '3978',
  HOST: '127.0.0.1',
  PUBLIC_URL: 'https://chatvault.contoso.com',
  DATA_DIR: './data',
  DATABASE_URL: 'postgres://chatvault@db.contoso.com/chatvault',
  ARCHIVE_URL: 'file:./data/archive or azblob://chatvault',
  AZURE_STORAGE_CONNECTION_STRING: 'the connection string the Azure portal shows',
  AZURE_STORAGE_ACCOUNT: 'contosochats',
  MASTER_KEY_FILE: './data/master.key',
  KEY_VAULT_KEY_URL: 'https://contoso.vault.azure.net/keys/chatvault',
  M365_CLOUD: 'global',
  GRAPH_URL: 'https://graph.microsoft.com',
  LOGIN_URL: 'https://login.microsoftonline.com',
  ARM_URL: 'https://management.azure.com',
  TAB_CLIENT_ID: '0f3e1c52-5b1d-4a7e-9a55-3f2d1c0b9a88',
  SIGNIN_URL: 'https://login.microsoftonline.com',
  SIGNIN_ISSUER: 'https://login.microsoftonline.com/{tid}/v2.0',
  SIGNIN_JWKS_URL: 'https://login.microsoftonline.com/common/discovery/v2.0/keys',
  SIGNIN_GRAPH_URL: 'https://graph.microsoft.com',
  SIGNIN_ARM_URL: 'https://management.azure.com',
  SIGNIN_AUTH_CONTEXT: 'c1',
  ALLOWED_TENANTS: '72f988bf-86f1-41af-91ab-2d7cd011db47',
  SIGNIN_CLIENTS: '5e3ce6c0-2b1f-4285-8d4b-75ee78787346',
  TRUST_PROXY: '10.0.0.4,10.1.0.0/16',
  HTTPS_PROXY: 'http://proxy.contoso.com:8080',
  HTTP_PROXY: 'http://proxy.contoso.com:8080',
  NO_PROXY: 'db.contoso.com,.blob.core.windows.net',
  FRAME_ANCESTORS: 'https://contoso.sharepoint.com',
  TEAMS_APP_ID: '5b2f6a0e-8c1d-4e3f-9a7b-6d5c4b3a2f10',
  ROLE: 'all',
  METRICS_PORT: '9464',
  METRICS_HOST: '127.0.0.1',
  LOG_LEVEL: 'info',
  SHUTDOWN_SECONDS: '20',
  GRAPH_EXPORT_PER_SECOND: '200',
  GRAPH_REQUESTS_PER_SECOND: '30',
  BACKUP_LANES: '40',
  EXPORT_DAYS: '7',
  EXPORT_MAX_GB: '20',
  DISK_RESERVE_MB: '512',
  SMTP_URL: 'smtps://alerts:password@mail.contoso.com',
  SMTP_FROM: 'Chatvault <chatvault@contoso.com>',
  ALERT_ALLOWED_HOSTS: 'relay.contoso.com:8080,127.0.0.1:9000',
}
