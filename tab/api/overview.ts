import { queryOptions, useQuery } from '@tanstack/react-query'
import type { Api } from './client.ts'
import { useApi } from './context.tsx'
import { keys } from './keys.ts'

export const overviewQuery = (api: Api) =>
  queryOptions({
    queryKey: keys.overview,
    queryFn: ({ signal }) => api.get('/api/overview', { signal }),
  })

/** How things stand, as it was answered last. `every`: asked again after so many milliseconds. */
export function useOverview({ every = false }: { every?: number | false } = {}) {
  return useQuery({ ...overviewQuery(useApi()), refetchInterval: every })
}
