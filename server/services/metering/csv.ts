/** The ledger and the history of the limit as files. */
import type { LedgerEntry, QuotaChange } from '../../contract/index.ts'
import { BYTE_ORDER_MARK, csvLine } from '../../domain/csv.ts'
import type { Page } from '../cursor.ts'

export function ledgerCsv({ items }: Page<LedgerEntry>): string {
  const head = ['at', 'month', 'kind', 'messages', 'runId', 'subjectId', 'name', 'reason']
  const lines = items.map(({ at, month, kind, messages, runId, subjectId, name = '', reason }) =>
    csvLine([at, month, kind, String(messages), runId, subjectId, name, reason]),
  )
  return BYTE_ORDER_MARK + csvLine(head) + lines.join('')
}

/** An empty limit is none. */
export function historyCsv({ items }: Page<QuotaChange>): string {
  const names = ['limit', 'pricePerMessage', 'currency', 'regime']
  const head = ['at', 'by', ...names.map((name) => `${name} before`), ...names]
  const lines = items.map(({ at, by, before, after }) =>
    csvLine([at, by, ...cellsOf(before), ...cellsOf(after)]),
  )
  return BYTE_ORDER_MARK + csvLine(head) + lines.join('')
}

function cellsOf(settings: QuotaChange['before']): string[] {
  if (settings === null) return ['', '', '', '']
  const { limit, pricePerMessage, currency, regime } = settings
  return [limit === null ? '' : String(limit), pricePerMessage, currency, regime]
}
