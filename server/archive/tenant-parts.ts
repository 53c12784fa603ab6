import type { Clock } from '../domain/clock.ts'
import type { MasterKey } from '../secrets/keys.ts'
import type { Randomness } from '../secrets/randomness.ts'
import type { ObjectStore } from './object-store.ts'
import type { TenantKeys } from './tenant-keys.ts'

/** The kinds of files in one tenant's part of an archive. */
export type TenantParts = {
  /** The tenant's folder. */
  readonly store: ObjectStore
  readonly keys: TenantKeys
  readonly masterKey: MasterKey
  readonly clock: Clock
  readonly randomness: Randomness
}
