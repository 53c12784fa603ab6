/** Signing in through a Microsoft host: MSAL's nested authentication with the simulator's side of it. */

import { fetch as send } from 'undici'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { executeNaa } from '../../sandbox/teams/page/naa.ts'
import type { Host } from '../host/host.ts'
import { createDelegatedTokens } from './delegated-tokens.ts'
import { GRAPH_SCOPES } from './scopes.ts'
import { startWorld, type World } from './testing/stage.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(async () => {
  vi.unstubAllGlobals()
  await world.close()
})

it('a host keeps what it got for itself, and that is said', async () => {
  const { sandbox, agent } = world
  const people = sandbox.operators.map(({ person }) => ({
    id: person.id,
    name: person.displayName,
    signInName: person.userPrincipalName,
  }))
  const settings = { people, tenantId: sandbox.tenantId } as unknown as Parameters<typeof executeNaa>[0]
  const knobs = { naa: 'ok', who: 'Mia' } as unknown as Parameters<typeof executeNaa>[1]
  vi.stubGlobal('fetch', (path: string, init: object) =>
    send(sandbox.url + path, { ...init, dispatcher: agent }),
  )
  const listeners: ((answer: string) => void)[] = []
  vi.stubGlobal('window', {
    crypto,
    location: new URL('https://chatvault.contoso.com/'),
    performance,
    btoa,
    atob,
    setTimeout,
    clearTimeout,
    addEventListener: () => undefined,
    nestedAppAuthBridge: {
      addEventListener: (_: string, listener: (answer: string) => void) => void listeners.push(listener),
      removeEventListener: () => undefined,
      postMessage: (data: string) =>
        void executeNaa(settings, knobs, data, async () => true).then((answer) => {
          for (const listener of listeners) listener(answer)
        }),
    },
  })
  const { signIn, tenantId, url } = sandbox
  const tokens = createDelegatedTokens({
    config: {
      clientId: signIn.clientId,
      graphUrl: 'https://graph.microsoft.com',
      armUrl: 'https://management.azure.com',
      authority: `${url}/organizations`,
      knownAuthorities: [new URL(url).host],
    } as Parameters<typeof createDelegatedTokens>[0]['config'],
    host: { kind: 'microsoft', nestedAuth: true } as unknown as Host,
    tenantId,
    loginHint: undefined,
    graphScopes: GRAPH_SCOPES,
    azure: false,
    now: () => Date.now(),
  })
  const mia = await tokens.signIn()
  expect(mia.username).toBe(people.find(({ name }) => name.startsWith('Mia'))?.signInName)
  expect(await tokens.token('graph')).toContain('.')
  expect(await tokens.drop()).toBe('host')
  await expect(tokens.token('graph')).rejects.toMatchObject({ need: 'ended' })
})
