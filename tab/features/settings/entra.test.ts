import { describe, expect, it } from 'vitest'
import { enterpriseApplications } from './entra.ts'

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
