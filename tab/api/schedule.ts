import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Schedule, SetSchedule } from '../../server/contract/index.ts'
import { useApi } from './context.tsx'
import { keys } from './keys.ts'

/** When backups start automatically; a suggestion while no one has saved one. */
export function useSchedule() {
  const api = useApi()
  return useQuery({
    queryKey: keys.schedule,
    queryFn: ({ signal }) => api.get('/api/schedule', { signal }),
  })
}

export function useSetSchedule() {
  const api = useApi()
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: SetSchedule) => api.send('PUT', '/api/schedule', { body }),
    onSuccess: (saved: Schedule) => {
      client.setQueryData(keys.schedule, saved)
      return client.invalidateQueries({ queryKey: keys.overview })
    },
  })
}
