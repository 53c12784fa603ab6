import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { readConfig } from '../server/config.ts'
import { SCOPE } from '../server/http/authenticate.ts'
import { REDIRECT_PATH, signInConfigOf } from '../server/http/sign-in-config.ts'
import { templateOf } from './registration/sign-in-app.ts'
import { readRegistrationSettings } from './settings.ts'

const HOST = 'chatvault.contoso.com'
const CLIENT_ID = '0f3e1c52-5b1d-4a7e-9a55-3f2d1c0b9a88'
const settings = readRegistrationSettings({ PUBLIC_URL: `https://${HOST}` })
const app = templateOf(settings, { multiTenant: false, localhostPort: undefined }, CLIENT_ID)
const server = (name: string) => readFile(new URL(`../server/${name}`, import.meta.url), 'utf8')

/** What the README says, row by row: the first word in code and the id in code. */
async function tableRows(): Promise<{ what: string; id: string; why: string }[]> {
  const readme = await readFile(new URL('README.md', import.meta.url), 'utf8')
  const table = readme.slice(readme.indexOf('## Everything the sign-in app asks for'))
  return [...table.matchAll(/^\| (.+?) \| (.+?) \| (.+?) \|$/gm)]
    .map(([, what = '', id = '', why = '']) => ({ what, id: id.replaceAll('`', ''), why }))
    .filter(({ what }) => what !== 'what')
}

it('gives a reason for everything it asks for or allows, and for nothing else', async () => {
  const rows = await tableRows()
  const idsOf = (kind: string) => rows.filter(({ what }) => what.startsWith(kind)).map(({ id }) => id)
  const named = (kind: string) =>
    rows.filter(({ what }) => what.startsWith(kind)).map(({ what }) => what.split('`')[1])

  expect(idsOf('scope ')).toEqual(app.api.oauth2PermissionScopes.map(({ id }) => id))
  expect(idsOf('role ')).toEqual(app.appRoles.map(({ id }) => id))
  expect(named('role ')).toEqual(app.appRoles.map(({ value }) => value))
  expect(idsOf('client ')).toEqual(app.api.preAuthorizedApplications.map(({ appId }) => appId))
  const permissions = app.requiredResourceAccess.flatMap(({ resourceAccess }) => resourceAccess)
  expect(idsOf('Graph ')).toEqual(permissions.map(({ id }) => id))
  const claims = [...(app.optionalClaims?.accessToken ?? []).map(({ name }) => name), 'wids']
  expect(named('claim ')).toEqual(claims)
  expect(named('redirect ')).toEqual(app.spa.redirectUris.map((uri) => uri.replace(HOST, 'HOST')))
  const counted = [
    app.api.oauth2PermissionScopes,
    app.appRoles,
    app.api.preAuthorizedApplications,
    permissions,
  ]
  expect(rows).toHaveLength(counted.flat().length + claims.length + app.spa.redirectUris.length)
  for (const { why } of rows) expect(why.length).toBeGreaterThan(5)
})

it('asks for delegated permissions only, and holds no secret', () => {
  for (const { resourceAccess } of app.requiredResourceAccess)
    for (const { type } of resourceAccess) expect(type).toBe('Scope')
  expect(Object.keys(app)).not.toContain('passwordCredentials')
  expect(app.web).toEqual({
    redirectUris: [],
    implicitGrantSettings: { enableAccessTokenIssuance: false, enableIdTokenIssuance: false },
  })
})

it('issues the tokens the server verifies: version 2, our scope, roles it knows, directory roles', async () => {
  expect(app.api.requestedAccessTokenVersion).toBe(2)
  expect(app.api.oauth2PermissionScopes.map(({ value }) => value)).toEqual([SCOPE])
  expect(app.groupMembershipClaims).toBe('DirectoryRole')
  const authenticate = await server('http/authenticate.ts')
  const known = [...authenticate.matchAll(/'(Vault\.\w+)': '/g)].map(([, name]) => name)
  expect(app.appRoles.map(({ value }) => value)).toEqual(known)
})

it('sends people back to where the tab expects them, and names the API as the tab asks for it', () => {
  const config = readConfig({ TAB_CLIENT_ID: CLIENT_ID, PUBLIC_URL: `https://${HOST}` })
  const { scopes } = signInConfigOf(config)
  expect(app.spa.redirectUris).toContain(`https://${HOST}${REDIRECT_PATH}`)
  expect([`${app.identifierUris[0]}/${SCOPE}`, `${CLIENT_ID}/${SCOPE}`]).toContain(scopes[0])
})

it('lets Teams, Outlook and Microsoft 365 sign people in, and no one else', () => {
  expect(app.api.preAuthorizedApplications.map(({ appId }) => appId).sort()).toEqual([
    '0ec893e0-5785-4de6-99da-4ed124e5296c',
    '1fec8e78-bce4-4aaf-ab1b-5451cc387264',
    '27922004-5251-4030-b22d-91ecd9a37ea4',
    '4765445b-32c6-49b0-83e6-1d93765276ca',
    '5e3ce6c0-2b1f-4285-8d4b-75ee78787346',
    'bc59ab01-8403-45c6-8796-ac3ef710b3e3',
    'd3590ed6-52b3-4102-aeff-aad2292ab01c',
  ])
  const [scope] = app.api.oauth2PermissionScopes
  for (const { delegatedPermissionIds } of app.api.preAuthorizedApplications)
    expect(delegatedPermissionIds).toEqual([scope?.id])
})
