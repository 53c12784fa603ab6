import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { HealthItem } from '../../../../server/contract/index.ts'
import { useApi } from '../../../api/context.tsx'
import { keys } from '../../../api/keys.ts'
import { useStream } from '../../../api/stream.ts'

/** How the connection was when it was last looked at, manually or on its own. */
export function useHealth() {
  const api = useApi()
  return useQuery({
    queryKey: keys.health,
    queryFn: ({ signal }) => api.get('/api/connection/health', { signal }),
  })
}

/** Looks at everything now; `onItem` hears each part as it is known. */
export function useExamine(onItem: (item: HealthItem) => void) {
  const stream = useStream()
  const client = useQueryClient()
  return useMutation({
    mutationFn: () =>
      stream('POST', '/api/connection/health', {}, { item: 'item', result: 'health' }, onItem),
    onSuccess: (health) => {
      client.setQueryData(keys.health, health)
      for (const queryKey of [keys.connection, keys.setup, keys.overview, keys.quota, keys.consent])
        void client.invalidateQueries({ queryKey })
    },
  })
}
