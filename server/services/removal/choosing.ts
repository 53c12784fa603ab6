/** What holds, erasures, and retention mean in the catalog as it is now. */
import type { Archive } from '../../archive/archive.ts'
import { listActiveHolds } from '../../books/holds.ts'
import type { Selection } from '../../catalog/selection.ts'
import type { Session } from '../../database/database.ts'
import type { MessageSelection } from '../../domain/selection.ts'
import { VaultError } from '../../domain/vault-error.ts'
import { chooseMessages } from '../search/choose.ts'
import type { Indexer } from '../search/indexer.ts'

export type ChoosingDeps = {
  readonly archive: Archive
  readonly indexer: Pick<Indexer, 'catchUp' | 'finish'>
}

/** What was chosen and when: messages that were archived by then, or with `growing` also those that came later. */
export type Choice = {
  readonly selection: MessageSelection
  readonly at: Date
  readonly growing: boolean
}

/** How long someone who asks waits for what was archived last to become searchable. */
const CATCH_UP_MS = 5000

/** For a person who waits: throws 503 `search-behind` where words are looked for and can't be found in everything yet. */
export function choosingNow({ archive, indexer }: ChoosingDeps, db: Session, tenantId: string): Chooser {
  return chooser(archive, db, tenantId, async () => {
    if ((await indexer.catchUp(tenantId, CATCH_UP_MS)) > 0) throw searchBehind()
  })
}

/** Within a transaction, where nothing may be waited for: words are looked for in what is indexed. */
export function choosingIndexed({ archive }: ChoosingDeps, db: Session, tenantId: string): Chooser {
  return chooser(archive, db, tenantId, async () => undefined)
}

/** For a job: waits as long as it takes. */
export function choosingSurely({ archive, indexer }: ChoosingDeps, db: Session, tenantId: string): Chooser {
  return chooser(archive, db, tenantId, () => indexer.finish(tenantId))
}

export type Chooser = {
  choose(choice: Choice): Promise<Selection>
  /** What active holds hold. */
  held(): Promise<Selection[]>
}

function chooser(archive: Archive, db: Session, tenantId: string, catchUp: () => Promise<void>): Chooser {
  async function choose({ selection, at, growing }: Choice): Promise<Selection> {
    const choosing = { db, archive: await archive.find(tenantId), catchUp }
    const chosen = await chooseMessages(choosing, tenantId, selection)
    return growing ? chosen : { ...chosen, archivedBy: at }
  }
  return {
    choose,
    async held() {
      const held: Selection[] = []
      for (const { selection, createdAt: at, growing } of await listActiveHolds(db, tenantId))
        held.push(await choose({ selection, at, growing }))
      return held
    },
  }
}

function searchBehind(): VaultError {
  return new VaultError({
    code: 'search-behind',
    attempted: 'look for these words in everything archived',
    why: 'some messages are still being prepared for search',
    hint: 'Try again in a few minutes.',
    status: 503,
    retry: 'later',
  })
}
