import type { Entra } from '../entra/entra.ts'
import type { Access, Caller } from '../graph/access.ts'
import type { Call } from '../http/call.ts'
import type { Clock, Settings } from '../options.ts'
import type { Azure } from './azure.ts'

/** What Azure Resource Manager's handlers work with. */
export interface ArmContext {
  readonly azure: Azure
  readonly entra: Entra
  readonly access: Access
  readonly knobs: Settings
  readonly clock: Clock
  readonly requests: Map<string, number>
}

/** One call of someone who is known. */
export interface ArmCall {
  readonly arm: ArmContext
  readonly call: Call
  readonly caller: Caller
}
