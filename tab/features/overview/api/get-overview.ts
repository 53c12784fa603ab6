import { useQuery } from '@tanstack/react-query'
import type { Overview } from '../../../../server/contract/index.ts'
import { useApi } from '../../../api/context.tsx'
import { keys } from '../../../api/keys.ts'

export function useOverview() {
  const api = useApi()
  return useQuery({
    queryKey: keys.overview,
    queryFn: ({ signal }) => api.get<Overview>('/api/overview', {}, signal),
    refetchInterval: 30_000,
  })
}
