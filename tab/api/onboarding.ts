import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type {
  CheckOnboarding,
  MakeCertificate,
  Onboarding,
  OnboardingProgress,
  SetDraftSecret,
  SetOnboarding,
} from '../../server/contract/index.ts'
import { useApi } from './context.tsx'
import { keys } from './keys.ts'
import { useStream } from './stream.ts'

const PATH = '/api/onboarding'

/** How far the setup has come, as the server keeps it. Not `wanted`: nobody asks, and there is no answer. */
export function useOnboarding(wanted = true) {
  const api = useApi()
  return useQuery({
    queryKey: keys.onboarding,
    queryFn: ({ signal }) => api.get<Onboarding>(PATH, {}, signal),
    enabled: wanted,
  })
}

/** Every call of the setup answers with all of it: what is on screen follows at once. */
function useKept() {
  const client = useQueryClient()
  return (onboarding: Onboarding) => client.setQueryData(keys.onboarding, onboarding)
}

export function useSetOnboarding() {
  const api = useApi()
  return useMutation({
    mutationFn: (body: SetOnboarding) => api.send<Onboarding>('PUT', PATH, body),
    onSuccess: useKept(),
  })
}

/** From the beginning: what was entered is destroyed. */
export function useRestartOnboarding() {
  const api = useApi()
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => api.send<undefined>('DELETE', PATH),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.onboarding }),
  })
}

/** Sealed on the server until the connection is saved, and never answered. */
export function useKeepSecret() {
  const api = useApi()
  return useMutation({
    mutationFn: (body: SetDraftSecret) => api.send<Onboarding>('PUT', `${PATH}/credential`, body),
    onSuccess: useKept(),
  })
}

/** The key stays on the server; the answer has the public part. */
export function useMakeCertificate() {
  const api = useApi()
  return useMutation({
    mutationFn: (body: MakeCertificate) => api.send<Onboarding>('POST', `${PATH}/certificate`, body),
    onSuccess: useKept(),
  })
}

/** Asks Microsoft; `onStep` hears each step as it is asked, asked again, and answered. */
export function useCheckOnboarding(onStep: (step: OnboardingProgress) => void) {
  const stream = useStream()
  return useMutation({
    mutationFn: ({ signal, ...body }: CheckOnboarding & { signal: AbortSignal }) =>
      stream<OnboardingProgress, Onboarding>(
        { method: 'POST', path: `${PATH}/checks`, body, signal },
        { item: 'step', result: 'onboarding' },
        onStep,
      ),
    onSuccess: useKept(),
  })
}
