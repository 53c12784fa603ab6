import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { SetStrategy } from '../../server/contract/index.ts'
import { useApi } from './context.tsx'
import { keys } from './keys.ts'

/** What backups ask mailboxes for, and what the chats archived so far say of it. */
export function useStrategy() {
  const api = useApi()
  return useQuery({ queryKey: keys.strategy, queryFn: ({ signal }) => api.get('/api/strategy', { signal }) })
}

export function useSetStrategy() {
  const api = useApi()
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: SetStrategy) => api.send('PUT', '/api/strategy', { body }),
    onSuccess: (saved) => client.setQueryData(keys.strategy, saved),
  })
}
