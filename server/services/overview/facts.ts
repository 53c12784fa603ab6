import type { ConnectionRow } from '../../books/connections.ts'
import type { CreatedRow } from '../../books/created-objects.ts'
import type { CompletedCheck } from '../../books/integrity.ts'
import type { RetentionRow } from '../../books/retentions.ts'
import type { RunRow } from '../../books/runs.ts'
import type { ScheduleRow } from '../../books/schedules.ts'
import type { PeopleCounts } from '../../catalog/people.ts'
import type { Filling } from '../../domain/room.ts'
import type { ClockWarning } from '../health/clock-warning.ts'
import type { Shown } from '../people/scope-groups.ts'

/** The facts behind the overview and its needs. */
export type Facts = {
  readonly now: Date
  readonly connection: ConnectionRow | undefined
  readonly openRun: RunRow | undefined
  /** The newest run that has ended. */
  readonly lastRun: RunRow | undefined
  /** The newest run that read what it could. */
  readonly lastGoodRun: RunRow | undefined
  readonly schedule: ScheduleRow | undefined
  readonly retention: RetentionRow | undefined
  readonly people: PeopleCounts
  /** The newest check of the archive, of either kind. */
  readonly lastCheck: CompletedCheck | undefined
  /** The newest that found damage, while that isn't over. */
  readonly damage: CompletedCheck | undefined
  /** Groups of the scope that the directory does not know any more. */
  readonly missingGroups: readonly string[]
  readonly groups: Shown['groups']
  /** What a setup made in Microsoft 365, or borrowed there. */
  readonly created: readonly CreatedRow[]
  /** Of a server of ours whose clock is not Microsoft's. */
  readonly clockWarning?: ClockWarning | undefined
  /** Of this process's disks, the one that is filling up. */
  readonly filling?: Filling | undefined
}
