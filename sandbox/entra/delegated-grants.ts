import type { Clock } from '../options.ts'
import { Random } from '../random.ts'

/** What one client may do with one resource on people's behalf (Learn: oAuth2PermissionGrant resource type). */
export interface DelegatedGrant {
  readonly id: string
  readonly createdAt: number
  /** Object id of the client's service principal. */
  readonly clientId: string
  readonly consentType: 'AllPrincipals' | 'Principal'
  /** Object id of the person; null for everyone. */
  readonly principalId: string | null
  /** Object id of the resource's service principal. */
  readonly resourceId: string
  /** Names of the scopes. */
  readonly scopes: Set<string>
}

export type GrantEnds = Pick<DelegatedGrant, 'clientId' | 'principalId' | 'resourceId'>

/** The delegated permissions people and administrators have consented to. */
export class DelegatedGrants {
  readonly #clock: Clock
  readonly #grants = new Map<string, DelegatedGrant>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  all(): DelegatedGrant[] {
    return [...this.#grants.values()]
  }

  find(id: string): DelegatedGrant | undefined {
    return this.#grants.get(id)
  }

  findBetween(ends: GrantEnds): DelegatedGrant | undefined {
    return this.#grants.get(idOf(ends))
  }

  /** Consent adds to what was given before; there is one grant for the same three ends. */
  add(ends: GrantEnds, scopes: Iterable<string>): DelegatedGrant {
    const grant = this.findBetween(ends) ?? this.#make(ends)
    for (const scope of scopes) grant.scopes.add(scope)
    return grant
  }

  #make({ clientId, principalId, resourceId }: GrantEnds): DelegatedGrant {
    const grant = {
      clientId,
      principalId,
      resourceId,
      createdAt: this.#clock(),
      scopes: new Set<string>(),
      id: idOf({ clientId, principalId, resourceId }),
      consentType: principalId === null ? ('AllPrincipals' as const) : ('Principal' as const),
    }
    this.#grants.set(grant.id, grant)
    return grant
  }

  remove(id: string): void {
    this.#grants.delete(id)
  }

  /** What the person, or everyone, gave this client on this resource. */
  scopesOf(clientId: string | undefined, resourceId: string, personId: string): Set<string> {
    const held = this.all().filter(
      (grant) =>
        grant.clientId === clientId &&
        grant.resourceId === resourceId &&
        (grant.principalId === null || grant.principalId === personId),
    )
    return new Set(held.flatMap(({ scopes }) => [...scopes]))
  }
}

/** Opaque to clients; the same three ends have the same id. */
function idOf({ clientId, principalId, resourceId }: GrantEnds): string {
  const hex = new Random(`${clientId}|${principalId}|${resourceId}`).hex(48)
  return Buffer.from(hex, 'hex').toString('base64url')
}
