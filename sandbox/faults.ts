import { type Call, readable } from './http/call.ts'
import { FAULT_KINDS, type FaultKind } from './options.ts'
import { draw } from './random.ts'

/** A fault ordered by a test: it meets the next requests that match. */
export interface OrderedFault {
  readonly kind: FaultKind
  /** How many requests; default 1. */
  readonly count?: number | undefined
  /** Part of the path or query, whatever its case. */
  readonly path?: string | undefined
  /** Object id or sign-in name as it stands in the path. */
  readonly user?: string | undefined
  readonly retryAfterSeconds?: number | undefined
  /** For `reset`: before the first byte, or while the body is in progress. */
  readonly when?: 'before' | 'after' | undefined
}

/** A fault about to happen; call `met` when it did. */
export interface DueFault {
  readonly kind: FaultKind
  readonly retryAfterSeconds: number
  readonly when: 'before' | 'after'
  readonly met: () => void
}

export interface FaultRules {
  readonly seed: number
  faults: readonly FaultKind[]
  faultRate: number
}

/** What a request is open to: only an export page can loop, only a later one can lose its cursor. */
export interface Exposure {
  readonly exportPage: boolean
  readonly laterPage: boolean
}

/** Decides which requests go wrong; the same seed spoils the same attempts of the same addresses. */
export class Faults {
  readonly #rules: FaultRules
  readonly #ordered: { order: OrderedFault; left: number }[] = []
  readonly #attempts = new Map<string, number>()
  readonly injected: Record<FaultKind, number>

  constructor(rules: FaultRules) {
    this.#rules = rules
    this.injected = Object.fromEntries(FAULT_KINDS.map((kind) => [kind, 0])) as Record<FaultKind, number>
  }

  order(order: OrderedFault): void {
    this.#ordered.push({ order, left: order.count ?? 1 })
  }

  /** Faults ordered but not met yet. */
  get pending(): number {
    return this.#ordered.reduce((sum, { left }) => sum + left, 0)
  }

  forget(): void {
    this.#ordered.length = 0
  }

  due(call: Call, exposure: Exposure): DueFault | undefined {
    return this.#dueByOrder(call, exposure) ?? this.#dueByChance(call, exposure)
  }

  #dueByOrder(call: Call, exposure: Exposure): DueFault | undefined {
    const entry = this.#ordered.find(
      ({ order, left }) => left > 0 && possible(order.kind, exposure) && matches(order, call),
    )
    if (!entry) return undefined
    return this.#make(
      entry.order.kind,
      entry.order.retryAfterSeconds ?? 1,
      entry.order.when ?? 'after',
      () => {
        entry.left--
        if (entry.left <= 0) this.#ordered.splice(this.#ordered.indexOf(entry), 1)
      },
    )
  }

  #dueByChance(call: Call, exposure: Exposure): DueFault | undefined {
    const { faultRate, faults, seed } = this.#rules
    if (faultRate === 0 || faults.length === 0) return undefined
    const name = `${seed}|${call.method}|${call.url}|${this.#attempt(call)}`
    if (draw(`fault|${name}`) >= faultRate) return undefined
    const open = faults.filter((kind) => possible(kind, exposure))
    const kind = open[Math.floor(draw(`kind|${name}`) * open.length)]
    return kind && this.#make(kind, 1, draw(`when|${name}`) < 0.5 ? 'before' : 'after', () => undefined)
  }

  #make(kind: FaultKind, retryAfterSeconds: number, when: 'before' | 'after', onMet: () => void): DueFault {
    const met = () => {
      this.injected[kind]++
      onMet()
    }
    return { kind, retryAfterSeconds, when, met }
  }

  #attempt(call: Call): number {
    const key = `${call.method} ${call.url}`
    const attempt = (this.#attempts.get(key) ?? 0) + 1
    if (this.#attempts.size > 300_000) this.#attempts.clear()
    this.#attempts.set(key, attempt)
    return attempt
  }
}

function possible(kind: FaultKind, { exportPage, laterPage }: Exposure): boolean {
  if (kind === 'loop') return exportPage
  return kind !== 'expired-cursor' || (exportPage && laterPage)
}

function matches(order: OrderedFault, call: Call): boolean {
  const path = readable(call)
  return (
    path.includes((order.path ?? '').toLowerCase()) &&
    call.lower.join('/').includes((order.user ?? '').toLowerCase())
  )
}
