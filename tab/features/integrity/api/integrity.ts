import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useApi } from '../../../api/context.tsx'
import { keys } from '../../../api/keys.ts'

const INTEGRITY = ['integrity'] as const
/** While a check is open. */
const LOOK_MS = 1000
/** A nightly one may begin at any time. */
const IDLE_MS = 60_000

/** Asked again and again while a check is open, so that its end is seen; Overview has the result too. */
export function useIntegrity() {
  const api = useApi()
  return useQuery({
    queryKey: INTEGRITY,
    queryFn: ({ signal }) => api.get('/api/integrity', { signal }),
    refetchOnMount: 'always',
    refetchInterval: ({ state }) => (state.data?.openId ? LOOK_MS : IDLE_MS),
  })
}

/** One check, asked again until it has ended. */
export function useVerification(id: string) {
  const api = useApi()
  return useQuery({
    queryKey: [...INTEGRITY, id],
    queryFn: ({ signal }) => api.get('/api/verifications/{id}', { path: { id }, signal }),
    refetchInterval: ({ state }) =>
      state.data === undefined || state.data.endedAt === null ? LOOK_MS : false,
  })
}

export function useCheckEverything() {
  const api = useApi()
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => api.send('POST', '/api/verifications', { body: { mode: 'full' } }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: INTEGRITY, exact: true })
      void client.invalidateQueries({ queryKey: keys.overview })
    },
  })
}
