import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { RestoreSummary } from '../../../../server/contract/index.ts'
import { useApi } from '../../../api/context.tsx'
import { itemsOf } from '../../../api/page.ts'

const RESTORES = ['restores']
const restoreKey = (id: string) => ['restore', id] as const

/** Nothing changes any more, or not before somebody approves it. */
const isAtRest = ({ state, endedAt }: RestoreSummary) => endedAt !== null || state === 'waiting-for-approval'

/** Newest first, asked again while one is at work. */
export function useRestores() {
  const api = useApi()
  return useInfiniteQuery({
    queryKey: RESTORES,
    queryFn: ({ pageParam, signal }) =>
      api.get('/api/restores', { query: { limit: 20, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    refetchOnMount: 'always',
    refetchInterval: ({ state }) => (itemsOf(state.data).every(isAtRest) ? false : 3000),
  })
}

/** A restore as it is, asked every two seconds while it's at work, and less often while it waits for a person. */
export function useRestore(id: string) {
  const api = useApi()
  return useQuery({
    queryKey: restoreKey(id),
    queryFn: ({ signal }) => api.get('/api/restores/{id}', { path: { id }, signal }),
    refetchInterval: ({ state: { data } }) =>
      data === undefined || data.endedAt !== null ? false : isAtRest(data) ? 15_000 : 2000,
  })
}

export function useApproveRestore(id: string) {
  const api = useApi()
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => api.send('POST', '/api/restores/{id}/approve', { path: { id } }),
    onSuccess: (restore) => client.setQueryData(restoreKey(id), restore),
  })
}

/** Ends the import into a chat, by the archived conversation it came from. */
export function useCloseChat(id: string, from: string) {
  const api = useApi()
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => api.send('POST', '/api/restores/{id}/chats/{from}/close', { path: { id, from } }),
    onSuccess: (restore) => client.setQueryData(restoreKey(id), restore),
  })
}

export function useCancelRestore(id: string) {
  const api = useApi()
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => api.send('POST', '/api/restores/{id}/cancel', { path: { id } }),
    onSuccess: (restore) => client.setQueryData(restoreKey(id), restore),
  })
}
