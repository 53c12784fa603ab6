import { describe, expect, it } from 'vitest'
import type { MicrosoftHost } from '../host/host.ts'
import { teamsTokenSource } from './teams-token-source.ts'

const CLAIMS = '{"access_token":{"acrs":{"essential":true,"value":"c1"}}}'
const EXPIRES = 1_800_000_000

/** Answers in turn: a text is a token, an error a refusal. */
function hostWith(...answers: (string | Error)[]) {
  const asked: { silent: boolean; claims?: string }[] = []
  const host = {
    kind: 'microsoft',
    person: { name: 'Mia Berg', username: 'mia@contoso.example', tenantId: 't' },
    async authToken(request: { silent: boolean; claims?: string }) {
      asked.push(request)
      const answer = answers.shift() ?? 'token'
      if (answer instanceof Error) throw answer
      return answer
    },
  } as MicrosoftHost
  const waited: number[] = []
  let now = 0
  const tokens = teamsTokenSource(host, { pause: async (ms) => void waited.push(ms), now: () => now })
  const setNow = (seconds: number) => {
    now = seconds * 1000
  }
  return { tokens, asked, waited, setNow }
}

const jwt = (claims: object) => `h.${btoa(JSON.stringify(claims)).replaceAll('=', '')}.s`

describe('the token of a Microsoft host', () => {
  it('is asked for quietly, once for requests that leave together, again for later ones', async () => {
    const { tokens, asked } = hostWith('one', 'two', 'three')
    expect(await tokens.start()).toMatchObject({ name: 'Mia Berg' })
    expect(await Promise.all([tokens.token(), tokens.token()])).toEqual(['two', 'two'])
    expect(await tokens.token()).toBe('three')
    expect(asked).toEqual([{ silent: true }, { silent: true }, { silent: true }])
  })

  it('is asked for once more when the host failed on its own, after a pause', async () => {
    const { tokens, waited } = hostWith(new Error('renewalTimeout'), 'token')
    expect(await tokens.token()).toBe('token')
    expect(waited).toHaveLength(1)
    const twice = hostWith(new Error('renewalTimeout'), new Error('unknownAuthError'))
    await expect(twice.tokens.token()).rejects.toMatchObject({ reason: 'host' })
  })

  it('needs a click for consent, which then asks aloud', async () => {
    const { tokens, asked } = hostWith(new Error('resourceRequiresConsent'), 'token')
    await expect(tokens.start()).rejects.toMatchObject({ need: 'consent' })
    expect(await tokens.signIn()).toMatchObject({ name: 'Mia Berg' })
    expect(asked.at(-1)).toEqual({ silent: false })
  })

  it('needs an admin when asking aloud was not enough', async () => {
    const { tokens } = hostWith(new Error('resourceRequiresConsent'))
    await expect(tokens.signIn()).rejects.toMatchObject({ reason: 'approval' })
  })

  it('that met a challenge serves until it expires or is refused', async () => {
    const proof = jwt({ exp: EXPIRES })
    const { tokens, asked, setNow } = hostWith(new Error('interaction_required'), proof, 'plain', 'plain')
    await expect(tokens.token({ claims: CLAIMS })).rejects.toMatchObject({ need: 'claims', claims: CLAIMS })
    await tokens.signIn({ claims: CLAIMS })
    expect(asked.at(-1)).toEqual({ silent: false, claims: CLAIMS })
    setNow(EXPIRES - 120)
    expect(await tokens.token()).toBe(proof)
    setNow(EXPIRES)
    expect(await tokens.token()).toBe('plain')
    setNow(EXPIRES - 120)
    expect(await tokens.token({ fresh: true })).toBe('plain')
  })

  it('is of the person who signed in: someone else’s ends the sign-in, and asking aloud begins theirs', async () => {
    const mia = jwt({ tid: 't', oid: 'mia', exp: EXPIRES })
    const david = jwt({ tid: 't', oid: 'david', exp: EXPIRES })
    const { tokens } = hostWith(mia, mia, david, david, david)
    const first = await tokens.start()
    expect(await tokens.token()).toBe(mia)
    await expect(tokens.token()).rejects.toMatchObject({ need: 'ended' })
    const second = await tokens.signIn()
    expect([first.account, second.account]).toEqual(['mia.t', 'david.t'])
    expect(await tokens.token()).toBe(david)
  })

  it('that met a challenge of one person does not serve the next', async () => {
    const mia = jwt({ tid: 't', oid: 'mia', exp: EXPIRES })
    const david = jwt({ tid: 't', oid: 'david', exp: EXPIRES })
    const { tokens } = hostWith(mia, david, david)
    await tokens.signIn({ claims: CLAIMS })
    await tokens.signIn()
    expect(await tokens.token()).toBe(david)
  })

  it('is nothing to sign out of', () => {
    expect(hostWith().tokens.signOut).toBeUndefined()
  })
})
