import { describe, expect, it } from 'vitest'
import { type Around, isMicrosoftOrigin, placeName, surroundingsOf } from './surroundings.ts'

const SELF = {}
const ELSE = {}

function around(over: Partial<Around> & { ancestor?: string; referrer?: string }): Around {
  const { ancestor, referrer = '', ...rest } = over
  const location = { origin: 'https://vault.example', ...(ancestor ? { ancestorOrigins: [ancestor] } : {}) }
  return { self: SELF, parent: SELF, opener: null, location, document: { referrer }, ...rest }
}

describe('the surroundings', () => {
  it('are no one for a page of its own, no matter who linked to it', () => {
    expect(surroundingsOf(around({ referrer: 'https://teams.microsoft.com/' }))).toEqual({ place: 'alone' })
    expect(surroundingsOf(around({ opener: ELSE, referrer: 'https://intranet.example/' }))).toEqual({
      place: 'alone',
    })
  })

  it('are likely a host in a frame of Microsoft’s, known by ancestor or, in Firefox, by referrer', () => {
    const teams = { place: 'likely', origin: 'https://teams.microsoft.com' }
    expect(surroundingsOf(around({ parent: ELSE, ancestor: 'https://teams.microsoft.com' }))).toEqual(teams)
    expect(surroundingsOf(around({ parent: ELSE, referrer: 'https://teams.microsoft.com/v2/' }))).toEqual(
      teams,
    )
  })

  it('are likely a host when one of Microsoft’s opened the window, or when Teams’ mobile app shows it', () => {
    expect(surroundingsOf(around({ opener: ELSE, referrer: 'https://outlook.office.com/' }))).toMatchObject({
      place: 'likely',
    })
    expect(surroundingsOf(around({ nativeInterface: {} }))).toMatchObject({ place: 'likely' })
  })

  it('are unknown in any other frame; the nearest ancestor counts and the tab itself is none', () => {
    expect(surroundingsOf(around({ parent: ELSE, ancestor: 'https://contoso.sharepoint.com' }))).toEqual({
      place: 'unknown',
      origin: 'https://contoso.sharepoint.com',
    })
    expect(surroundingsOf(around({ parent: ELSE, referrer: 'https://vault.example/runs' }))).toEqual({
      place: 'unknown',
      origin: undefined,
    })
    expect(surroundingsOf(around({ parent: ELSE, ancestor: 'null' }))).toMatchObject({ place: 'unknown' })
  })

  it('take no look-alike for Microsoft', () => {
    for (const origin of [
      'https://teams.microsoft.com.evil.example',
      'https://evilteams.microsoft.com',
      'https://notoffice.com',
      'http://teams.microsoft.com',
      'https://contoso.sharepoint.com',
      'nonsense',
    ])
      expect([origin, isMicrosoftOrigin(origin)]).toEqual([origin, false])
    for (const origin of [
      'https://teams.cloud.microsoft',
      'https://emea.teams.microsoft.com',
      'https://www.office.com',
    ])
      expect([origin, isMicrosoftOrigin(origin)]).toEqual([origin, true])
  })

  it('have the name people use', () => {
    expect(placeName('https://teams.cloud.microsoft')).toBe('Teams')
    expect(placeName('https://outlook.office.com')).toBe('Outlook')
    expect(placeName('https://m365.cloud.microsoft')).toBe('Microsoft 365')
    expect(placeName('https://contoso.sharepoint.com')).toBe('SharePoint')
    expect(placeName('https://intranet.example')).toBeUndefined()
    expect(placeName(undefined)).toBeUndefined()
  })
})
