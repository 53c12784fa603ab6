/**
 * What answers to import calls mean, as data; the first row that fits wins. Only 409 and the conditions of a chat are in
 * Microsoft's documentation. The rest has been seen in the field (msteams-docs issues 12992, 13475, 13680, 14265, 14576, read
 * 2026-11; cliq2teams RUNBOOK, 2026-08): codes say nothing there, so words choose, and what fits no row is just refused.
 */
import type { GraphErrorDetails } from '../wire/graph-error.ts'
import { ImportRefusal, type ImportRefusalKind } from './chat-import.ts'

type Row = { readonly status: readonly number[]; readonly says?: RegExp; readonly kind: ImportRefusalKind }

const ROWS: readonly Row[] = [
  { status: [400], says: /ImportState:?\s*Importing/i, kind: 'wedged' },
  { status: [400, 409], says: /already in migration/i, kind: 'already-started' },
  {
    status: [400, 409],
    says: /not in migration|migration mode (is )?not|has not (been )?started/i,
    kind: 'not-started',
  },
  { status: [401, 403], says: /import purposes/i, kind: 'not-started' },
  {
    status: [401, 403],
    says: /Missing role permissions|Teamwork\.Migrate|Chat\.Create/i,
    kind: 'no-permission',
  },
  { status: [403], says: /Insufficient privileges/i, kind: 'no-permission' },
  { status: [409], kind: 'time-taken' },
  { status: [412], kind: 'version-mismatch' },
  { status: [400, 403, 404, 413, 422], kind: 'refused' },
]

/** The refusal an answer is; undefined for what any call may meet: throttling, a token, an outage. */
export function importRefusal(
  status: number,
  said: string,
  details: GraphErrorDetails,
): ImportRefusal | undefined {
  const row = ROWS.find((each) => each.status.includes(status) && (each.says?.test(said) ?? true))
  if (row === undefined) return undefined
  return new ImportRefusal(row.kind, {
    ...details,
    retry: row.kind === 'version-mismatch' ? 'later' : 'never',
    reach: row.kind === 'no-permission' ? 'tenant' : 'request',
  })
}
