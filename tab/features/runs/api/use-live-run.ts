import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { Run } from '../../../../server/contract/index.ts'
import { useApi } from '../../../api/context.tsx'
import { keys } from '../../../api/keys.ts'
import { runQuery } from '../../../api/run.ts'
import { hasEnded, isLive } from '../run-state.ts'
import { followTogether, whileVisible } from './follow-together.ts'
import { refreshAfterRun } from './runs.ts'

/** Whether a run that others show is here already; nothing is asked for where there is none. */
export function useRunIsPending(id: string | null | undefined): boolean {
  const query = useQuery({ ...runQuery(useApi(), id ?? ''), enabled: Boolean(id) })
  return Boolean(id) && query.isPending
}

/**
 * One run as it stands: asked once, then followed by events while it is live and the page is seen, asked every three seconds while events
 * fail, and every five while it is suspended. `trouble` says that events fail.
 */
export function useLiveRun(id: string) {
  const api = useApi()
  const client = useQueryClient()
  const [trouble, setTrouble] = useState(false)
  const query = useQuery({
    ...runQuery(api, id),
    refetchInterval: ({ state }) => intervalFor(state.data, trouble),
  })
  const state = query.data?.state
  const live = state !== undefined && isLive(state)

  useEffect(() => {
    if (!live) return
    // Anyone who began it, the figures of the month move with it from now on.
    void client.invalidateQueries({ queryKey: keys.quota })
    const stop = new AbortController()
    const onRun = (run: Run) => void client.setQueryData(keys.run(id), run)
    const follow = (signal: AbortSignal) => followTogether(api, id, { onRun, onTrouble: setTrouble, signal })
    whileVisible(document, follow, stop.signal)
    return () => stop.abort()
  }, [api, client, id, live])

  // Each time: one that was suspended may have gone on and ended between two looks.
  useEffect(() => {
    if (state !== undefined && !isLive(state)) void refreshAfterRun(client)
  }, [state, client])

  return { query, trouble: trouble && live }
}

function intervalFor(run: Run | undefined, trouble: boolean): number | false {
  if (!run || hasEnded(run.state)) return false
  if (run.state === 'suspended') return 5000
  return trouble ? 3000 : false
}
