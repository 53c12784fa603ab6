/**
 * A run goes by Microsoft's time: watermarks end before it, whatever our own clock does. What a clock that was ahead has
 * skipped in runs from before that, as far as the books can tell, is read again.
 */

import {
  closeClockEvidence,
  findClockEvidence,
  hasWatermarkAfter,
  setBackSources,
} from '../../books/clock-evidence.ts'
import { lastChangesSeen } from '../../catalog/last-seen.ts'
import { DAY_MS } from '../../domain/day.ts'
import { notice } from '../../domain/notice.ts'
import { counted } from '../../domain/text.ts'
import { clockWarningOf } from '../health/clock-warning.ts'
import type { RunWork } from './run-work.ts'

/** Before anybody is read: says what is wrong with our clock, and goes back to where one that was wrong began to skip. */
export async function checkTime(work: RunWork): Promise<void> {
  const now = await work.microsoftNow()
  const warning = clockWarningOf(work.time.leadMs())
  if (warning !== undefined)
    await work.alert({ code: 'clock-wrong', notice: warning.notice }, `${warning.title}.`, warning.hint, null)
  const people = await goBack(work, now)
  if (people > 0)
    await work.alert(
      { code: 'read-again', notice: notice('read-again', { count: people }) },
      `The clock of this server was ahead of Microsoft’s in an earlier backup. ${counted(people, 'person is', 'people are')} read again from their last message before that.`,
      'You don’t need to do anything. Some messages are returned, and counted, twice; none is archived twice.',
      null,
    )
}

/**
 * The place is safe: when a mailbox was read, Microsoft’s time was at least that of the last message which came. A message
 * may have come from another mailbox first, so as much is taken off as the run took.
 */
function goBack({ database, run: { tenantId } }: RunWork, now: Date): Promise<number> {
  return database.kysely.transaction().execute(async (trx) => {
    const evidence = await findClockEvidence(trx, tenantId, now)
    const isAhead = await hasWatermarkAfter(trx, tenantId, now)
    await closeClockEvidence(trx, tenantId)
    if (evidence === undefined && !isAhead) return 0
    const offMs = Math.max(0, evidence?.tookMs ?? DAY_MS)
    const seen = await lastChangesSeen(trx, tenantId, evidence?.runNo)
    const places = [...seen].map(([id, at]) => [id, new Date(at.getTime() - offMs)] as const)
    return setBackSources(trx, tenantId, new Map(places))
  })
}
