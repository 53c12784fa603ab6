import { queryOptions } from '@tanstack/react-query'
import type { Api } from './client.ts'
import { keys } from './keys.ts'

/** One run as it stands; anyone who follows it (`useLiveRun`) puts what it says into the same place. */
export const runQuery = (api: Api, id: string) =>
  queryOptions({
    queryKey: keys.run(id),
    queryFn: ({ signal }) => api.get('/api/runs/{id}', { path: { id }, signal }),
  })
