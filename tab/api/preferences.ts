import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Preferences, SetPreferences } from '../../server/contract/index.ts'
import { useApi } from './context.tsx'
import { keys } from './keys.ts'

/** What the operator chose for themselves; on the server, because a host's frame has a storage of its own. */
export function usePreferences() {
  const api = useApi()
  return useQuery({
    queryKey: keys.preferences,
    queryFn: ({ signal }) => api.get('/api/preferences', { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })
}

/** Holds at once and is taken back when the server refuses it. */
export function useSetPreferences() {
  const api = useApi()
  const client = useQueryClient()
  return useMutation({
    mutationFn: (change: SetPreferences) => api.send('PUT', '/api/preferences', { body: change }),
    onMutate: async (change) => {
      await client.cancelQueries({ queryKey: keys.preferences })
      const before = client.getQueryData<Preferences>(keys.preferences)
      if (before) client.setQueryData(keys.preferences, { ...before, ...change })
      return before
    },
    onError: (_error, _change, before) => client.setQueryData(keys.preferences, before),
    onSuccess: (saved) => saved && client.setQueryData(keys.preferences, saved),
  })
}
