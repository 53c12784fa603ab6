import { useQuery } from '@tanstack/react-query'
import { useApi } from '../../../api/context.tsx'
import { keys } from '../../../api/keys.ts'

/** The server's one table of who may do what, and which of its columns are the operator's. */
export function useRoles() {
  const api = useApi()
  return useQuery({
    queryKey: keys.roles,
    queryFn: ({ signal }) => api.get('/api/roles', { signal }),
    staleTime: Number.POSITIVE_INFINITY,
  })
}
