/** What a test says about the standing connection. */
import type { CheckRow, ConnectionRow } from '../../books/connections.ts'

/** Failures that say nothing about the connection, besides those that pass. */
const BLAMELESS: ReadonlySet<string> = new Set(['quota-reached', 'test-message-spent'])

export function isBlameless({ code, passing }: Pick<CheckRow, 'code' | 'passing'>): boolean {
  return passing === true || BLAMELESS.has(code)
}

export function statusAfter(
  before: ConnectionRow['status'],
  checks: readonly CheckRow[],
): ConnectionRow['status'] {
  const failed = checks.find(({ ok }) => !ok)
  if (failed === undefined) return 'active'
  return isBlameless(failed) ? before : 'failing'
}

/** Whether findings about one row are still true of the other. */
export function sameCredential(
  one: Pick<ConnectionRow, 'applicationId' | 'credentialBox'>,
  other: Pick<ConnectionRow, 'applicationId' | 'credentialBox'>,
): boolean {
  return (
    Buffer.compare(one.credentialBox, other.credentialBox) === 0 && one.applicationId === other.applicationId
  )
}
