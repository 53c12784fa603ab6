import { sql } from 'kysely'
import type { Session } from './database.ts'

/** Rejects when the database doesn't answer. */
export async function ping(db: Session): Promise<void> {
  await sql`select 1`.execute(db)
}
