import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { AddAlertChannel, ChangeAlertChannel } from '../../../../server/contract/index.ts'
import { useApi } from '../../../api/context.tsx'

const ALERTS = ['alerts'] as const
const CHANNELS = [...ALERTS, 'channels'] as const
const RAISED = [...ALERTS, 'raised'] as const

/** What waits is tried again meanwhile. */
const LOOK_MS = 15_000

export function useChannels() {
  const api = useApi()
  return useQuery({
    queryKey: CHANNELS,
    queryFn: ({ signal }) => api.get('/api/alerts/channels', { signal }),
    refetchInterval: ({ state }) =>
      state.data?.items.some(({ last }) => last?.state === 'waiting') ? LOOK_MS : false,
  })
}

export function useRaised() {
  const api = useApi()
  return useInfiniteQuery({
    queryKey: RAISED,
    queryFn: ({ pageParam, signal }) =>
      api.get('/api/alerts', { query: { limit: 20, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
}

export function useAddChannel() {
  const api = useApi()
  const refresh = useRefresh()
  return useMutation({
    mutationFn: (body: AddAlertChannel) => api.send('POST', '/api/alerts/channels', { body }),
    onSuccess: refresh,
  })
}

export function useChangeChannel() {
  const api = useApi()
  const refresh = useRefresh()
  return useMutation({
    mutationFn: ({ id, ...body }: ChangeAlertChannel & { id: string }) =>
      api.send('PUT', '/api/alerts/channels/{id}', { path: { id }, body }),
    onSuccess: refresh,
  })
}

export function useRemoveChannel() {
  const api = useApi()
  const refresh = useRefresh()
  return useMutation({
    mutationFn: (id: string) => api.send('DELETE', '/api/alerts/channels/{id}', { path: { id } }),
    onSuccess: refresh,
  })
}

export function useTestChannel() {
  const api = useApi()
  const refresh = useRefresh()
  return useMutation({
    mutationFn: (id: string) => api.send('POST', '/api/alerts/channels/{id}/test', { path: { id } }),
    onSettled: refresh,
  })
}

function useRefresh() {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: ALERTS })
}
