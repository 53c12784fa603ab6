/** What a test says about the standing connection. */
import type { CheckRow, ConnectionRow } from '../books/connections.ts'

/** Failures that say nothing about the credential. */
const BLAMELESS: ReadonlySet<string> = new Set([
  'quota-reached',
  'test-message-spent',
  'unreachable',
  'timeout',
  'connection-broken',
])

export function isBlameless(code: string): boolean {
  return BLAMELESS.has(code) || /^http-(429|5\d\d)$/.test(code)
}

export function statusAfter(
  before: ConnectionRow['status'],
  checks: readonly CheckRow[],
): ConnectionRow['status'] {
  const failed = checks.find(({ ok }) => !ok)
  if (failed === undefined) return 'active'
  return isBlameless(failed.code) ? before : 'failing'
}
