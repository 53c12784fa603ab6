import { useMutation } from '@tanstack/react-query'
import type { StartRestore } from '../../server/contract/index.ts'
import { useApi } from './context.tsx'

/** Plans it; nothing is sent before another person approves that. */
export function useStartRestore() {
  const api = useApi()
  return useMutation({
    mutationFn: (body: StartRestore) => api.send('POST', '/api/restores', { body }),
  })
}
