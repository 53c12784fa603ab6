import { describe, expect, it } from 'vitest'
import { enterpriseApplications, newRegistration, registration } from './entra.ts'

describe('the link to Enterprise applications', () => {
  it('leads to the admin center of the cloud people sign in at', () => {
    const of = (authority: string) => new URL(enterpriseApplications(authority)).host
    expect(of('https://login.microsoftonline.com/organizations')).toBe('entra.microsoft.com')
    expect(of('https://login.microsoftonline.us/organizations')).toBe('entra.microsoft.us')
    expect(of('https://login.partner.microsoftonline.cn/common')).toBe('entra.microsoftonline.cn')
  })

  it('leads to the global one where the cloud is not known', () => {
    for (const authority of [undefined, 'not an address', 'https://localhost:8443/x'])
      expect(new URL(enterpriseApplications(authority)).host).toBe('entra.microsoft.com')
  })
})

describe('the link to a registration', () => {
  const AUTHORITY = 'https://login.microsoftonline.us/organizations'
  it('opens the blade of the app that a step is about, in the cloud people sign in at', () => {
    const id = '1f6b7c1e-2d3a-4b5c-8d9e-0f1a2b3c4d5e'
    const link = registration(AUTHORITY, id, 'Credentials')
    expect(link).toBe(
      `https://entra.microsoft.us/#view/Microsoft_AAD_RegisteredApps/ApplicationMenuBlade/~/Credentials/appId/${id}/isMSAApp~/false`,
    )
    expect(newRegistration(AUTHORITY)).toContain('https://entra.microsoft.us/#view/')
  })

  it('opens the list where the app is not known yet, and carries nothing but an id', () => {
    expect(registration(undefined, null, 'Overview')).toContain('/ApplicationsListBlade/')
    expect(registration(undefined, 'a/../b#c', 'Overview')).toContain('/appId/a%2F..%2Fb%23c/')
  })
})
