import type { CheckName, ConnectionCheck } from '../../server/contract/index.ts'

/** In the order the server makes them; they end at the first failure. */
export const CHECK_ORDER: readonly CheckName[] = ['token', 'permissions', 'organization', 'mailbox', 'export']

export type CheckState = 'waiting' | 'running' | 'ok' | 'failed' | 'skipped'

/** What is known of one check: its own answer, or where the test stands. */
export function stateOf(name: CheckName, checks: readonly ConnectionCheck[], testing: boolean): CheckState {
  const own = checks.find((it) => it.name === name)
  if (own) return own.ok ? 'ok' : 'failed'
  if (!testing) return 'skipped'
  const next = CHECK_ORDER.find((it) => !checks.some((check) => check.name === it))
  return next === name ? 'running' : 'waiting'
}
