/** Whether what was archived is still what was written: the newest checks, what isn't over, the chain, and what no backup covers. */
import {
  type CompletedCheck,
  countDocumentedRuns,
  findDamage,
  findLastCheck,
  findLastCoverage,
  listDocumentedRuns,
} from '../../books/integrity.ts'
import type { Schedules } from '../../books/schedules.ts'
import { findNextVerification, listVerifications } from '../../books/verifications.ts'
import type { Integrity, CompletedCheck as ShownCheck } from '../../contract/index.ts'
import type { Database } from '../../database/database.ts'
import { type Clock, toInstant } from '../../domain/clock.ts'
import type { Operator } from '../../domain/operator.ts'
import { nightsAround, zoneOf } from './nightly.ts'

export type IntegrityService = { get(operator: Operator): Promise<Integrity> }

/** Links of the chain that are shown. */
const LINKS = 12

type Deps = {
  readonly database: Database
  readonly schedules: Pick<Schedules, 'find'>
  readonly clock: Pick<Clock, 'now'>
}

export function createIntegrityService({ database, schedules, clock }: Deps): IntegrityService {
  const db = database.kysely
  return {
    async get({ tenantId }) {
      const [sampled, full, damage, open, runs, total, compared] = await Promise.all([
        findLastCheck(db, tenantId, 'sampled'),
        findLastCheck(db, tenantId, 'full'),
        findDamage(db, tenantId),
        findNextVerification(db, tenantId),
        listDocumentedRuns(db, tenantId, LINKS),
        countDocumentedRuns(db, tenantId),
        findLastCoverage(db, tenantId),
      ])
      const { next } = nightsAround(await zoneOf(schedules, tenantId), clock.now())
      return {
        lastSampled: sampled === undefined ? null : shown(sampled),
        lastFull: full === undefined ? null : shown(full),
        damage: damage === undefined ? null : shown(damage),
        openId: open?.id ?? null,
        lastFailed: await findFailure(tenantId),
        nextSampledAt: total === 0 ? null : toInstant(next),
        chain: { total, links: runs.map((run) => ({ ...run, endedAt: toInstant(run.endedAt) })) },
        compared: compared === undefined ? null : shownCoverage(compared),
      }
    },
  }

  /** The newest check of all, where it could not be carried out. */
  async function findFailure(tenantId: string): Promise<Integrity['lastFailed']> {
    const ended = await listVerifications(db, tenantId, { limit: RECENT, before: undefined })
    const newest = ended.find(({ endedAt }) => endedAt !== null)
    if (newest?.state !== 'failed' || newest.endedAt === null) return null
    return { at: toInstant(newest.endedAt), reason: newest.reason ?? '', notice: newest.notice }
  }
}

/** The newest one that has ended is among them: few wait at once. */
const RECENT = 5

export function shown({ endedAt, ...check }: CompletedCheck): ShownCheck {
  return { ...check, endedAt: toInstant(endedAt) }
}

function shownCoverage({
  runId,
  endedAt,
  coverage,
}: NonNullable<Awaited<ReturnType<typeof findLastCoverage>>>): Integrity['compared'] {
  const { notCovered, ...figures } = coverage
  return { runId, endedAt: toInstant(endedAt), ...figures, notCovered: [...notCovered] }
}
