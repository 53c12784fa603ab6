import { useQuery } from '@tanstack/react-query'
import type { Onboarding } from '../../../server/http/contract.ts'
import { fetchSignInConfig } from '../../auth/token-source.ts'
import { CONSENT_CALLBACK, type GuideValues } from '../../guide/values.ts'

/** What the guide can fill in by now. */
export function useGuideValues(onboarding: Onboarding): GuideValues {
  // Without it the links lead to the global cloud.
  const config = useQuery({
    queryKey: ['sign-in-config'],
    queryFn: () => fetchSignInConfig(),
    staleTime: Number.POSITIVE_INFINITY,
  }).data
  const { applicationId, displayName, certificate, leastSet, billing } = onboarding
  return {
    authority: config?.authority,
    appName: displayName,
    redirectUri: window.location.origin + CONSENT_CALLBACK,
    applicationId: applicationId ?? undefined,
    thumbprint: certificate?.sha1Thumbprint,
    subscriptionId: billing.association?.subscriptionId,
    resourceGroup: billing.association?.resourceGroup,
    leastSet,
  }
}
