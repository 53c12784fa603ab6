import { useInfiniteQuery } from '@tanstack/react-query'
import { useApi } from '../../../api/context.tsx'
import { type Asked, isAsking, selectionOf } from './asked.ts'

/** Messages that were found, the newest first, page by page. */
export function useSearch(asked: Asked) {
  const api = useApi()
  return useInfiniteQuery({
    queryKey: ['search', asked],
    queryFn: ({ pageParam, signal }) =>
      api.get('/api/search', { query: { ...queryOf(asked), limit: 50, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    enabled: isAsking(asked),
    staleTime: 60_000,
    refetchOnWindowFocus: false,
  })
}

function queryOf(asked: Asked) {
  const { q, person, sender, has, type, deleted } = asked
  const { from, to } = selectionOf(asked)
  return {
    q: q.trim() || undefined,
    subjectId: person || undefined,
    senderId: sender || undefined,
    has: has || undefined,
    type: type || undefined,
    deleted: deleted || undefined,
    from,
    to,
  }
}
