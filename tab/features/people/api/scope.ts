import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Scope } from '../../../../server/contract/index.ts'
import { useApi } from '../../../api/context.tsx'
import { keys } from '../../../api/keys.ts'

export function useScope() {
  const api = useApi()
  return useQuery({
    queryKey: keys.scope,
    queryFn: ({ signal }) => api.get('/api/scope', { signal }),
  })
}

export function useSetScope() {
  const api = useApi()
  const client = useQueryClient()
  return useMutation({
    mutationFn: (scope: Scope) => api.send('PUT', '/api/scope', { body: scope }),
    onSuccess: (_, scope) => {
      client.setQueryData(keys.scope, scope)
      return Promise.all(
        [keys.allSubjects, keys.overview].map((queryKey) => client.invalidateQueries({ queryKey })),
      )
    },
  })
}
