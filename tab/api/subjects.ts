import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { Subject } from '../../server/http/contract.ts'
import { useApi } from './context.tsx'
import { keys } from './keys.ts'
import type { Page } from './page.ts'

/** People of the tenant, page by page, filtered by the server. */
export function useSubjects(q: string, inScope?: boolean) {
  const api = useApi()
  return useInfiniteQuery({
    queryKey: keys.subjects(q, inScope),
    queryFn: ({ pageParam, signal }) =>
      api.get<Page<Subject>>('/api/subjects', { q, inScope, limit: 100, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: (previous) => previous,
  })
}

export function useSubject(id: string) {
  const api = useApi()
  return useQuery({
    queryKey: [...keys.allSubjects, 'one', id],
    queryFn: ({ signal }) => api.get<Subject>(`/api/subjects/${encodeURIComponent(id)}`, {}, signal),
    retry: false,
  })
}
