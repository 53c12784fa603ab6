import { expect, it } from 'vitest'
import { TokenCache } from './token-cache.ts'
import { Traces } from './traces.ts'

it('a token is held until a minute before it ends, each of its own service', () => {
  let now = 0
  const cache = new TokenCache(() => now)
  cache.keep('graph', { accessToken: 'g', expiresOn: new Date(3_600_000) })
  cache.keep('azure', { accessToken: 'a', expiresOn: null })
  expect([cache.find('graph'), cache.find('azure')]).toEqual(['g', undefined])
  now = 3_540_000
  expect(cache.find('graph')).toBeUndefined()
})

it('who signed in is forgotten once, by name; what a host keeps to itself is said', async () => {
  const cleared: unknown[] = []
  const refusing = { clearCache: () => Promise.reject(new Error('not here')) }
  const client = { clearCache: async (request?: object) => void cleared.push(request) }
  const account = (username: string) => ({ username }) as Parameters<Traces['add']>[0]['account']
  const traces = new Traces()
  traces.add({ client, account: account('mia'), byHost: false })
  traces.add({ client: refusing, account: account('ben'), byHost: false })
  expect(await traces.forget()).toBe('done')
  expect(cleared).toEqual([{ account: { username: 'mia' } }])
  traces.add({ client: refusing, account: account('mia'), byHost: true })
  expect(await traces.forget()).toBe('host')
  expect(await traces.forget()).toBe('done')
})
