import type { Application } from './entra/applications.ts'
import type { Clock } from './options.ts'
import type { Person } from './tenant/people.ts'

/** Evaluation mode of the metered period (Learn: Payment models and licensing requirements for Microsoft Teams APIs). */
const EVALUATION_QUOTA = 500

export interface MeteringRules {
  metering: 'off' | 'legacy'
  chargeEmptyLists: boolean
}

/** Counts every message returned, per app and UTC calendar month, and refuses as the metered period did. */
export class Meter {
  readonly #clock: Clock
  readonly #rules: MeteringRules
  readonly #rows = new Map<string, Map<string, number>>()

  constructor(rules: MeteringRules, clock: Clock) {
    this.#rules = rules
    this.#clock = clock
  }

  month(): string {
    return new Date(this.#clock()).toISOString().slice(0, 7)
  }

  /** Books the rows of an answer that went out; an empty one counts as one message under the older text. */
  book(appId: string, rows: number): void {
    const charged = rows === 0 && this.#rules.metering === 'legacy' && this.#rules.chargeEmptyLists ? 1 : rows
    const months = this.#rows.get(appId) ?? new Map<string, number>()
    months.set(this.month(), (months.get(this.month()) ?? 0) + charged)
    this.#rows.set(appId, months)
  }

  rows(appId: string, month = this.month()): number {
    return this.#rows.get(appId)?.get(month) ?? 0
  }

  /** The message of a 402, or undefined when the call may continue. */
  refusal(app: Application, model: string | undefined, person: Person): string | undefined {
    if (this.#rules.metering === 'off') return undefined
    if (model === undefined) return this.rows(app.clientId) >= EVALUATION_QUOTA ? QUOTA_EXCEEDED : undefined
    if ((app.billingLinkedFrom ?? Number.POSITIVE_INFINITY) > this.#clock()) return NOT_LINKED
    if (model.toUpperCase() === 'A' && !hasDlpPlan(person)) return NO_LICENCE
    return undefined
  }

  toJSON(): Record<string, Record<string, number>> {
    return Object.fromEntries([...this.#rows].map(([appId, months]) => [appId, Object.fromEntries(months)]))
  }
}

/** Communications DLP belongs to E5; here it is what Legal and Finance have. */
export function hasDlpPlan(person: Person): boolean {
  return person.licensed && ['Legal', 'Finance'].includes(person.department ?? '')
}

const QUOTA_EXCEEDED =
  'evaluation capacity for the month has exceeded. To continue beyond the evalution limits complete billing setup'
const NOT_LINKED =
  'To call this API, the app must be associated with an Azure subscription, see https://aka.ms/teams-api-payment-requirements for details'
const NO_LICENCE = 'The user needs a valid license to access this API'
