import { describe, expect, it } from 'vitest'
import { type Connecting, connectHost, HostSilent, PATIENCE_MS } from './connect-host.ts'
import type { MicrosoftHost } from './host.ts'
import { hostName, themeOf } from './microsoft-words.ts'

const TEAMS = { kind: 'microsoft', name: 'Teams' } as MicrosoftHost
const NEVER = new Promise<never>(() => undefined)
const LIKELY = { place: 'likely', origin: 'https://teams.microsoft.com' } as const
const SHAREPOINT = { place: 'unknown', origin: 'https://contoso.sharepoint.com' } as const

function connecting(over: Partial<Connecting>) {
  const asked: (readonly string[])[] = []
  const waited: number[] = []
  const given: Connecting = {
    surroundings: LIKELY,
    hostOrigins: Promise.resolve(['https://contoso.sharepoint.com']),
    ask: async () => TEAMS,
    after: async (ms) => void waited.push(ms),
    ...over,
  }
  const ask: Connecting['ask'] = (trusted) => {
    asked.push(trusted)
    return given.ask(trusted)
  }
  return { asked, waited, host: connectHost({ ...given, ask }) }
}

describe('connecting to the host', () => {
  it('asks no one from a page of its own', async () => {
    const { host, asked } = connecting({ surroundings: { place: 'alone' } })
    expect(await host).toMatchObject({ kind: 'page', name: undefined })
    expect(asked).toEqual([])
  })

  it('takes the host that answers, and trusts no origin besides Microsoft’s inside Microsoft’s page', async () => {
    const { host, asked } = connecting({ hostOrigins: NEVER, after: () => NEVER })
    expect(await host).toBe(TEAMS)
    expect(asked).toEqual([[]])
  })

  it('trusts the configured origins elsewhere', async () => {
    const { host, asked } = connecting({ surroundings: SHAREPOINT, after: () => NEVER })
    expect(await host).toBe(TEAMS)
    expect(asked).toEqual([['https://contoso.sharepoint.com']])
  })

  it('waits long for Microsoft, then says that it does not answer', async () => {
    const { host, waited } = connecting({ ask: () => NEVER })
    await expect(host).rejects.toThrow(HostSilent)
    await expect(host).rejects.toMatchObject({ place: 'Teams' })
    expect(waited).toEqual([PATIENCE_MS.likely])
  })

  it('waits shortly elsewhere, then is a frame in someone’s page', async () => {
    const { host, waited } = connecting({ surroundings: SHAREPOINT, ask: () => NEVER })
    expect(await host).toMatchObject({ kind: 'frame', name: 'SharePoint' })
    expect(waited).toEqual([PATIENCE_MS.unknown])
    expect(PATIENCE_MS.unknown).toBeLessThanOrEqual(1500)
  })

  it('does not wait out its patience where asking fails at once', async () => {
    const ask = () => Promise.reject(new Error('Initialization Failed. No Parent window found.'))
    const { host } = connecting({ surroundings: SHAREPOINT, ask, after: () => NEVER })
    expect(await host).toMatchObject({ kind: 'frame' })
  })
})

describe('a host’s words', () => {
  it('light is every theme that is neither dark nor contrast', () => {
    expect(['default', 'dark', 'contrast', 'glass', 'new', '', 'toString'].map(themeOf)).toEqual([
      'light',
      'dark',
      'contrast',
      'light',
      'light',
      'light',
      'light',
    ])
  })

  it('hosts have the names people use', () => {
    expect(['Teams', 'TeamsModern', 'OutlookWin32', 'Office', 'Orange'].map(hostName)).toEqual([
      'Teams',
      'Teams',
      'Outlook',
      'Microsoft 365',
      undefined,
    ])
  })
})
