import { useMutation, useQuery } from '@tanstack/react-query'
import type { Consent } from '../../server/contract/index.ts'
import { useApi } from './context.tsx'
import { keys } from './keys.ts'

/** Which permissions the app has, by a token the server fetches for this answer. */
export function useConsent(applicationId: string | undefined, pollMs: (consent: Consent) => number | false) {
  const api = useApi()
  return useQuery({
    queryKey: [...keys.consent, applicationId],
    queryFn: ({ signal }) => api.get('/api/consent', { query: { applicationId }, signal }),
    enabled: applicationId !== undefined,
    refetchInterval: ({ state }) => (state.data ? pollMs(state.data) : false),
    // Anyone who comes back from Microsoft's page in another window looks here next.
    staleTime: 0,
  })
}

/** An address of Microsoft's consent page, for one visit. */
export function useConsentUrl() {
  const api = useApi()
  return useMutation({
    mutationFn: (applicationId: string) => api.get('/api/consent/url', { query: { applicationId } }),
  })
}
