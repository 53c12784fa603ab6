import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Quota, SetQuota } from '../../server/http/contract.ts'
import { useApi } from './context.tsx'
import { keys } from './keys.ts'

export function useQuota() {
  const api = useApi()
  return useQuery({
    queryKey: keys.quota,
    queryFn: ({ signal }) => api.get<Quota>('/api/quota', {}, signal),
    // Something is set aside: a backup is reading, and its cost is looked at while it does.
    refetchInterval: ({ state }) => (state.data?.reserved ? 3000 : false),
  })
}

/** Sets limit, price or regime. A raised limit lets a suspended run go on, so runs are asked again. */
export function useSetQuota() {
  const api = useApi()
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: SetQuota) => api.send<Quota | undefined>('PUT', '/api/quota', body),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: keys.quota }),
        client.invalidateQueries({ queryKey: keys.overview }),
        client.invalidateQueries({ queryKey: keys.runs }),
        client.invalidateQueries({ queryKey: keys.eachRun }),
      ]),
  })
}
