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

const AUDIENCES = ['https://graph.microsoft.com', '00000003-0000-0000-c000-000000000000']

/** Checks bearer tokens; a token is verified once and remembered. */
export class Access {
  readonly #entra: Entra
  readonly #known = new Map<string, Known>()
  #key: KeyObject | undefined

  constructor(entra: Entra) {
    this.#entra = entra
  }

  /** The caller, or 401. The error texts are guesses; the code string is what public traces show. */
  caller(call: Call): Caller {
    const token = /^Bearer (.+)$/i.exec(call.headers.authorization ?? '')?.[1]
    if (!token) throw unauthorized('Access token is empty.')
    const known = this.#known.get(token) ?? this.#verify(token)
    const now = Math.floor(this.#entra.clock() / 1000)
    if (known.exp <= now) throw unauthorized('Lifetime validation failed, the token is expired.')
    if (!this.#entra.isLive(known.tokenId)) throw unauthorized('Access token has been revoked.')
    return known
  }

  #verify(token: string): Known {
    const claims = peek(token)
    const [head = '', payload = '', signature = ''] = token.split('.')
    if (!claims) throw unauthorized('CompactToken parsing failed with error code: 80049217')
    const genuine = verify(
      'sha256',
      Buffer.from(`${head}.${payload}`),
      this.#publicKey(),
      Buffer.from(signature, 'base64url'),
    )
    if (!genuine) throw unauthorized('Signature is invalid.')
    if (!AUDIENCES.includes(String(claims.aud))) throw unauthorized('Invalid audience.')
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
