import { type InfiniteData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import type { Subject } from '../../server/contract/index.ts'
import { useApi } from './context.tsx'
import { keys } from './keys.ts'
import { itemsOf, type Page } from './page.ts'

/** People of the tenant, page by page, filtered by the server. */
export function useSubjects(q: string, inScope?: boolean) {
  const api = useApi()
  return useInfiniteQuery({
    queryKey: keys.subjects(q, inScope),
    queryFn: ({ pageParam, signal }) =>
      api.get('/api/subjects', {
        query: { q, inScope: inScope?.toString(), limit: 100, cursor: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: (previous) => previous,
  })
}

/** A person out of the lists that are already here; undefined when none of them has it. */
export function useKnownSubject(id: string): Subject | undefined {
  const client = useQueryClient()
  return client
    .getQueriesData<InfiniteData<Page<Subject>>>({ queryKey: keys.allSubjects })
    .flatMap(([, data]) => itemsOf(data))
    .find((it) => it.id === id)
}
