/** What is copied from the guide into Microsoft's pages. */
import type { ValueName } from './steps.ts'

/** What is known already; the guide shows stand-ins for the rest. */
export interface GuideValues {
  /** Where operators sign in (`/config.json`): tells the cloud. */
  readonly authority?: string | undefined
  readonly appName?: string | undefined
  readonly redirectUri?: string | undefined
  readonly applicationId?: string | undefined
  readonly thumbprint?: string | undefined
  readonly subscriptionId?: string | undefined
  readonly resourceGroup?: string | undefined
  /** Only what Chatvault cannot do without; so where nothing was chosen. */
  readonly leastSet?: boolean | undefined
}

const NAME = 'Chatvault backup'
const ACCOUNT = 'chatvault'
const TYPE = 'Microsoft.GraphServices'

export const CONSENT_CALLBACK = '/consent/callback'

/** Undefined where there is nothing to copy yet. Facts: graph.md 3 (Learn: Enable metered APIs and services). */
export function textToCopy(name: ValueName, values: GuideValues): string | undefined {
  const subscription = values.subscriptionId ?? '<subscription>'
  const group = values.resourceGroup ?? '<resource-group>'
  const texts: Record<ValueName, string | undefined> = {
    name: values.appName ?? NAME,
    redirectUri: values.redirectUri,
    applicationId: values.applicationId,
    description: 'Chatvault',
    thumbprint: values.thumbprint,
    registerProvider: `az provider register --namespace ${TYPE} --subscription ${subscription} --wait`,
    createAccount: `az graph-services account create --resource-group ${group} --resource-name ${ACCOUNT} --subscription ${subscription} --location global --app-id ${values.applicationId ?? '<application-id>'}`,
    showAccount: `az resource show --resource-group ${group} --name ${ACCOUNT} --resource-type ${TYPE}/accounts --subscription ${subscription}`,
  }
  return texts[name]
}
