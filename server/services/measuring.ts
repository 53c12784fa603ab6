/** The vault's numbers as monitoring reads them: one look at the books serves all who ask within some seconds. */
import { type Measures, readMeasures } from '../books/measures.ts'
import type { Database } from '../database/database.ts'
import type { Clock } from '../domain/clock.ts'
import { monthOf } from '../domain/month.ts'

export type { TenantMeasures } from '../books/measures.ts'

export type MeasuringService = { measures(): Promise<Measures & { readonly at: Date }> }

const FRESH_MS = 10_000

export function createMeasuringService({
  database,
  clock,
}: {
  readonly database: Pick<Database, 'kysely'>
  readonly clock: Clock
}): MeasuringService {
  let last: { readonly at: number; readonly look: Promise<Measures & { readonly at: Date }> } | undefined

  async function look() {
    const at = clock.now()
    return { ...(await readMeasures(database, monthOf(at))), at }
  }

  return {
    measures() {
      const now = clock.now().getTime()
      if (last === undefined || Math.abs(now - last.at) > FRESH_MS) {
        const started = { at: now, look: look() }
        started.look.catch(() => {
          if (last === started) last = undefined
        })
        last = started
      }
      return last.look
    },
  }
}
