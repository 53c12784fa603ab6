import { createHash, randomUUID } from 'node:crypto'
import type { Clock } from '../options.ts'
import { Random } from '../random.ts'
import { DOMAIN, INITIAL_DOMAIN, type Operator, type Person } from '../tenant/people.ts'
import type { Tenant } from '../tenant/tenant.ts'
import {
  type AppCertificate,
  type Application,
  appCertificate,
  BACKUP_ROLES,
  clientSecret,
  listing,
  newApplication,
  type Removed,
} from './applications.ts'
import { Assignments } from './assignments.ts'
import { DelegatedGrants } from './delegated-grants.ts'
import { SigningKeys } from './keys.ts'
import { Redirects } from './redirects.ts'
import { registerSignInApp } from './sign-in-app.ts'

/** How a token may be bent, to see that it is refused. */
export const TOKEN_FLAWS = [
  'expired',
  'not-yet',
  'audience',
  'issuer',
  'tenant',
  'scope',
  'key',
  'unsigned',
] as const
export type TokenFlaw = (typeof TOKEN_FLAWS)[number]

export interface TokenChange {
  readonly bad?: TokenFlaw | undefined
  /** Claims to replace; undefined removes one. */
  readonly claims?: Readonly<Record<string, unknown>> | undefined
}

const GRAPH = 'https://graph.microsoft.com'
const ARM = 'https://management.azure.com/'
const LIFETIME_SECONDS = 3600

/** How long what was just made remains unseen. */
interface ReplicationRules {
  readonly replicationMs: number
}
const AT_ONCE: ReplicationRules = { replicationMs: 0 }

/** The identity side of the tenant: apps, keys and every token that is made. */
export class Entra {
  readonly tenant: Tenant
  readonly clock: Clock
  readonly keys: SigningKeys
  readonly applications = new Map<string, Application>()
  /** The tab's sign-in app: audience of operators' tokens. */
  readonly signIn: Application
  readonly backup: Application
  readonly backupSecret: string
  readonly redirects: Redirects
  /** Who has which app role. */
  readonly assignments: Assignments
  /** What people and administrators have consented to for apps that act as them. */
  readonly grants: DelegatedGrants
  /** `https://localhost:PORT`, known once the listener runs. */
  url = ''
  /** `uti` of the Graph tokens that still count. */
  readonly #live = new Set<string>()
  readonly #rules: ReplicationRules

  constructor(tenant: Tenant, appPem: string, clock: Clock, redirects = new Redirects(), rules = AT_ONCE) {
    this.tenant = tenant
    this.#rules = rules
    this.grants = new DelegatedGrants(clock)
    this.keys = new SigningKeys(tenant.id)
    this.clock = clock
    this.redirects = redirects
    const random = new Random(`entra:${tenant.seed}`)
    const signIn = { clientId: random.guid(), servicePrincipalId: random.guid() }
    this.assignments = new Assignments(this)
    this.signIn = registerSignInApp(this, signIn)
    this.backupSecret = makeSecret(random)
    this.backup = this.register({
      clientId: random.guid(),
      displayName: 'Chatvault backup',
      servicePrincipalId: random.guid(),
      secrets: [this.backupSecret],
      certificates: [appCertificate(appPem)],
      roles: BACKUP_ROLES,
      listed: BACKUP_ROLES,
    })
  }

  /** Adds an app registration. */
  register(app: {
    clientId: string
    displayName: string
    servicePrincipalId: string | undefined
    secrets: readonly string[]
    certificates: readonly AppCertificate[]
    roles: readonly string[]
    /** Application permissions of Graph the registration lists, for consent to give; default none. */
    listed?: readonly string[]
  }): Application {
    const now = this.clock()
    const application = newApplication({
      clientId: app.clientId,
      displayName: app.displayName,
      servicePrincipalId: app.servicePrincipalId,
      secrets: app.secrets.map((value) => clientSecret(value, now, now + 365 * 86_400_000)),
      certificates: [...app.certificates],
      roles: new Set(app.roles),
      billingLinkedFrom: 0,
    })
    application.registration.requiredResourceAccess = listing(app.listed ?? [])
    this.applications.set(application.clientId, application)
    return application
  }

  isLive(tokenId: string): boolean {
    return this.#live.has(tokenId)
  }

  /** What was made at that instant has been copied to where sign-in and reads look. */
  replicated(madeAt: number): boolean {
    return madeAt === 0 || this.clock() >= madeAt + this.#rules.replicationMs
  }

  /** What sign-in has not heard the end of. */
  stillKnown<T>(removed: readonly Removed<T>[]): T[] {
    return removed.filter(({ at }) => !this.replicated(at)).map(({ what }) => what)
  }

  /** Graph answers 401 to every token issued so far. */
  revokeTokens(): void {
    this.#live.clear()
  }

  #tokenId(): string {
    const id = uti()
    this.#live.add(id)
    return id
  }

  issuer(): string {
    return `${this.url}/${this.tenant.id}/v2.0`
  }

  /** The path's tenant part names this tenant: by id or by one of its domains. */
  knowsTenant(name: string): boolean {
    return [this.tenant.id, DOMAIN, INITIAL_DOMAIN].includes(name.toLowerCase())
  }

  /** By object id, sign-in name, full name or first name. */
  findOperator(who: string): Operator | undefined {
    const wanted = who.toLowerCase()
    return this.tenant.people.operators.find(({ person }) =>
      [person.id, person.userPrincipalName, person.displayName, person.givenName].some(
        (x) => x.toLowerCase() === wanted,
      ),
    )
  }

  /** App-only Graph token, v1.0 shape (Learn: Access token claims reference). No roles claim before consent. */
  graphAppToken(app: Application, credential: 'secret' | 'certificate'): string {
    const held = [...app.roles].filter((name) => this.replicated(app.grantedAt.get(name) ?? 0))
    const roles = [...new Set([...held, ...this.stillKnown(app.removed.roles)])]
    return this.keys.sign({
      ...this.#times(),
      aud: GRAPH,
      iss: `https://sts.windows.net/${this.tenant.id}/`,
      app_displayname: app.registration.displayName,
      appid: app.clientId,
      appidacr: credential === 'secret' ? '1' : '2',
      idp: `https://sts.windows.net/${this.tenant.id}/`,
      idtyp: 'app',
      oid: app.servicePrincipalId,
      ...(roles.length > 0 ? { roles } : {}),
      sub: app.servicePrincipalId,
      tid: this.tenant.id,
      uti: this.#tokenId(),
      ver: '1.0',
    })
  }

  /** Delegated Graph token: the export refuses it. */
  graphUserToken(person: Person, clientId: string, scopes: readonly string[]): string {
    return this.#userToken(GRAPH, person, clientId, scopes.join(' ') || 'User.Read openid profile')
  }

  /** Delegated token for Azure Resource Manager. */
  armUserToken(person: Person, clientId: string): string {
    return this.#userToken(ARM, person, clientId, 'user_impersonation')
  }

  #userToken(aud: string, person: Person, clientId: string, scp: string): string {
    return this.keys.sign({
      ...this.#times(),
      aud,
      iss: `https://sts.windows.net/${this.tenant.id}/`,
      appid: clientId,
      appidacr: '0',
      idtyp: 'user',
      name: person.displayName,
      oid: person.id,
      scp,
      sub: pairwise(person.id, aud),
      tid: this.tenant.id,
      upn: person.userPrincipalName,
      uti: this.#tokenId(),
      ver: '1.0',
      wids: this.tenant.people.operators.find((one) => one.person === person)?.wids ?? [],
    })
  }

  /**
   * Access token for an app's own API, v2.0 shape unless its registration forgot to ask for it (Learn: tab single
   * sign-on; Access token claims reference).
   */
  operatorToken(operator: Operator, change: TokenChange = {}, app = this.signIn): string {
    const { person, wids } = operator
    const appRoles = this.assignments.rolesOf(app, person.id)
    const { groupMembershipClaims, optionalClaims } = app.registration
    const asksFor = (name: string) => optionalClaims?.accessToken.some((claim) => claim.name === name)
    const claims = {
      ...this.#times(),
      ...this.#audience(app),
      azp: app.clientId,
      azpacr: '0',
      name: person.displayName,
      oid: person.id,
      preferred_username: person.userPrincipalName,
      ...(appRoles.length > 0 ? { roles: appRoles } : {}),
      scp: 'access_as_user',
      sub: pairwise(person.id, app.clientId),
      tid: this.tenant.id,
      uti: uti(),
      ...(asksFor('idtyp') ? { idtyp: 'user' } : {}),
      ...(groupMembershipClaims === 'DirectoryRole' || groupMembershipClaims === 'All' ? { wids } : {}),
    }
    return this.keys.sign({ ...claims, ...this.#flaw(change.bad), ...change.claims }, signer(change.bad))
  }

  /** An API without `requestedAccessTokenVersion` 2 gets the older token, which a v2 verifier refuses. */
  #audience({ clientId, registration }: Application): Record<string, string> {
    if (registration.api.requestedAccessTokenVersion === 2)
      return { aud: clientId, iss: this.issuer(), ver: '2.0' }
    const iss = `https://sts.windows.net/${this.tenant.id}/`
    return { aud: registration.identifierUris[0] ?? `api://${clientId}`, iss, ver: '1.0' }
  }

  idToken(operator: Operator, nonce: string | undefined, app = this.signIn): string {
    const { person } = operator
    const appRoles = this.assignments.rolesOf(app, person.id)
    return this.keys.sign({
      ...this.#times(),
      aud: app.clientId,
      iss: this.issuer(),
      name: person.displayName,
      ...(nonce ? { nonce } : {}),
      oid: person.id,
      preferred_username: person.userPrincipalName,
      login_hint: person.userPrincipalName,
      ...(appRoles.length > 0 ? { roles: appRoles } : {}),
      sub: pairwise(person.id, app.clientId),
      tid: this.tenant.id,
      uti: uti(),
      ver: '2.0',
    })
  }

  #times(): { iat: number; nbf: number; exp: number } {
    const now = Math.floor(this.clock() / 1000)
    return { iat: now, nbf: now, exp: now + LIFETIME_SECONDS }
  }

  #flaw(bad: TokenFlaw | undefined): Record<string, unknown> {
    const now = Math.floor(this.clock() / 1000)
    const stranger = '72f988bf-86f1-41af-91ab-2d7cd011db47'
    switch (bad) {
      case 'expired':
        return { iat: now - 8000, nbf: now - 8000, exp: now - 4000 }
      case 'not-yet':
        return { iat: now + 4000, nbf: now + 4000, exp: now + 8000 }
      case 'audience':
        return { aud: '00000003-0000-0000-c000-000000000000' }
      case 'issuer':
        return { iss: `https://evil.example/${this.tenant.id}/v2.0` }
      case 'tenant':
        return { tid: stranger, iss: `${this.url}/${stranger}/v2.0` }
      case 'scope':
        return { scp: undefined }
      default:
        return {}
    }
  }
}

function signer(bad: TokenFlaw | undefined): 'own' | 'stranger' | 'nobody' {
  return bad === 'key' ? 'stranger' : bad === 'unsigned' ? 'nobody' : 'own'
}

function uti(): string {
  return Buffer.from(randomUUID().replaceAll('-', ''), 'hex').toString('base64url')
}

/** `sub` differs from app to app. */
function pairwise(id: string, audience: string): string {
  return createHash('sha256').update(`${id}|${audience}`).digest('base64url')
}

/** A registration goes, and its service principal with all that was granted to it and by it. */
export function removeApplication(entra: Entra, app: Application): void {
  removeServicePrincipal(entra, app)
  entra.applications.delete(app.clientId)
}

export function removeServicePrincipal(entra: Entra, app: Application): void {
  const { servicePrincipalId: id } = app
  if (id === undefined) return
  for (const one of entra.assignments.all())
    if ([one.principalId, one.resourceId].includes(id)) entra.assignments.remove(one)
  for (const one of entra.grants.all())
    if ([one.clientId, one.resourceId].includes(id)) entra.grants.remove(one.id)
  app.servicePrincipalId = undefined
}

/** Shaped like a client secret of today: three characters, 8Q~, thirty-four more. */
export function makeSecret(random: Random): string {
  const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-~'
  const some = (n: number) =>
    Array.from({ length: n }, () => letters.charAt(random.int(letters.length))).join('')
  return `sbx8Q~${some(34)}`
}
