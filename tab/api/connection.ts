import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type {
  ConnectionCheck,
  CredentialCheck,
  ReplaceCredential,
  SaveConnection,
} from '../../server/contract/index.ts'
import { useApi } from './context.tsx'
import { keys } from './keys.ts'
import { ApiError } from './problem.ts'
import { useStream } from './stream.ts'

export function useConnection() {
  const api = useApi()
  return useQuery({
    queryKey: keys.connection,
    queryFn: ({ signal }) => api.get('/api/connection', { signal }),
  })
}

const AFFECTED = [
  keys.connection,
  keys.quota,
  keys.overview,
  keys.runs,
  keys.allSubjects,
  keys.setup,
  keys.consent,
]

function useRefresh() {
  const client = useQueryClient()
  return () =>
    Promise.all([...AFFECTED, keys.health].map((queryKey) => client.invalidateQueries({ queryKey })))
}

/** Tests, then saves; `onCheck` hears each check as it completes. Rejects with the problem when nothing was saved. */
export function useSaveConnection(onCheck: (check: ConnectionCheck) => void) {
  const stream = useStream()
  const refresh = useRefresh()
  return useMutation({
    async mutationFn(body: SaveConnection) {
      let heard = 0
      const onItem = (check: ConnectionCheck) => {
        heard += 1
        onCheck(check)
      }
      try {
        const names = { item: 'check', result: 'connection' } as const
        return await stream('PUT', '/api/connection', { body }, names, onItem)
      } catch (error) {
        // A refusal before the stream began holds its checks itself.
        if (error instanceof ApiError && heard === 0)
          for (const check of error.problem.checks ?? []) onCheck(check)
        throw error
      }
    },
    onSuccess: refresh,
  })
}

/** Answers what remains here and in Microsoft 365. */
export function useForgetConnection() {
  const api = useApi()
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => api.send('DELETE', '/api/connection'),
    // Of what is not connected there is no health to ask for.
    onSuccess: () => Promise.all(AFFECTED.map((queryKey) => client.invalidateQueries({ queryKey }))),
    onSettled: () => client.removeQueries({ queryKey: keys.health, type: 'inactive' }),
  })
}

/** The stored credential remains in use until the new one works; `onCheck` hears how far that is. */
export function useReplaceCredential(onCheck: (check: CredentialCheck) => void) {
  const stream = useStream()
  const refresh = useRefresh()
  return useMutation({
    mutationFn: ({ signal, ...body }: ReplaceCredential & { signal: AbortSignal }) =>
      stream(
        'POST',
        '/api/connection/credential',
        { body, signal },
        { item: 'check', result: 'replaced' },
        onCheck,
      ),
    // Someone who stops waiting may do so a moment after it was taken.
    onSettled: refresh,
  })
}
