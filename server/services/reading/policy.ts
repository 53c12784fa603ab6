/** What reading takes in an organization. Stricter holds at once; looser when two people want it. */
import { findPolicy, lockPolicy, type PolicyRow, savePolicy, suspendUnapproved } from '../../books/reading.ts'
import type { ReadingPolicy, SetReadingPolicy } from '../../contract/index.ts'
import type { Database } from '../../database/database.ts'
import { type Clock, toInstant } from '../../domain/clock.ts'
import { mayDo, type Operator } from '../../domain/operator.ts'
import { isSamePolicy, type ReadingPolicy as Policy, strictestOf, WAITING_MS } from '../../domain/reading.ts'
import { requireSecondPerson } from '../../domain/second-person.ts'

export type ReadingPolicyService = {
  get(operator: Operator): Promise<ReadingPolicy>
  /**
   * What tightens holds at once. What loosens waits until another admin sets the same; setting anything else replaces it, and
   * setting what holds withdraws it. Throws 403 `second-person-required` when the person who asked sets it again.
   */
  set(operator: Operator, body: SetReadingPolicy): Promise<ReadingPolicy>
}

type Deps = { readonly database: Database; readonly clock: Pick<Clock, 'now'> }

export function createReadingPolicyService({ database: { kysely: db }, clock }: Deps): ReadingPolicyService {
  return {
    get: async (operator) => toPolicy(operator, await findPolicy(db, operator.tenantId)),

    set: (operator, body) =>
      db.transaction().execute(async (trx) => {
        const { tenantId, id, name } = operator
        const now = await lockPolicy(trx, tenantId)
        const at = clock.now()
        const next = follow(now, completed(body, now), { id, name }, at)
        await savePolicy(trx, tenantId, next)
        if (next.mode === 'four-eyes' && now.mode !== 'four-eyes')
          await suspendUnapproved(trx, tenantId, { now: at, endsAt: new Date(at.getTime() + WAITING_MS) })
        return toPolicy(operator, next)
      }),
  }
}

type Wanted = Policy

/** What is left out is meant as it waits for approval, or as it is. */
function completed({ mode, adminsRead }: SetReadingPolicy, now: PolicyRow): Wanted {
  const same = now.asked?.mode === mode ? now.asked : now
  return { mode, adminsRead: adminsRead ?? same.adminsRead }
}

function follow(now: PolicyRow, wanted: Wanted, by: { id: string; name: string }, at: Date): PolicyRow {
  if (isSamePolicy(now, wanted)) return { ...now, asked: null }
  if (now.asked !== null && isSamePolicy(now.asked, wanted)) {
    requireSecondPerson(by, now.asked.askedBy.id, 'the looser reading policy')
    return { ...wanted, changedBy: by.name, changedAt: at, asked: null }
  }
  const holds = strictestOf(now, wanted)
  const changed = isSamePolicy(now, holds) ? now : { ...holds, changedBy: by.name, changedAt: at }
  const asked = isSamePolicy(holds, wanted) ? null : { ...wanted, askedBy: by, at: toInstant(at) }
  return { ...changed, asked }
}

function toPolicy(operator: Operator, { asked, changedAt, ...row }: PolicyRow): ReadingPolicy {
  const mayApprove =
    mayDo(operator, 'reading-policy.set') && asked?.askedBy.id.toLowerCase() !== operator.id.toLowerCase()
  return {
    ...row,
    changedAt: changedAt && toInstant(changedAt),
    pending: asked && { ...asked, mayApprove },
  }
}
