import type { Run } from '../../../../server/contract/index.ts'
import type { Api } from '../../../api/client.ts'
import { hasEnded } from '../run-state.ts'
import { type Following, followRun } from './follow-run.ts'

/** What windows of one browser share. Looking at either throws where a frame may store nothing (`SecurityError`). */
export interface Together {
  locks(): Pick<LockManager, 'request'> | undefined
  channel(name: string): BroadcastChannel
}

const BROWSER: Together = {
  locks: () => navigator.locks,
  channel: (name) => new BroadcastChannel(name),
}

const HANDING_ON_MS = 50

/** Between windows. `ask`: someone has come who knows nothing yet. */
type Word = { run: Run } | { trouble: boolean } | { ask: true }

/**
 * Follows a run as `followRun` does, with one stream for all windows of the browser: a browser that speaks HTTP/1.1 makes
 * six connections to a server, and each stream would hold one. Anyone who has the lock holds the stream and tells the others;
 * when that window goes, the next one has it. Where nothing can be shared, each has its own.
 */
export async function followTogether(
  api: Api,
  id: string,
  following: Following,
  together: Together = BROWSER,
): Promise<void> {
  const name = `chatvault/run/${id}`
  const shared = openShared(together, name)
  if (!shared) return followRun(api, id, following)
  const { locks, channel } = shared
  const { onRun, onTrouble, signal } = following
  const ended = new AbortController()
  let isHolder = false
  let last: Run | undefined

  const say = (word: Word) => channel.postMessage(word)
  channel.onmessage = ({ data }: MessageEvent<Word>) => {
    if ('ask' in data) {
      if (isHolder && last) say({ run: last })
    } else if (isHolder || signal.aborted) {
      return
    } else if ('trouble' in data) {
      onTrouble(data.trouble)
    } else {
      onRun(data.run)
      if (hasEnded(data.run.state)) ended.abort()
    }
  }
  const holding: Following = {
    ...following,
    onRun: (run) => {
      last = run
      say({ run })
      onRun(run)
    },
    onTrouble: (trouble) => {
      say({ trouble })
      onTrouble(trouble)
    },
  }
  const hold = async () => {
    // What the holder before said last may be on its way still: perhaps that the run has ended.
    await new Promise((resolve) => setTimeout(resolve, HANDING_ON_MS))
    if (signal.aborted || ended.signal.aborted) return
    isHolder = true
    await followRun(api, id, holding)
  }
  try {
    say({ ask: true })
    await locks.request(name, { signal: AbortSignal.any([signal, ended.signal]) }, hold)
  } catch {
    // Refused only now, as some browsers do.
    if (!isHolder && !signal.aborted && !ended.signal.aborted) await followRun(api, id, following)
  } finally {
    channel.close()
  }
}

function openShared(together: Together, name: string) {
  try {
    const locks = together.locks()
    return locks && { locks, channel: together.channel(name) }
  } catch {
    return undefined
  }
}

/** Does it while the page is seen, and again each time it is seen again: no one looks at a page that is hidden. */
export function whileVisible(
  page: Pick<Document, 'visibilityState' | 'addEventListener' | 'removeEventListener'>,
  follow: (signal: AbortSignal) => Promise<void>,
  signal: AbortSignal,
): void {
  let seen: AbortController | undefined
  const look = () => {
    if (page.visibilityState === 'hidden' || signal.aborted) {
      seen?.abort()
      seen = undefined
    } else if (!seen) {
      seen = new AbortController()
      void follow(seen.signal)
    }
  }
  page.addEventListener('visibilitychange', look)
  signal.addEventListener('abort', () => {
    page.removeEventListener('visibilitychange', look)
    look()
  })
  look()
}
