/** What exports leave behind: files that have expired, rows no one asks for any more, halves of files after a crash. */
import { deleteExport, knownExports, listExpired, listLongGone, noteRemoved } from '../../books/exports.ts'
import type { Database } from '../../database/database.ts'
import type { Clock } from '../../domain/clock.ts'
import type { ExportFiles } from '../../export-files/export-files.ts'

/** How long the list says of an export that it has expired or failed. */
const LISTED_MS = 30 * 86_400_000
/** A file without a row may be younger than the row of its export: never touched before that. */
const STRAY_MS = 3_600_000

export async function sweepExports({
  database: { kysely: db },
  clock,
  files,
}: {
  database: Pick<Database, 'kysely'>
  clock: Pick<Clock, 'now'>
  files: ExportFiles
}): Promise<void> {
  const now = clock.now()
  for (const expired of await listExpired(db, now)) {
    await files.remove(expired.id)
    await noteRemoved(db, expired, now)
  }
  for (const { tenantId, id } of await listLongGone(db, new Date(now.getTime() - LISTED_MS)))
    await db.transaction().execute((trx) => deleteExport(trx, tenantId, id))
  const old = (await files.list()).filter(({ changedAt }) => changedAt.getTime() < now.getTime() - STRAY_MS)
  const known = await knownExports(
    db,
    old.map(({ id }) => id),
  )
  for (const { id } of old) if (!known.has(id)) await files.remove(id)
}
