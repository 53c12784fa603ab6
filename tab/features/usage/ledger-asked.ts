import type { LedgerKind } from '../../../server/contract/index.ts'

/** What is asked of the ledger, as the fields hold it; empty: anything. */
export interface LedgerAsked {
  kind: LedgerKind | ''
  subjectId: string
  runId: string
  /** Days of UTC; both count in full. */
  from: string
  to: string
}

export const NO_FILTER: LedgerAsked = { kind: '', subjectId: '', runId: '', from: '', to: '' }

/** As the API takes it: what is empty is left out. */
export function queryOf({ kind, subjectId, runId, from, to }: LedgerAsked) {
  return {
    kind: kind || undefined,
    subjectId: subjectId || undefined,
    runId: runId || undefined,
    from: from || undefined,
    to: to || undefined,
  }
}
