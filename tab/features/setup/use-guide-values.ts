import type { Setup } from '../../../server/contract/index.ts'
import { useSignInConfig } from '../../api/sign-in-config.ts'
import { CONSENT_CALLBACK, type GuideValues } from '../../guide/values.ts'

/** What the guide can fill in by now. */
export function useGuideValues(setup: Setup): GuideValues {
  // Without it the links lead to the global cloud.
  const config = useSignInConfig()
  const { applicationId, displayName, certificate, leastSet, billing } = setup
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
