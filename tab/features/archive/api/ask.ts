import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { AskToRead } from '../../../../server/contract/index.ts'
import { useApi } from '../../../api/context.tsx'
import { keys } from '../../../api/keys.ts'

/** How often a request that waits is looked at. */
const LOOK_MS = 5000
/** Of the reader's requests as many as are looked through for one that waits. */
const NEWEST = 50

export function useAskToRead() {
  const api = useApi()
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: AskToRead) => api.send('POST', '/api/reading-requests', { body }),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.readingRequests }),
  })
}

/** The same text for the same selection, whatever the order of its members. */
function sameTextOf(selection: NonNullable<AskToRead['selection']>): string {
  return JSON.stringify(Object.entries(selection).sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** The reader's newest request for the same, which they may have made before; looked at again while it waits. */
export function useAskedBefore(selection: NonNullable<AskToRead['selection']>) {
  const api = useApi()
  const wanted = sameTextOf(selection)
  return useQuery({
    queryKey: [...keys.readingRequests, 'mine', wanted],
    queryFn: async ({ signal }) => {
      const { items } = await api.get('/api/reading-requests', { query: { limit: NEWEST }, signal })
      return items.find((it) => it.isMine && sameTextOf(it.selection) === wanted) ?? null
    },
    refetchInterval: ({ state }) => (state.data?.state === 'waiting-for-approval' ? LOOK_MS : false),
  })
}
