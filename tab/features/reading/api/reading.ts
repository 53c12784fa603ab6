import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import type { SetReadingPolicy } from '../../../../server/contract/index.ts'
import { useApi } from '../../../api/context.tsx'
import { keys } from '../../../api/keys.ts'

/** How often someone who decides sees what is new. */
const LOOK_MS = 15_000

export function useReadingRequests() {
  const api = useApi()
  return useInfiniteQuery({
    queryKey: [...keys.readingRequests, 'list'],
    queryFn: ({ pageParam, signal }) =>
      api.get('/api/reading-requests', { query: { limit: 20, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: LOOK_MS,
  })
}

export function useDecide() {
  const api = useApi()
  const client = useQueryClient()
  return useMutation({
    mutationFn: ({ id, decision }: { id: string; decision: 'approve' | 'reject' }) =>
      decision === 'approve'
        ? api.send('POST', '/api/reading-requests/{id}/approve', { path: { id } })
        : api.send('POST', '/api/reading-requests/{id}/reject', { path: { id } }),
    onSettled: () => client.invalidateQueries({ queryKey: keys.readingRequests }),
  })
}

export function useSetReadingPolicy() {
  const api = useApi()
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: SetReadingPolicy) => api.send('PUT', '/api/reading-policy', { body }),
    onSuccess: (policy) => client.setQueryData(keys.readingPolicy, policy),
  })
}
