/**
 * The gate before everything that messages say. Where the policy asks for a reason or for another person, it lets through what
 * the person's own requests allow by now, and names them, for the answer and for the audit.
 */

import { findPolicy, listGranted } from '../../books/reading.ts'
import type { Reach } from '../../catalog/messages.ts'
import { listReaching, reachOf } from '../../catalog/reach.ts'
import type { Selection } from '../../catalog/selection.ts'
import type { Database } from '../../database/database.ts'
import type { Clock } from '../../domain/clock.ts'
import type { Operator } from '../../domain/operator.ts'
import { isWithin, type ReadingPolicy } from '../../domain/reading.ts'
import type { MessageSelection } from '../../domain/selection.ts'
import { VaultError } from '../../domain/vault-error.ts'

/** What someone may be shown now; `reach` is undefined where that is everything. */
export type Opened = {
  readonly reach: Reach | undefined
  /** Ids of requests. */
  readonly allowedBy: string[]
}

/** Each throws 403 `reading-not-approved` where nothing is allowed, or `reading-needs-reviewer`. */
export type ReadingGate = {
  /** All that the person may be shown, in whichever conversation. */
  open(operator: Operator): Promise<Opened>
  /** What the person may be shown of one conversation, by its catalog number. */
  openConversation(operator: Operator, conversationNo: number): Promise<Opened>
  /** Nothing but a whole selection: the requests that allow all of it. */
  demand(operator: Operator, selection: MessageSelection): Promise<string[]>
}

type Deps = {
  readonly database: Database
  readonly clock: Pick<Clock, 'now'>
  /** From what people choose to the catalog's numbers. */
  readonly choose: (tenantId: string, selection: MessageSelection) => Promise<Selection>
}

type Granted = { readonly id: string; readonly selection: MessageSelection }

const EVERYTHING: Opened = { reach: undefined, allowedBy: [] }

export function createReadingGate({ database: { kysely: db }, clock, choose }: Deps): ReadingGate {
  /** What the person's requests allow; undefined where none is needed. */
  async function grantsOf(
    operator: Operator,
  ): Promise<{ granted: Granted[]; policy: ReadingPolicy } | undefined> {
    const policy = await findPolicy(db, operator.tenantId)
    demandReader(operator, policy)
    if (policy.mode === 'open') return undefined
    const approved = policy.mode === 'four-eyes'
    const asking = { askedBy: operator.id, now: clock.now(), approved }
    const granted = await listGranted(db, operator.tenantId, asking)
    if (granted.length === 0) throw notApproved(policy)
    return { granted, policy }
  }

  const chosen = (tenantId: string, granted: readonly Granted[]) =>
    Promise.all(granted.map(({ selection }) => choose(tenantId, selection)))

  return {
    async open(operator) {
      const grants = await grantsOf(operator)
      if (grants === undefined) return EVERYTHING
      const selections = await chosen(operator.tenantId, grants.granted)
      return { reach: reachOf(selections), allowedBy: grants.granted.map(({ id }) => id) }
    },

    async openConversation(operator, conversationNo) {
      const grants = await grantsOf(operator)
      if (grants === undefined) return EVERYTHING
      const selections = await chosen(operator.tenantId, grants.granted)
      const reaching = new Set(await listReaching(db, operator.tenantId, conversationNo, selections))
      if (reaching.size === 0) throw notApproved(grants.policy)
      const here = <T>(_: T, place: number) => reaching.has(place)
      return {
        reach: reachOf(selections.filter(here)),
        allowedBy: grants.granted.filter(here).map(({ id }) => id),
      }
    },

    async demand(operator, selection) {
      const grants = await grantsOf(operator)
      if (grants === undefined) return []
      const whole = grants.granted.find((one) => isWithin(selection, one.selection))
      if (whole === undefined) throw notApproved(grants.policy)
      return [whole.id]
    },
  }
}

/** Throws 403 `reading-needs-reviewer` for admins whom the policy lets see only that there are messages. */
export function demandReader({ roles }: Pick<Operator, 'roles'>, { adminsRead }: ReadingPolicy): void {
  if (adminsRead || !roles.includes('admin') || roles.includes('reviewer')) return
  throw new VaultError({
    code: 'reading-needs-reviewer',
    attempted: 'read archived messages',
    why: 'in your organization, admins see that there are messages, but not what they say',
    hint: 'Ask a reviewer, or get the role Vault.Reviewer in Microsoft Entra.',
    status: 403,
  })
}

function notApproved({ mode }: ReadingPolicy): VaultError {
  return new VaultError({
    code: 'reading-not-approved',
    attempted: 'read archived messages',
    why:
      mode === 'reason'
        ? 'in your organization, readers say why first, and no request of yours covers this'
        : 'in your organization, another person approves it first, and no approved request of yours covers this',
    hint: 'Ask to read with POST /api/reading-requests: what, why, and for how many hours.',
    status: 403,
    members: { mode },
  })
}
