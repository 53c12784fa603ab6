/** A refusal by Microsoft Graph or Azure. Tokens and secrets are in no message. */
export type Service = 'graph' | 'azure'

/**
 * - rights: the person lacks the role or the permission
 * - sign-in: the token is no longer taken
 * - network: no one answered, or only a gateway; the call may have been carried out anyway
 * - replication: what was made is not everywhere yet, and we waited long enough
 * - busy: asked to wait more often than is worth waiting
 * - refused: anything else; `said` is all there is
 */
export type RefusalKind = 'rights' | 'sign-in' | 'network' | 'replication' | 'busy' | 'refused'

export class MicrosoftRefusal extends Error {
  readonly service: Service
  readonly kind: RefusalKind
  /** 0: there was no answer. */
  readonly status: number
  readonly code: string
  /** Microsoft's own words, in English. */
  readonly said: string
  readonly requestId: string | undefined

  constructor(given: {
    service: Service
    kind: RefusalKind
    status: number
    code: string
    said: string
    requestId?: string | undefined
  }) {
    super(`${given.service} ${given.status} ${given.code}`)
    this.name = 'MicrosoftRefusal'
    this.service = given.service
    this.kind = given.kind
    this.status = given.status
    this.code = given.code
    this.said = given.said
    this.requestId = given.requestId
  }

  as(kind: RefusalKind): MicrosoftRefusal {
    const { service, status, code, said, requestId } = this
    return new MicrosoftRefusal({ service, kind, status, code, said, requestId })
  }

  /** To copy: what Microsoft's support asks for. */
  get technical(): string {
    return [this.status || '', this.code, this.requestId].filter(Boolean).join(' ')
  }
}

export function kindOf(status: number): RefusalKind {
  if (status === 0) return 'network'
  if (status === 401) return 'sign-in'
  if (status === 403) return 'rights'
  if (status === 429 || status === 503) return 'busy'
  return status >= 500 ? 'network' : 'refused'
}

/** Microsoft answered, and did not do it. Without an answer, or a clear one, it may be done anyway. */
export function wasNotDone(error: unknown): boolean {
  return error instanceof MicrosoftRefusal && !['network', 'replication', 'busy'].includes(error.kind)
}
