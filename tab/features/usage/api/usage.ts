import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import type { UsageBy } from '../../../../server/contract/index.ts'
import { useApi } from '../../../api/context.tsx'
import { keys } from '../../../api/keys.ts'
import { saveFile } from '../../../components/save-file.ts'
import { type LedgerAsked, queryOf } from '../ledger-asked.ts'
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

/** Bookings, newest first. */
export function useLedger(asked: LedgerAsked) {
  const api = useApi()
  return useInfiniteQuery({
    queryKey: [...keys.ledger, asked],
    queryFn: ({ pageParam, signal }) =>
      api.get('/api/quota/ledger', { query: { limit: 20, cursor: pageParam, ...queryOf(asked) }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: (previous) => previous,
  })
}

/** Entries in a file; the server gives no more at once. */
export const LEDGER_FILE_ENTRIES = 10_000

export function useDownloadLedger() {
  const api = useApi()
  return useMutation({
    mutationFn: async (asked: LedgerAsked) =>
      saveFile(
        await api.blob('/api/quota/ledger', { query: { limit: LEDGER_FILE_ENTRIES, ...queryOf(asked) } }),
        'chatvault-ledger.csv',
      ),
  })
}

/** Runs to choose from, newest first. */
export function useRecentRuns() {
  const api = useApi()
  return useInfiniteQuery({
    queryKey: [...keys.runs, 'recent'],
    queryFn: ({ signal }) => api.get('/api/runs', { query: { limit: 50 }, signal }),
    initialPageParam: undefined,
    getNextPageParam: () => undefined,
  })
}

/** Changes of the limit, newest first. */
export function useHistory() {
  const api = useApi()
  return useInfiniteQuery({
    queryKey: keys.quotaHistory,
    queryFn: ({ pageParam, signal }) =>
      api.get('/api/quota/history', { query: { limit: 10, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
}

export function useDownloadHistory() {
  const api = useApi()
  return useMutation({
    mutationFn: async () =>
      saveFile(
        await api.blob('/api/quota/history', { query: { limit: 500 } }),
        'chatvault-limit-history.csv',
      ),
  })
}
