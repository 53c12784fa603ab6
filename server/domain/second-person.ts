import type { Operator } from './operator.ts'
import { VaultError } from './vault-error.ts'

/**
 * Four eyes: whoever asked for `what` never approves it, whatever roles they have. People are told apart by the object id
 * of their verified token. Throws 403 `second-person-required`.
 */
export function requireSecondPerson(approver: Pick<Operator, 'id'>, askedBy: string, what: string): void {
  if (approver.id.toLowerCase() !== askedBy.toLowerCase()) return
  throw new VaultError({
    code: 'second-person-required',
    attempted: `approve ${what}`,
    why: 'the person who asked for it can’t approve it',
    hint: 'Ask another person with the role to approve it.',
    status: 403,
  })
}
