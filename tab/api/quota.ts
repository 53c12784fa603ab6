import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { SetQuota } from '../../server/contract/index.ts'
import { asTheRunTells } from './as-the-run-tells.ts'
import type { Api } from './client.ts'
import { useApi } from './context.tsx'
import { keys } from './keys.ts'
import { runQuery } from './run.ts'

export const quotaQuery = (api: Api) =>
  queryOptions({
    queryKey: keys.quota,
    queryFn: ({ signal }) => api.get('/api/quota', { signal }),
  })

/** The month as it stands. While a run is read it moves with the run, on every screen (`asTheRunTells`). */
export function useQuota() {
  const query = useQuery({
    ...quotaQuery(useApi()),
    // A suspended run continues without a word to this screen, at the new month or by someone else.
    refetchInterval: ({ state: { data } }) => (data?.openRun ? (data.suspended ? 5000 : 3000) : false),
  })
  const { data: quota, dataUpdatedAt } = query
  const run = useKnownRun(quota?.openRun?.id)
  const current = run.dataUpdatedAt > dataUpdatedAt - LAG_MS
  const data = useMemo(
    () => quota && asTheRunTells(quota, current ? run.data : undefined),
    [quota, current, run.data],
  )
  return { ...query, data }
}

/** A run that is followed is newer than the quota, or was asked for at about the same time. */
const LAG_MS = 3000

/** The run in progress as the person who follows it has it; nothing is asked for. */
function useKnownRun(id: string | undefined) {
  return useQuery({ ...runQuery(useApi(), id ?? ''), enabled: false })
}

/** Sets limit, price or regime. A raised limit lets a suspended run continue, so runs are asked again. */
export function useSetQuota() {
  const api = useApi()
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: SetQuota) => api.send('PUT', '/api/quota', { body }),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: keys.quota }),
        client.invalidateQueries({ queryKey: keys.overview }),
        client.invalidateQueries({ queryKey: keys.runs }),
        client.invalidateQueries({ queryKey: keys.eachRun }),
      ]),
  })
}

/** What a limit may begin with. Microsoft is asked, which takes a moment; the answer serves as long as the page is open. */
export function useLimitAdvice() {
  const api = useApi()
  return useQuery({
    queryKey: keys.limitAdvice,
    queryFn: ({ signal }) => api.get('/api/quota/advice', { signal }),
    staleTime: 10 * 60_000,
  })
}
