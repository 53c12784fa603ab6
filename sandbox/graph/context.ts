import type { Entra } from '../entra/entra.ts'
import type { Faults } from '../faults.ts'
import type { Meter } from '../metering.ts'
import type { Clock, Settings } from '../options.ts'
import type { Tenant } from '../tenant/tenant.ts'
import type { Throttle } from '../throttle.ts'
import type { Access } from './access.ts'
import type { ExportLists } from './export-lists.ts'

/** Switches that may be turned while the sandbox runs. */
export type Knobs = Pick<
  Settings,
  | 'latencyMs'
  | 'throttleRps'
  | 'faults'
  | 'faultRate'
  | 'metering'
  | 'chargeEmptyLists'
  | 'shortPageRate'
  | 'emptyPageRate'
  | 'paging'
> & { readonly seed: number }

/** What Graph's handlers work with. */
export interface GraphContext {
  readonly tenant: Tenant
  readonly entra: Entra
  readonly access: Access
  readonly knobs: Knobs
  readonly clock: Clock
  readonly meter: Meter
  readonly faults: Faults
  readonly throttle: Throttle
  readonly lists: ExportLists
  /** Requests so far by kind. */
  readonly requests: Map<string, number>
}
