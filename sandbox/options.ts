import { parseArgs } from 'node:util'
import { GUID } from './guid.ts'

/** What can go wrong on purpose; names as in the project's contract, section 4. */
export const FAULT_KINDS = ['429', '503', '504', 'reset', 'truncated', 'loop', 'expired-cursor'] as const
export type FaultKind = (typeof FAULT_KINDS)[number]

/** `provisioningState` of a billing account; Learn names no other. */
const ACCOUNT_OUTCOMES = ['Succeeded', 'Failed', 'Canceled'] as const
export type AccountOutcome = (typeof ACCOUNT_OUTCOMES)[number]

/** Milliseconds since the epoch. */
export type Clock = () => number

export interface SandboxOptions {
  /** TLS port; 0 takes any free one. */
  port?: number | undefined
  /** Plain-http port for browsers; default port + 1, or any free one when `port` is 0. */
  httpPort?: number | undefined
  /** Address to listen on; default loopback only. */
  host?: string | undefined
  /** Everything made up follows from it. */
  seed?: number | undefined
  /** Enabled members with a mailbox; guests, leavers and rooms come on top. */
  users?: number | undefined
  /** Messages in all threads together. */
  messages?: number | undefined
  /** Members of a group, on average; a few groups are much larger. */
  groupSize?: number | undefined
  /** Added to every Graph answer. */
  latencyMs?: number | undefined
  /** Export requests per second per app; also switches the other published limits on. 0 = no limits. */
  throttleRps?: number | undefined
  faults?: readonly FaultKind[] | undefined
  /** Share of Graph requests that meet one of `faults`. */
  faultRate?: number | undefined
  metering?: 'off' | 'legacy' | undefined
  /** In legacy metering an empty answer costs one message (older licence text). */
  chargeEmptyLists?: boolean | undefined
  tenantId?: string | undefined
  /** Where ca.pem and the app certificate go; default a temporary folder, removed at close. */
  dir?: string | undefined
  clock?: Clock | undefined
  /** Origins, besides this machine's, whose pages Entra may send people back to. */
  redirectOrigins?: readonly string[] | undefined
  /** How long a new app, service principal or role assignment remains unseen by other calls. */
  replicationMs?: number | undefined
  /** How long registering a resource provider in Azure takes. */
  registrationMs?: number | undefined
  /** How long making a billing account in Azure takes. */
  accountMs?: number | undefined
  /** How making a billing account in Azure ends. */
  accountOutcome?: AccountOutcome | undefined
  /** How long Graph takes to hear that an app's billing is linked. */
  billingDelayMs?: number | undefined
  /** The tenant's app management policy: whether apps may have new client secrets. */
  appSecrets?: 'allowed' | 'forbidden' | undefined
  /** The same policy: how long a client secret may live; 0 = as long as one likes. */
  secretMaxDays?: number | undefined
  /** Share of export pages with fewer rows than asked although more follow. */
  shortPageRate?: number | undefined
  /** Share of export pages that are empty although more follow. */
  emptyPageRate?: number | undefined
  /**
   * `stable`: a walk sees the list as it was at its first page. `live`: offsets run over the mailbox as it is now,
   * so a change in progress may shift rows past the reader.
   */
  paging?: 'stable' | 'live' | undefined
}

/** Members of a group where nothing else is asked for. */
export const USUAL_GROUP = 5.5

/** Options with nothing left open. */
export type Settings = { [K in keyof SandboxOptions]-?: Exclude<SandboxOptions[K], undefined> }

/** Fills defaults; throws one Error naming every bad value. */
export function settle(options: SandboxOptions): Settings {
  const port = options.port ?? 8443
  const settings: Settings = {
    port,
    httpPort: options.httpPort ?? (port === 0 ? 0 : port + 1),
    host: options.host ?? '127.0.0.1',
    seed: options.seed ?? 1,
    users: options.users ?? 25,
    messages: options.messages ?? 2000,
    groupSize: options.groupSize ?? USUAL_GROUP,
    latencyMs: options.latencyMs ?? 0,
    throttleRps: options.throttleRps ?? 0,
    faults: options.faults ?? [],
    faultRate: options.faultRate ?? (options.faults?.length ? 0.02 : 0),
    metering: options.metering ?? 'off',
    chargeEmptyLists: options.chargeEmptyLists ?? false,
    tenantId: options.tenantId?.toLowerCase() ?? '',
    dir: options.dir ?? '',
    redirectOrigins: options.redirectOrigins ?? [],
    replicationMs: options.replicationMs ?? 0,
    registrationMs: options.registrationMs ?? 1500,
    accountMs: options.accountMs ?? 1000,
    accountOutcome: options.accountOutcome ?? 'Succeeded',
    billingDelayMs: options.billingDelayMs ?? 0,
    appSecrets: options.appSecrets ?? 'allowed',
    secretMaxDays: options.secretMaxDays ?? 0,
    clock: options.clock ?? Date.now,
    shortPageRate: options.shortPageRate ?? 0.03,
    emptyPageRate: options.emptyPageRate ?? 0.01,
    paging: options.paging ?? 'stable',
  }
  return checked(settings)
}

/** The switches that may be turned while the sandbox runs. */
const KNOBS = [
  'latencyMs',
  'throttleRps',
  'faults',
  'faultRate',
  'metering',
  'chargeEmptyLists',
  'shortPageRate',
  'emptyPageRate',
  'paging',
  'replicationMs',
  'registrationMs',
  'accountMs',
  'accountOutcome',
  'billingDelayMs',
  'appSecrets',
  'secretMaxDays',
] as const
export type Knobs = Pick<SandboxOptions, (typeof KNOBS)[number]>

/** Turns switches of running settings; throws for unknown names and bad values, and then nothing has changed. */
export function turn(settings: Settings, knobs: Knobs): void {
  const given = Object.entries(knobs).filter(([, value]) => value !== undefined)
  const unknown = given.find(([name]) => !KNOBS.includes(name as (typeof KNOBS)[number]))
  if (unknown) throw new Error(`sandbox: no switch ${unknown[0]}; there are ${KNOBS.join(', ')}`)
  Object.assign(settings, checked({ ...settings, ...Object.fromEntries(given) }))
}

function checked(settings: Settings): Settings {
  const complaints = complaintsAbout(settings)
  if (complaints.length > 0) throw new Error(`sandbox: ${complaints.join('; ')}`)
  return settings
}

function complaintsAbout(s: Settings): string[] {
  const complaints: string[] = []
  const whole = (name: string, value: number, low: number, high: number) => {
    if (!Number.isInteger(value) || value < low || value > high)
      complaints.push(`${name} must be a whole number from ${low} to ${high}`)
  }
  whole('--port', s.port, 0, 65535)
  whole('--http-port', s.httpPort, 0, 65535)
  whole('--seed', s.seed, -2147483648, 4294967295)
  whole('--users', s.users, 1, 20_000)
  whole('--messages', s.messages, 0, 5_000_000)
  if (!(s.groupSize >= 3 && s.groupSize <= 30)) complaints.push('--group-size must be from 3 to 30')
  whole('--latency-ms', s.latencyMs, 0, 600_000)
  whole('--replication-ms', s.replicationMs, 0, 600_000)
  whole('--registration-ms', s.registrationMs, 0, 600_000)
  whole('--account-ms', s.accountMs, 0, 600_000)
  whole('--billing-delay-ms', s.billingDelayMs, 0, 86_400_000)
  whole('--secret-max-days', s.secretMaxDays, 0, 36_500)
  whole('--throttle-rps', s.throttleRps, 0, 1_000_000)
  for (const kind of s.faults)
    if (!FAULT_KINDS.includes(kind))
      complaints.push(`--faults knows ${FAULT_KINDS.join(', ')}, not "${kind}"`)
  for (const [name, rate] of Object.entries({
    '--fault-rate': s.faultRate,
    '--short-page-rate': s.shortPageRate,
    '--empty-page-rate': s.emptyPageRate,
  }))
    if (!(rate >= 0 && rate <= 1)) complaints.push(`${name} must be between 0 and 1`)
  if (!['off', 'legacy'].includes(s.metering)) complaints.push('--metering is off or legacy')
  if (!ACCOUNT_OUTCOMES.includes(s.accountOutcome))
    complaints.push(`--account-outcome is ${ACCOUNT_OUTCOMES.join(', ')}`)
  if (!['allowed', 'forbidden'].includes(s.appSecrets))
    complaints.push('--app-secrets is allowed or forbidden')
  if (!['stable', 'live'].includes(s.paging)) complaints.push('--paging is stable or live')
  for (const origin of s.redirectOrigins)
    if (!URL.canParse(origin) || new URL(origin).origin !== origin)
      complaints.push(`--redirect-origins has "${origin}", which is no scheme and host alone`)
  if (s.tenantId !== '' && !GUID.test(s.tenantId)) complaints.push('--tenant-id must be a GUID')
  return complaints
}

export const USAGE = `npm run sandbox -- [switches]      a simulated Microsoft 365 tenant alone

  --port N              TLS port (8443)            --http-port N         plain http for browsers (port + 1)
  --seed N              same seed, same tenant (1) --tenant-id GUID      instead of the seed's own
  --users N             people with a mailbox (25) --messages N          in all chats together (2000)
  --group-size N        members of a group, on average (5.5)
  --latency-ms N        added to each Graph answer --throttle-rps N      export limit per second; 0 = none
  --faults a,b,c        ${FAULT_KINDS.join(',')}
  --fault-rate 0.02     share of Graph requests that meet a fault
  --metering off|legacy --charge-empty-lists       legacy: an empty answer costs one message
  --short-page-rate R   --empty-page-rate R        --paging stable|live
  --host ADDRESS        127.0.0.1 by default
  --redirect-origins a,b  Entra sends people back there too
  --replication-ms N    new apps and roles are seen after that long
  --registration-ms N   --account-ms N             --billing-delay-ms N  how long Azure takes
  --account-outcome Succeeded|Failed|Canceled      how creating a billing account ends
  --app-secrets allowed|forbidden                  --secret-max-days N   the tenant's app management policy
  --measure             drain all mailboxes from another process, print the speed, exit
  --dir FOLDER          where ca.pem and the app's certificate go
  --help`

/** Reads command-line switches; throws one Error with a clear message for bad ones. */
export function parseOptions(argv: readonly string[]): SandboxOptions | 'help' {
  const text = { type: 'string' } as const
  const { values } = parseArgs({
    args: [...argv],
    options: {
      port: text,
      'http-port': text,
      host: text,
      seed: text,
      users: text,
      messages: text,
      'group-size': text,
      'latency-ms': text,
      'throttle-rps': text,
      faults: text,
      'fault-rate': text,
      metering: text,
      'charge-empty-lists': { type: 'boolean' },
      'tenant-id': text,
      dir: text,
      'redirect-origins': text,
      'replication-ms': text,
      'registration-ms': text,
      'account-ms': text,
      'account-outcome': text,
      'billing-delay-ms': text,
      'app-secrets': text,
      'secret-max-days': text,
      'short-page-rate': text,
      'empty-page-rate': text,
      paging: text,
      help: { type: 'boolean', short: 'h' },
    },
  })
  if (values.help) return 'help'
  return {
    port: number(values.port),
    httpPort: number(values['http-port']),
    host: values.host,
    seed: number(values.seed),
    users: number(values.users),
    groupSize: number(values['group-size']),
    messages: number(values.messages),
    latencyMs: number(values['latency-ms']),
    throttleRps: number(values['throttle-rps']),
    faults: list(values.faults) as FaultKind[] | undefined,
    faultRate: number(values['fault-rate']),
    metering: values.metering as SandboxOptions['metering'],
    chargeEmptyLists: values['charge-empty-lists'],
    tenantId: values['tenant-id'],
    dir: values.dir,
    replicationMs: number(values['replication-ms']),
    registrationMs: number(values['registration-ms']),
    accountMs: number(values['account-ms']),
    accountOutcome: values['account-outcome'] as SandboxOptions['accountOutcome'],
    billingDelayMs: number(values['billing-delay-ms']),
    appSecrets: values['app-secrets'] as SandboxOptions['appSecrets'],
    secretMaxDays: number(values['secret-max-days']),
    redirectOrigins: list(values['redirect-origins']),
    shortPageRate: number(values['short-page-rate']),
    emptyPageRate: number(values['empty-page-rate']),
    paging: values.paging as SandboxOptions['paging'],
  }
}

/** NaN for text that is no number, so that `settle` names the switch. */
function number(text: string | undefined): number | undefined {
  return text === undefined ? undefined : text.trim() === '' ? Number.NaN : Number(text)
}

function list(text: string | undefined): string[] | undefined {
  return text
    ?.split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '' && word !== 'none')
}
