import { Azure } from './arm/azure.ts'
import type { ArmContext } from './arm/context.ts'
import { armDoor, isArm } from './arm/door.ts'
import { ARM_TOKENS } from './arm/tokens.ts'
import { type CertificateFolder, openCertificates } from './certificates/authority.ts'
import { Control } from './control.ts'
import { entraDoor } from './entra/door.ts'
import { Entra, type TokenChange } from './entra/entra.ts'
import { peek } from './entra/keys.ts'
import { Redirects } from './entra/redirects.ts'
import { Sessions } from './entra/sessions.ts'
import { Faults } from './faults.ts'
import { Access } from './graph/access.ts'
import type { GraphContext } from './graph/context.ts'
import { graphDoor } from './graph/door.ts'
import { ExportLists } from './graph/export-lists.ts'
import { Oddities } from './graph/oddities.ts'
import { downloadReport } from './graph/reports.ts'
import type { Call } from './http/call.ts'
import { preflight, readableAnywhere } from './http/cors.ts'
import { type Listener, listen } from './http/listener.ts'
import { json, type Reply } from './http/reply.ts'
import { Meter } from './metering.ts'
import { type SandboxOptions, type Settings, settle } from './options.ts'
import { sandboxDoor } from './sandbox-door.ts'
import type { Operator } from './tenant/people.ts'
import { seedTenant } from './tenant/seed.ts'
import type { Tenant } from './tenant/tenant.ts'
import { Throttle } from './throttle.ts'
import { type Truth, truthOf } from './truth.ts'

/** A running Microsoft 365 tenant. */
export interface Sandbox {
  /** Entra, Graph and Azure Resource Manager over TLS: `https://localhost:PORT`. */
  readonly url: string
  /** Entra, and Graph and Azure with people's tokens, for browsers that do not know the CA: `http://localhost:PORT`. */
  readonly httpUrl: string
  /** PEM of the CA, for NODE_EXTRA_CA_CERTS. */
  readonly caFile: string
  readonly tenantId: string
  /** The tab's sign-in app. */
  readonly signIn: {
    readonly clientId: string
    /** In the tokens; the same for both addresses. */
    readonly issuer: string
    /** Over plain http; replace `httpUrl` by `url` for TLS. The same holds for the next three. */
    readonly jwksUrl: string
    readonly authorizeUrl: string
    readonly tokenUrl: string
    readonly logoutUrl: string
    /** `api://<host>/<clientId>/access_as_user` with the host left to you; `access_as_user` is what counts. */
    readonly scope: string
  }
  /** The backup app, consented to. */
  readonly app: {
    readonly clientId: string
    readonly clientSecret: string
    /** Certificate and private key. */
    readonly certificatePem: string
  }
  readonly operators: readonly Operator[]
  /** The truth in process. */
  readonly tenant: Tenant
  readonly control: Control
  /** An access token for the tab's API, without a browser. `who`: id, sign-in name, full or first name. */
  operatorToken(who: string, change?: TokenChange): string
  /** A delegated Graph token, which the export refuses with 412. */
  delegatedToken(who: string, scopes?: readonly string[]): string
  /** A delegated token for Azure Resource Manager. */
  azureToken(who: string): string
  /** An app-only Graph token. */
  appToken(): string
  truth(): Truth
  close(): Promise<void>
}

/** Makes the tenant and serves it. Rejects with one clear message when an option is wrong or a port is taken. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const settings = settle(options)
  const { clock, host } = settings
  const tenant = seedTenant({ ...settings, now: clock() })
  const certificates = await openCertificates(settings.dir)
  const redirects = new Redirects(settings.redirectOrigins)
  const knobs = { ...settings }
  const entra = new Entra(tenant, certificates.appPem, clock, redirects, knobs)
  const graph = graphContext(knobs, tenant, entra)
  const sessions = new Sessions(clock)
  const arm: ArmContext = {
    azure: new Azure(tenant.seed, tenant.people.operators[0]?.person),
    access: new Access(entra, ARM_TOKENS),
    entra,
    knobs,
    clock,
    requests: graph.requests,
  }
  const control = new Control(graph, sessions, arm.azure)
  const book = (reply: Reply) => {
    if (reply.charge) graph.meter.book(reply.charge.appId, reply.charge.rows)
  }
  const services = { graph, arm, entra, sessions, control }
  const whole = (call: Call) => front(services, call)
  const browser = (call: Call) => inTheClear(call) ?? front(services, call)
  const secure = await listen({ host, port: settings.port }, certificates.server, clock, whole, book)
  const plain = await listen({ host, port: settings.httpPort }, undefined, clock, browser, book).catch(
    async (error: unknown) => {
      await secure.close()
      throw error
    },
  )
  entra.url = `https://localhost:${secure.port}`
  return describe(entra, graph, arm.azure, control, certificates, secure, plain)
}

function graphContext(knobs: Settings, tenant: Tenant, entra: Entra): GraphContext {
  const { clock } = knobs
  return {
    tenant,
    entra,
    knobs,
    clock,
    access: new Access(entra),
    meter: new Meter(knobs, clock),
    faults: new Faults(knobs),
    oddities: new Oddities(),
    throttle: new Throttle(),
    lists: new ExportLists(clock),
    mails: [],
    mailRules: { allowedSenders: undefined, grantedSenders: new Set() },
    requests: new Map(),
  }
}

/** What plain http refuses: the sandbox's own calls, and everything an app does as itself. */
function inTheClear(call: Call): Reply | undefined {
  if (call.lower[0] === '_sandbox') return notHere(call)
  const token = /^Bearer (.+)$/i.exec(call.headers.authorization ?? '')?.[1]
  if (token === undefined || peek(token)?.idtyp !== 'app') return undefined
  const message = 'The sandbox takes the tokens of people over plain http, and those of apps over TLS only.'
  return json(403, { error: { code: 'Forbidden', message } })
}

interface Services {
  readonly graph: GraphContext
  readonly arm: ArmContext
  readonly entra: Entra
  readonly sessions: Sessions
  readonly control: Control
}

/** Graph, Azure, the sandbox's own calls, Entra. */
async function front({ graph, arm, entra, sessions, control }: Services, call: Call): Promise<Reply> {
  const [first] = call.lower
  if (first === '_sandbox') return sandboxDoor(graph, arm.azure, control, call)
  if (first === 'data' && call.lower[1] === 'download') return downloadReport(graph, call)
  if (first === 'v1.0' || isArm(call)) {
    if (call.method === 'OPTIONS') return preflight(call)
    const reply = first === 'v1.0' ? graphDoor(graph, call) : armDoor(arm, call)
    return readableAnywhere(call, control.delayed(call, reply))
  }
  const kind = call.lower.at(-1) === 'token' ? 'token' : 'sign-in'
  graph.requests.set(kind, (graph.requests.get(kind) ?? 0) + 1)
  return (await entraDoor(entra, sessions, call)) ?? notHere(call)
}

function notHere(call: Call): Reply {
  return json(404, {
    error: { code: 'NotFound', message: `The sandbox does not serve ${call.method} ${call.url}` },
  })
}

function describe(
  entra: Entra,
  graph: GraphContext,
  azure: Azure,
  control: Control,
  certificates: CertificateFolder,
  secure: Listener,
  plain: Listener,
): Sandbox {
  const httpUrl = `http://localhost:${plain.port}`
  const root = `${httpUrl}/${entra.tenant.id}`
  const operator = (who: string): Operator => {
    const found = entra.findOperator(who)
    if (!found) throw new Error(`sandbox: nobody called ${who} signs in here`)
    return found
  }
  return {
    url: entra.url,
    httpUrl,
    caFile: certificates.caFile,
    tenantId: entra.tenant.id,
    signIn: {
      clientId: entra.signIn.clientId,
      issuer: entra.issuer(),
      jwksUrl: `${root}/discovery/v2.0/keys`,
      authorizeUrl: `${root}/oauth2/v2.0/authorize`,
      tokenUrl: `${root}/oauth2/v2.0/token`,
      logoutUrl: `${root}/oauth2/v2.0/logout`,
      scope: `api://localhost/${entra.signIn.clientId}/access_as_user`,
    },
    app: {
      clientId: entra.backup.clientId,
      clientSecret: entra.backupSecret,
      certificatePem: certificates.appPem,
    },
    operators: entra.tenant.people.operators,
    tenant: entra.tenant,
    control,
    operatorToken: (who, change) => entra.operatorToken(operator(who), change),
    delegatedToken: (who, scopes = []) =>
      entra.graphUserToken(operator(who).person, entra.signIn.clientId, scopes),
    azureToken: (who) => entra.armUserToken(operator(who).person, entra.signIn.clientId),
    appToken: () => entra.graphAppToken(entra.backup, 'secret'),
    truth: () => truthOf(graph, azure),
    close: async () => {
      await Promise.all([secure.close(), plain.close()])
      certificates.remove()
    },
  }
}
