import { useQuery } from '@tanstack/react-query'
import { fetchSignInConfig } from '../auth/token-source.ts'

/** How operators sign in here; undefined while it is on its way, and where it can’t be fetched. */
export function useSignInConfig() {
  return useQuery({
    queryKey: ['sign-in-config'],
    queryFn: () => fetchSignInConfig(),
    staleTime: Number.POSITIVE_INFINITY,
  }).data
}
