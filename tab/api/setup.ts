import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type {
  ChangeSetup,
  CheckSetup,
  MakeCertificate,
  SetDraftSecret,
  Setup,
  SetupProgress,
} from '../../server/contract/index.ts'
import { useApi } from './context.tsx'
import { keys } from './keys.ts'
import { useStream } from './stream.ts'

/** How far the setup has come, as the server keeps it. Not `wanted`: no one asks, and there is no answer. */
export function useSetup(wanted = true) {
  const api = useApi()
  return useQuery({
    queryKey: keys.setup,
    queryFn: ({ signal }) => api.get('/api/setup', { signal }),
    enabled: wanted,
  })
}

/** Every call of the setup answers with all of it: what is on screen follows at once. */
function useKept() {
  const client = useQueryClient()
  return (setup: Setup) => client.setQueryData(keys.setup, setup)
}

export function useChangeSetup() {
  const api = useApi()
  return useMutation({
    mutationFn: (body: ChangeSetup) => api.send('PUT', '/api/setup', { body }),
    onSuccess: useKept(),
  })
}

/** From the beginning: what was entered is destroyed. */
export function useRestartSetup() {
  const api = useApi()
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => api.send('DELETE', '/api/setup'),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.setup }),
  })
}

/** Sealed on the server until the connection is saved, and never answered. */
export function useKeepSecret() {
  const api = useApi()
  return useMutation({
    mutationFn: (body: SetDraftSecret) => api.send('PUT', '/api/setup/credential', { body }),
    onSuccess: useKept(),
  })
}

/** The key remains on the server; the answer has the public part. */
export function useMakeCertificate() {
  const api = useApi()
  return useMutation({
    mutationFn: (body: MakeCertificate) => api.send('POST', '/api/setup/certificate', { body }),
    onSuccess: useKept(),
  })
}

/** Asks Microsoft; `onStep` hears each step as it is asked, asked again, and answered. */
export function useCheckSetup(onStep: (step: SetupProgress) => void) {
  const stream = useStream()
  return useMutation({
    mutationFn: ({ signal, ...body }: CheckSetup & { signal: AbortSignal }) =>
      stream('POST', '/api/setup/checks', { body, signal }, { item: 'step', result: 'setup' }, onStep),
    onSuccess: useKept(),
  })
}
