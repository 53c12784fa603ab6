import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ReleaseHold, StartErasure, StartHold } from '../../../../server/contract/index.ts'
import { useApi } from '../../../api/context.tsx'

const ALL = ['removals'] as const
/** While one is being carried out. */
const LOOK_MS = 2000

export function useRetention() {
  const api = useApi()
  return useQuery({
    queryKey: [...ALL, 'retention'],
    queryFn: ({ signal }) => api.get('/api/retention', { signal }),
  })
}

export function usePreviewRetention() {
  const api = useApi()
  return useMutation({
    mutationFn: (keepDays: number) => api.send('POST', '/api/retention/preview', { body: { keepDays } }),
  })
}

export function useSetRetention() {
  const api = useApi()
  const refresh = useRefresh()
  return useMutation({
    mutationFn: (keepDays: number | null) => api.send('PUT', '/api/retention', { body: { keepDays } }),
    onSuccess: refresh,
  })
}

export function useHolds() {
  const api = useApi()
  return useInfiniteQuery({
    queryKey: [...ALL, 'holds'],
    queryFn: ({ pageParam, signal }) =>
      api.get('/api/holds', { query: { limit: 20, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
}

export function usePlaceHold() {
  const api = useApi()
  const refresh = useRefresh()
  return useMutation({
    mutationFn: (body: StartHold) => api.send('POST', '/api/holds', { body }),
    onSuccess: refresh,
  })
}

export function useReleaseHold() {
  const api = useApi()
  const refresh = useRefresh()
  return useMutation({
    mutationFn: ({ id, ...body }: ReleaseHold & { id: string }) =>
      api.send('POST', '/api/holds/{id}/release', { path: { id }, body }),
    onSuccess: refresh,
  })
}

export function useErasures() {
  const api = useApi()
  return useInfiniteQuery({
    queryKey: [...ALL, 'erasures'],
    queryFn: ({ pageParam, signal }) =>
      api.get('/api/erasures', { query: { limit: 20, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ items }) => items.some((one) => one.state === 'running')) ? LOOK_MS : false,
  })
}

export function useRequestErasure() {
  const api = useApi()
  const refresh = useRefresh()
  return useMutation({
    mutationFn: (body: StartErasure) => api.send('POST', '/api/erasures', { body }),
    onSuccess: refresh,
  })
}

export type Answer = { readonly id: string; readonly how: 'approve' | 'reject' }

export function useAnswerErasure() {
  const api = useApi()
  const refresh = useRefresh()
  return useMutation({
    mutationFn: ({ id, how }: Answer) =>
      how === 'approve'
        ? api.send('POST', '/api/erasures/{id}/approve', { path: { id } })
        : api.send('POST', '/api/erasures/{id}/reject', { path: { id } }),
    onSuccess: refresh,
  })
}

function useRefresh() {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: ALL })
}
