import type { Clock } from '../domain/clock.ts'
import type { Database } from './database.ts'
import type { OnBroken } from './embedded-guard.ts'
import { openEmbedded } from './open-embedded.ts'
import { openServer } from './open-server.ts'

/** Where the books and the catalog are: a PostgreSQL server when a URL names one, else embedded in `dataDir`. */
export type DatabaseLocation = {
  readonly databaseUrl?: string | undefined
  readonly dataDir: string
  readonly clock: Clock
  /** The embedded database failed fatally; see embedded-guard.ts. The program should end in here. */
  readonly onBroken?: OnBroken
  /** Whether an embedded one has a thread of its own, for a process that has more to do. */
  readonly ownThread?: boolean
}

/** Opens the database as it is; `migrate` brings it to this program's schema. */
export async function openDatabase({
  databaseUrl,
  dataDir,
  clock,
  onBroken = () => {},
  ownThread = false,
}: DatabaseLocation): Promise<Database> {
  return databaseUrl === undefined
    ? openEmbedded(dataDir, { clock, onBroken, ownThread })
    : openServer(databaseUrl, clock)
}
