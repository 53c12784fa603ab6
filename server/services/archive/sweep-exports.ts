/** What exports leave behind: files that have expired, rows nobody asks for any more, halves of files after a crash. */
import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Database } from '../../database/database.ts'
import type { Clock } from '../../domain/clock.ts'
import { deleteExport, knownExports, listExpired, listLongGone, noteRemoved } from '../export-rows.ts'
import { exportFile } from './export-job.ts'

/** How long the list says of an export that it has expired or failed. */
const TOLD_MS = 30 * 86_400_000
/** A file without a row may be younger than the row of its export: never touched before that. */
const STRAY_MS = 3_600_000

export async function sweepExports({
  database: { kysely: db },
  clock,
  dir,
}: {
  database: Pick<Database, 'kysely'>
  clock: Pick<Clock, 'now'>
  dir: string
}): Promise<void> {
  const now = clock.now()
  for (const expired of await listExpired(db, now)) {
    await rm(exportFile(dir, expired.id), { force: true })
    await noteRemoved(db, expired, now)
  }
  for (const { tenantId, id } of await listLongGone(db, new Date(now.getTime() - TOLD_MS)))
    await db.transaction().execute((trx) => deleteExport(trx, tenantId, id))
  await removeStrays()

  async function removeStrays(): Promise<void> {
    const names = (await readdir(dir).catch(() => [])).filter((name) => /\.zip(\..+\.part)?$/.test(name))
    const idOf = (name: string) => name.slice(0, name.indexOf('.zip'))
    const known = await knownExports(db, names.map(idOf))
    for (const name of names) {
      if (known.has(idOf(name))) continue
      const path = join(dir, name)
      const found = await stat(path).catch(() => undefined)
      if (found !== undefined && found.mtimeMs < now.getTime() - STRAY_MS) await rm(path, { force: true })
    }
  }
}
