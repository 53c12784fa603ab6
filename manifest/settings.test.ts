import { expect, it } from 'vitest'
import { guidOf } from './guid.ts'
import {
  type Environment,
  MANIFEST_VARIABLES,
  readPackageSettings,
  readRegistrationSettings,
  SettingsError,
} from './settings.ts'

const CLIENT_ID = '0f3e1c52-5b1d-4a7e-9a55-3f2d1c0b9a88'
const LEAST = { PUBLIC_URL: 'https://chatvault.contoso.com', TAB_CLIENT_ID: CLIENT_ID }

function refused(
  environment: Environment,
  read: (environment: Environment) => unknown = readPackageSettings,
) {
  try {
    read(environment)
  } catch (error) {
    if (error instanceof SettingsError) return error
    throw error
  }
  throw new Error('The environment was accepted.')
}

it('needs the address and the sign-in app, and says both at once', () => {
  expect(refused({}).faults.map(({ name }) => name)).toEqual(['PUBLIC_URL', 'TAB_CLIENT_ID'])
})

it('puts pages no one named on the product’s own host', () => {
  expect(readPackageSettings(LEAST).publisher).toEqual({
    name: 'Chatvault',
    websiteUrl: 'https://chatvault.contoso.com/support.html',
    privacyUrl: 'https://chatvault.contoso.com/privacy.html',
    termsUrl: 'https://chatvault.contoso.com/terms.html',
  })
})

it('keeps the app id of a host for ever, so that a new package updates the old one', () => {
  const of = (PUBLIC_URL: string) => readPackageSettings({ ...LEAST, PUBLIC_URL }).teamsAppId
  expect(of('https://chatvault.contoso.com')).toBe('1a37efc6-7558-55c1-b5f4-d30b885638ed')
  expect(of('https://CHATVAULT.contoso.com:443/')).toBe(of('https://chatvault.contoso.com'))
  expect(of('https://chatvault.fabrikam.com')).not.toBe(of('https://chatvault.contoso.com'))
})

it('makes name-based GUIDs as the standard’s own example has them', () => {
  const dnsNamespace = '6ba7b810-9dad-11d1-80b4-00c04fd430c8'
  expect(guidOf(dnsNamespace, 'www.example.com')).toBe('2ed6657d-e927-568b-95e1-2665a8aea6a2')
})

it('takes the version of the product unless one is given', () => {
  expect(readPackageSettings(LEAST).version).toMatch(/^\d+\.\d+\.\d+$/)
  expect(readPackageSettings({ ...LEAST, APP_VERSION: '4.5.6' }).version).toBe('4.5.6')
})

it.each([
  ['http', 'http://chatvault.contoso.com'],
  ['this machine', 'https://localhost:3978'],
  ['an address in numbers', 'https://203.0.113.9'],
  ['an address in numbers, version 6', 'https://[2001:db8::9]'],
  ['a name without a domain', 'https://chatvault'],
  ['a path', 'https://contoso.com/chatvault'],
  ['a query', 'https://contoso.com/?tab'],
  ['a password', 'https://me:secret@contoso.com'],
  ['a tunnel', 'https://abc123.ngrok-free.app'],
  ['a host of Microsoft’s', 'https://login.microsoftonline.com'],
  ['a wildcard', 'https://*.contoso.com'],
  ['no address', 'chatvault.contoso.com'],
])('refuses %s as the address of the tab', (_, PUBLIC_URL) => {
  const error = refused({ ...LEAST, PUBLIC_URL })
  expect(error.faults.map(({ name }) => name)).toEqual(['PUBLIC_URL'])
  expect(error.message).not.toContain('secret')
})

it('names every variable that is wrong in one message', () => {
  const wrong = {
    PUBLIC_URL: 'http://a.b',
    TAB_CLIENT_ID: 'x',
    TEAMS_APP_ID: 'y',
    APP_VERSION: 'v1',
    DEVELOPER_NAME: 'n'.repeat(33),
    DEVELOPER_URL: 'a',
    PRIVACY_URL: 'b',
    TERMS_URL: 'c',
  }
  const { faults, message } = refused(wrong)
  expect(faults.map(({ name }) => name).sort()).toEqual(Object.keys(wrong).sort())
  for (const name of Object.keys(wrong))
    expect(message).toMatch(new RegExp(`\\n  ${name} must .+, for example .+\\n`))
})

it('needs no client id to register: the app gets one there', () => {
  const settings = readRegistrationSettings({ PUBLIC_URL: LEAST.PUBLIC_URL, M365_CLOUD: 'gcc-high' })
  expect(settings).toMatchObject({ clientId: undefined, cloud: { graphUrl: 'https://graph.microsoft.us' } })
})

it('never repeats a token', () => {
  const error = refused({ ...LEAST, GRAPH_TOKEN: 'eyJ secret', GRAPH_URL: 'x' }, readRegistrationSettings)
  expect(error.faults.map(({ name }) => name)).toEqual(['GRAPH_URL', 'GRAPH_TOKEN'])
  expect(error.message).not.toContain('eyJ secret')
})

it('has an example for every variable it reads', () => {
  expect(new Set(MANIFEST_VARIABLES).size).toBe(12)
})
