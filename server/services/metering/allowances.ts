/**
 * Notes messages in the archive before they can be paid for, so that a month's charges can be restored when the books
 * are lost: never fewer than there were. A run's pages share blocks; the rest of a block is dropped when the run is
 * closed, since the run document has the real usage.
 */
import type { Archive, RunDocument } from '../../archive/archive.ts'
import type { Ledger } from '../../books/ledger.ts'
import type { Month } from '../../domain/month.ts'

/** Messages of a block: so many a rebuild may count too much when a run was cut off. */
export const BLOCK = 1000

export type Covered = {
  readonly tenantId: string
  readonly month: Month
  readonly messages: number
  /** Of which more will follow; null for a single message. */
  readonly runId: string | null
}

export type Allowances = {
  /** Durable in the archive when it resolves. Answers what takes back those that were not needed. */
  cover(request: Covered): Promise<(messages: number) => void>
  /** For a run document; undefined for a tenant that has agreed to nothing. Nothing may be reading for the tenant's run. */
  usage(tenantId: string): Promise<RunDocument['usage']>
}

/** Of one run: the process that closed it may have been another, whose document takes what is left here for forgotten. */
type Block = { readonly month: Month; readonly runId: string | null; left: number }

export function createAllowances(deps: {
  archive: Archive
  ledger: Pick<Ledger, 'balance' | 'aboutToNote'>
}): Allowances {
  const blocks = new Map<string, Block>()
  const waiting = new Map<string, Promise<unknown>>()

  /** Lanes that find a block used up wait for one new one. */
  function inTurn<T>(tenantId: string, work: () => Promise<T>): Promise<T> {
    const turn = (waiting.get(tenantId) ?? Promise.resolve()).then(work)
    waiting.set(
      tenantId,
      turn.catch(() => undefined),
    )
    return turn
  }

  async function takeFrom({ tenantId, month, messages, runId }: Covered): Promise<Block> {
    const last = blocks.get(tenantId)
    const isOfRun = runId !== null && last?.runId === runId && last.month === month
    const block: Block = isOfRun ? last : { month, runId, left: 0 }
    if (block.left < messages) {
      const more = runId === null ? 0 : await moreFor(tenantId, messages)
      const noted = messages + more - block.left
      const tenant = await deps.archive.open(tenantId)
      // The books first: what the archive knows and they do not tells that they are an older copy (restore-usage.ts).
      await tenant.noteUsage(month, noted, (sum) => deps.ledger.aboutToNote(tenantId, month, sum))
      block.left += noted
      if (runId !== null) blocks.set(tenantId, block)
    }
    block.left -= messages
    return block
  }

  /** Beyond the limit nothing is needed. */
  async function moreFor(tenantId: string, messages: number): Promise<number> {
    const left = (await deps.ledger.balance(tenantId))?.left ?? BLOCK
    return Math.max(0, Math.min(BLOCK - messages, left))
  }

  async function usage(tenantId: string): Promise<RunDocument['usage']> {
    const before = await deps.ledger.balance(tenantId)
    if (before === undefined) return undefined
    // In this order: anyone who reserves later is noted later, and so not taken for one that `used` accounts for.
    blocks.delete(tenantId)
    const noted = await (await deps.archive.open(tenantId)).notedUsage(before.month)
    const after = await deps.ledger.balance(tenantId)
    if (after?.month !== before.month) return usage(tenantId)
    return { month: before.month, used: after.charged + after.reserved, noted: noted.messages }
  }

  return {
    cover: (request) => inTurn(request.tenantId, async () => giveBackTo(await takeFrom(request))),
    usage,
  }
}

function giveBackTo(block: Block): (messages: number) => void {
  return (messages) => {
    block.left += messages
  }
}
