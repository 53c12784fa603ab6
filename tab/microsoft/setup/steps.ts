/**
 * A plan: calls in their order, each with the words that list it beforehand. A plan is safe to repeat: every step first
 * looks for the object it would create.
 */

/** Keys of the catalogue (`automatic.step`). */
export type StepName =
  | 'look'
  | 'application'
  | 'principal'
  | 'permissions'
  | 'grant'
  | 'secret'
  | 'handOver'
  | 'certificate'
  | 'upload'
  | 'spread'
  | 'revoke'
  | 'drop'
  | 'replace'
  | 'removeOld'
  | 'compare'
  | 'undoApplication'
  | 'undoPrincipal'
  | 'undoRole'
  | 'undoSecret'
  | 'undoCertificate'
  | 'undoBilling'
  | 'forget'
  | 'provider'
  | 'account'
  | 'note'

/**
 * - done: the call was made
 * - found: everything was there already, or gone already
 * - manual: it couldn’t be done and stops nothing; the screen says how to do it manually
 * - more: done, and there is more than was asked for; `note` names it
 * - host: done here; what the Microsoft host keeps of the sign-in is the host's
 */
export type Outcome = 'done' | 'found' | 'manual' | 'more' | 'host'

export interface NotedOutcome {
  outcome: Outcome
  /** Names, as Microsoft writes them. */
  note: string
}

export interface Step {
  readonly name: StepName
  /** What of several: a permission, an object's name. */
  readonly what?: string
  /** As it goes over the wire, with holes for what is not known yet. */
  readonly call: string
  run(): Promise<Outcome | NotedOutcome>
}

export type StepState = 'waiting' | 'running' | 'failed' | Outcome

export interface Row {
  readonly name: StepName
  readonly what: string | undefined
  readonly call: string
  readonly state: StepState
  readonly note?: string
}

export function rowsOf(steps: readonly Step[]): Row[] {
  return steps.map(({ name, what, call }) => ({ name, what, call, state: 'waiting' }))
}

/** Runs them in order and tells the rows after every change. Throws what the first failing step threw. */
export async function runSteps(
  steps: readonly Step[],
  onRows: (rows: readonly Row[]) => void,
): Promise<readonly Row[]> {
  let rows = rowsOf(steps)
  const mark = (at: number, change: Pick<Row, 'state' | 'note'>) => {
    rows = rows.map((row, i) => (i === at ? { ...row, ...change } : row))
    onRows(rows)
  }
  for (const [at, step] of steps.entries()) {
    mark(at, { state: 'running' })
    try {
      const ended = await step.run()
      mark(at, typeof ended === 'string' ? { state: ended } : { state: ended.outcome, note: ended.note })
    } catch (error) {
      mark(at, { state: 'failed' })
      throw error
    }
  }
  return rows
}
