/** Signs the person in for Microsoft Graph by a code they type into any browser; no app of ours has to exist for it. */
import { PublicClientApplication } from '@azure/msal-node'
import type { Cloud } from '../../server/graph/entra/cloud.ts'

/** Microsoft Graph Command Line Tools: Microsoft's own public client, present in every tenant. */
const GRAPH_COMMAND_LINE_TOOLS = '14d82eec-204b-4c2f-b7e8-296a70dab67e'

/** Delegated permissions the registration needs at most; without the role the first is enough. */
export const DIRECTORY_PERMISSIONS = [
  'Application.ReadWrite.All',
  'AppRoleAssignment.ReadWrite.All',
  'User.Read',
] as const

export function permissionsFor({ assignAdmin }: { readonly assignAdmin: boolean }): readonly string[] {
  return assignAdmin ? DIRECTORY_PERMISSIONS : DIRECTORY_PERMISSIONS.slice(0, 1)
}

/** An access token for Graph. `say` gets the instruction with the code. */
export async function signInByCode(
  cloud: Cloud,
  permissions: readonly string[],
  say: (line: string) => void,
): Promise<string> {
  const client = new PublicClientApplication({
    auth: {
      clientId: GRAPH_COMMAND_LINE_TOOLS,
      authority: `${cloud.loginUrl}/organizations`,
      knownAuthorities: [new URL(cloud.loginUrl).host],
    },
  })
  const graph = cloud.scope.replace(/\/\.default$/, '')
  const result = await client.acquireTokenByDeviceCode({
    scopes: permissions.map((name) => `${graph}/${name}`),
    deviceCodeCallback: ({ message }) => say(message),
  })
  if (!result) throw new Error('No one signed in.')
  return result.accessToken
}
