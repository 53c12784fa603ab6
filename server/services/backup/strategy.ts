/** What a tenant's backups ask mailboxes for, and what that saves. */
import type { Tenants } from '../../books/tenants.ts'
import { countCopies } from '../../catalog/copies.ts'
import type { SetStrategy, StrategyChoice } from '../../contract/index.ts'
import type { Database } from '../../database/database.ts'
import type { Operator } from '../../domain/operator.ts'

export type StrategyService = {
  get(operator: Operator): Promise<StrategyChoice>
  /** For backups that are started from now on; a suspended one continues as it began. */
  set(operator: Operator, body: SetStrategy): Promise<StrategyChoice>
}

export function createStrategyService(deps: {
  readonly database: Pick<Database, 'kysely'>
  readonly tenants: Pick<Tenants, 'ensure' | 'strategy' | 'setStrategy'>
}): StrategyService {
  const get = async (tenantId: string): Promise<StrategyChoice> => {
    const { messages, copies } = await countCopies(deps.database.kysely, tenantId)
    const strategy = await deps.tenants.strategy(tenantId)
    return { strategy, archived: messages === 0 ? null : { messages, copies } }
  }
  return {
    get: ({ tenantId }) => get(tenantId),
    async set({ tenantId }, { strategy }) {
      await deps.tenants.ensure(tenantId)
      await deps.tenants.setStrategy(tenantId, strategy)
      return get(tenantId)
    },
  }
}
