import { VaultError } from '../../domain/vault-error.ts'
import { GraphError } from '../../graph/wire/graph-error.ts'

/** So many people in a row, each after all attempts, without a single answer in between. */
export const OUTAGE_AFTER = 5

export type Outage = {
  /** Something came, if only a refusal: Microsoft 365 is there. */
  answered(): void
  /** A person was given up. Answers the failure that ends the run, once there is reason for one. */
  gaveUp(thrown: unknown): VaultError | undefined
  /** At the end: the failure when nobody at all got an answer since the beginning. */
  ended(): VaultError | undefined
}

export function createOutage(): Outage {
  let inARow = 0
  let ever = false
  let last: GraphError | undefined
  const answered = () => {
    inARow = 0
    ever = true
  }
  return {
    answered,
    gaveUp(thrown) {
      if (!isAway(thrown)) {
        answered()
        return undefined
      }
      inARow += 1
      last = thrown
      return inARow >= OUTAGE_AFTER ? unavailable(thrown) : undefined
    },
    ended: () => (!ever && last !== undefined ? unavailable(last) : undefined),
  }
}

/** A failure that says nothing but that Microsoft 365 gave no answer now. */
export function isAway(thrown: unknown): thrown is GraphError {
  return thrown instanceof GraphError && thrown.retry === 'later'
}

/** What a run ends with then. */
export function unavailable(cause: GraphError): VaultError {
  return new VaultError({
    code: 'microsoft-unavailable',
    attempted: 'continue the backup',
    why: `Microsoft 365 doesn’t answer (${cause.code}: ${cause.why})`,
    hint: 'Nothing is lost: messages already read are kept, and the next backup continues from there. Check the service health in the Microsoft 365 admin center, then start the backup again.',
    retry: 'later',
    cause,
  })
}
