import { type KeyObject, verify } from 'node:crypto'
import { type Application, newApplication } from '../entra/applications.ts'
import type { Entra } from '../entra/entra.ts'
import { peek } from '../entra/keys.ts'
import type { Call } from '../http/call.ts'
import { GraphFailure } from './errors.ts'

/** Who calls Graph, as its token says. */
export interface Caller {
  readonly app: Application
  readonly appOnly: boolean
  /** Application permissions of an app's own token. */
  readonly roles: readonly string[]
  /** Delegated permissions of a person's token. */
  readonly scopes: readonly string[]
  /** Object id of the person or the service principal. */
  readonly objectId: string
  /** The person's directory roles, by template id. */
  readonly wids: readonly string[]
}

interface Known extends Caller {
  readonly exp: number
  readonly tokenId: string
}

/** What may be wrong with a bearer token. */
export type TokenFault = 'missing' | 'malformed' | 'signature' | 'audience' | 'expired' | 'revoked'

/** Whose tokens a service takes, and what it throws for others. */
export interface TokenRules {
  readonly audiences: readonly string[]
  refuse(fault: TokenFault, claims: Readonly<Record<string, unknown>>): Error
}

/** The error texts are guesses; the code string is what public traces show. */
const GRAPH_TOKENS: TokenRules = {
  audiences: ['https://graph.microsoft.com', '00000003-0000-0000-c000-000000000000'],
  refuse: (fault) => unauthorized(GRAPH_WORDS[fault]),
}

const GRAPH_WORDS: Readonly<Record<TokenFault, string>> = {
  missing: 'Access token is empty.',
  malformed: 'CompactToken parsing failed with error code: 80049217',
  signature: 'Signature is invalid.',
  audience: 'Invalid audience.',
  expired: 'Lifetime validation failed, the token is expired.',
  revoked: 'Access token has been revoked.',
}

/** Checks bearer tokens; a token is verified once and remembered. */
export class Access {
  readonly #entra: Entra
  readonly #rules: TokenRules
  readonly #known = new Map<string, Known>()
  #key: KeyObject | undefined

  constructor(entra: Entra, rules = GRAPH_TOKENS) {
    this.#entra = entra
    this.#rules = rules
  }

  /** The caller, or 401. */
  caller(call: Call): Caller {
    const token = /^Bearer (.+)$/i.exec(call.headers.authorization ?? '')?.[1]
    if (!token) throw this.#rules.refuse('missing', {})
    const known = this.#known.get(token) ?? this.#verify(token)
    const now = Math.floor(this.#entra.clock() / 1000)
    if (known.exp <= now) throw this.#rules.refuse('expired', { exp: known.exp })
    if (!this.#entra.isLive(known.tokenId)) throw this.#rules.refuse('revoked', {})
    return known
  }

  #verify(token: string): Known {
    const claims = peek(token)
    const [head = '', payload = '', signature = ''] = token.split('.')
    if (!claims) throw this.#rules.refuse('malformed', {})
    const genuine = verify(
      'sha256',
      Buffer.from(`${head}.${payload}`),
      this.#publicKey(),
      Buffer.from(signature, 'base64url'),
    )
    if (!genuine) throw this.#rules.refuse('signature', claims)
    if (!this.#rules.audiences.includes(String(claims.aud))) throw this.#rules.refuse('audience', claims)
    const app = this.#entra.applications.get(String(claims.appid)) ?? this.#stranger(String(claims.appid))
    const known = {
      app,
      appOnly: claims.idtyp === 'app',
      roles: textsIn(claims.roles),
      scopes: typeof claims.scp === 'string' ? claims.scp.split(' ') : [],
      objectId: String(claims.oid),
      wids: textsIn(claims.wids),
      exp: Number(claims.exp),
      tokenId: String(claims.uti),
    }
    if (this.#known.size > 5000) this.#known.clear()
    this.#known.set(token, known)
    return known
  }

  /** Delegated tokens may come from apps of Microsoft's, which have no entry here. */
  #stranger(clientId: string): Application {
    return newApplication({ clientId, displayName: '' })
  }

  #publicKey(): KeyObject {
    this.#key ??= this.#entra.keys.publicKey()
    return this.#key
  }
}

function textsIn(claim: unknown): string[] {
  return Array.isArray(claim) ? claim.map(String) : []
}

function unauthorized(message: string): GraphFailure {
  return new GraphFailure(401, 'InvalidAuthenticationToken', message, {
    'www-authenticate':
      'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize"',
  })
}

/** Teams calls name the missing permissions (text seen in many public traces). */
export function requireTeamsRole(caller: Caller, allowed: readonly string[]): void {
  if (!caller.appOnly)
    throw new GraphFailure(412, 'PreconditionFailed', 'Requested API is not supported in delegated context')
  if (caller.roles.some((role) => allowed.includes(role))) return
  const asked = allowed.join(', ')
  throw new GraphFailure(
    403,
    'Forbidden',
    `Missing role permissions on the request. API requires one of '${asked}'. Roles on the request '${caller.roles.join(', ')}'.`,
  )
}

/** Directory calls only say no (Learn: Microsoft Graph error responses). */
export function requireDirectoryRole(caller: Caller, allowed: readonly string[]): void {
  const granted = caller.appOnly ? caller.roles : caller.scopes
  if (granted.some((one) => allowed.includes(one))) return
  throw denied()
}

export function denied(): GraphFailure {
  return new GraphFailure(
    403,
    'Authorization_RequestDenied',
    'Insufficient privileges to complete the operation.',
  )
}
