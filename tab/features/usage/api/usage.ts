import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import type { UsageBy } from '../../../../server/contract/index.ts'
import { useApi } from '../../../api/context.tsx'
import { keys } from '../../../api/keys.ts'
import { saveFile } from '../../../components/save-file.ts'
import type { Days } from '../spans.ts'

export interface UsageAsked extends Days {
  by: UsageBy
}

/** What was charged. It moves with the month, so whatever asks for the month anew asks for this too. */
export function useUsage({ by, from, to }: UsageAsked) {
  const api = useApi()
  return useQuery({
    queryKey: keys.usage(by, `${from}/${to}`),
    queryFn: ({ signal }) => api.get('/api/usage', { query: { by, from, to }, signal }),
  })
}

/** The same as a file in the browser's downloads. */
export function useDownloadUsage() {
  const api = useApi()
  return useMutation({
    mutationFn: async ({ by, from, to }: UsageAsked) =>
      saveFile(
        await api.blob('/api/usage', { query: { by, from, to } }),
        `chatvault-usage-by-${by}-${from}-${to}.csv`,
      ),
  })
}

/** Every booking, newest first. */
export function useLedger() {
  const api = useApi()
  return useInfiniteQuery({
    queryKey: keys.ledger,
    queryFn: ({ pageParam, signal }) =>
      api.get('/api/quota/ledger', { query: { limit: 20, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
}
