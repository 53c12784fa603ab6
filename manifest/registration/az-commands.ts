/**
 * The same registration as Azure CLI commands, for people who want to see each call: explained, ready to paste into bash.
 * Bodies go into files, so that no shell has to quote JSON. `az rest` signs the calls with the Azure CLI's own sign-in.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { RegistrationSettings } from '../settings.ts'
import type { RegisterOptions } from './register-app.ts'
import { firstBody, templateOf, uniqueNameOf } from './sign-in-app.ts'

/** Names of the clouds in `az cloud set` (Learn: Manage clouds with the Azure CLI). */
const AZ_CLOUDS = {
  global: undefined,
  'gcc-high': 'AzureUSGovernment',
  dod: 'AzureUSGovernment',
  china: 'AzureChinaCloud',
} as const

/** Stands in the second body until bash knows the client id. */
const CLIENT_ID_HOLE = '__CLIENT_ID__'

/** Writes the bodies into `folder` and gives back the commands. */
export async function writeAzCommands(
  settings: RegistrationSettings,
  options: RegisterOptions,
  folder: string,
): Promise<string> {
  const template = templateOf(settings, options, CLIENT_ID_HOLE)
  const { identifierUris, api } = template
  await mkdir(folder, { recursive: true })
  const write = (name: string, body: object) =>
    writeFile(path.join(folder, name), `${JSON.stringify(body, null, 2)}\n`)
  await write('1-registration.json', firstBody(template))
  await write('2-hosts.json', { identifierUris, api })
  return commands(settings, options, path.relative(process.cwd(), folder) || '.')
}

function commands({ cloud, host }: RegistrationSettings, options: RegisterOptions, folder: string): string {
  const azCloud = AZ_CLOUDS[cloud.name]
  const graph = `${cloud.graphUrl}/v1.0`
  const resource = cloud.scope.replace(/\/\.default$/, '')
  const byName = `${graph}/applications(uniqueName='${uniqueNameOf(host)}')`
  const rest = `az rest --resource ${resource} --method`
  const json = '--headers Content-Type=application/json'
  return [
    `# Sign-in app of Chatvault for https://${host}/. Paste into bash (Azure Cloud Shell is one). Safe to repeat.`,
    '# The bodies are in files in one folder: read them first.',
    '',
    ...(azCloud ? ['# The cloud your tenant is in.', `az cloud set --name ${azCloud}`, ''] : []),
    '# Sign in as someone who can register apps: any member unless your tenant forbids it, otherwise an Application Developer.',
    'az login --allow-no-subscriptions',
    '',
    '# 1. The registration: roles, scope, redirect addresses, claims. Created if it’s missing, corrected if it exists.',
    `${rest} PATCH --url "${byName}" ${json} Prefer=create-if-missing --body @${folder}/1-registration.json`,
    '',
    '# Its client ID, which the other steps need. A new app can take a minute to appear: the loop waits for it.',
    `until APP_ID=$(${rest} GET --url "${byName}" --query appId --output tsv) && [ -n "$APP_ID" ]; do sleep 5; done`,
    '',
    '# 2. The Application ID URI that Teams asks for, and the hosts that can sign people in without asking them.',
    '#    A second call, because a host can only be allowed a scope that already exists.',
    `sed "s/${CLIENT_ID_HOLE}/$APP_ID/g" ${folder}/2-hosts.json > ${folder}/2-hosts.filled.json`,
    `${rest} PATCH --url "${byName}" ${json} --body @${folder}/2-hosts.filled.json`,
    '',
    '# 3. The enterprise application, where people get their roles. Created only if it’s missing.',
    'az ad sp show --id "$APP_ID" --output none 2>/dev/null || az ad sp create --id "$APP_ID" --output none',
    '',
    ...(options.assignAdmin ? assigning(graph, rest, json, folder) : []),
    '# Add this to the environment of Chatvault:',
    'echo "TAB_CLIENT_ID=$APP_ID"',
    ...(options.multiTenant
      ? []
      : ['echo "ALLOWED_TENANTS=$(az account show --query tenantId --output tsv)"']),
  ].join('\n')
}

/** Granting a role is another permission: Cloud Application Administrator or higher. */
function assigning(graph: string, rest: string, json: string, folder: string): string[] {
  const body = '{"principalId":"\'"$ME"\'","resourceId":"\'"$SP_ID"\'","appRoleId":"\'"$ROLE_ID"\'"}'
  return [
    '# 4. The role Vault.Admin for yourself. Needs Cloud Application Administrator or higher. Reports it if you already have it.',
    'ME=$(az ad signed-in-user show --query id --output tsv)',
    'SP_ID=$(az ad sp show --id "$APP_ID" --query id --output tsv)',
    `ROLE_ID=$(az ad sp show --id "$APP_ID" --query "appRoles[?value=='Vault.Admin'].id" --output tsv)`,
    `echo '${body}' > ${folder}/4-role.json`,
    `${rest} POST --url "${graph}/servicePrincipals/$SP_ID/appRoleAssignedTo" ${json} --body @${folder}/4-role.json`,
    '',
  ]
}
