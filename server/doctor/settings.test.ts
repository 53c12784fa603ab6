import { describe, expect, it } from 'vitest'
import { EXAMPLES, VARIABLE_NAMES } from '../config/variables.ts'
import { shownSettings } from './settings.ts'

describe('settings for others', () => {
  it('have every one that is set, and no password, key or signature', () => {
    const secrets = {
      DATABASE_URL: 'postgres://vault:Planted1@db.contoso.com:5433/chatvault?password=Planted2',
      SMTP_URL: 'smtps://alerts:Planted3@mail.contoso.com',
      HTTPS_PROXY: 'http://mia:Planted4@proxy.contoso.com:8080',
      AZURE_STORAGE_CONNECTION_STRING: 'AccountName=a;AccountKey=Planted5==',
      KEY_VAULT_KEY_URL: 'https://v.vault.azure.net/keys/k?sig=Planted6',
    }
    const shown = shownSettings({ ...EXAMPLES, ...secrets }, [])
    expect(Object.keys(shown)).toEqual(VARIABLE_NAMES)
    expect(JSON.stringify(shown)).not.toContain('Planted')
    expect(shown).toMatchObject({
      DATABASE_URL: 'postgres://[hidden]@db.contoso.com:5433/chatvault',
      SMTP_URL: 'smtps://[hidden]@mail.contoso.com',
      HTTPS_PROXY: 'http://[hidden]@proxy.contoso.com:8080',
      AZURE_STORAGE_CONNECTION_STRING: '[hidden]',
      SIGNIN_ISSUER: 'https://login.microsoftonline.com/{tid}/v2.0',
      PORT: '3978',
    })
  })

  it('hide a value that is not valid: it may be a secret in the wrong place', () => {
    const shown = shownSettings({ TEAMS_APP_ID: 'Planted~secret', PORT: ' ' }, ['TEAMS_APP_ID'])
    expect(shown).toEqual({ TEAMS_APP_ID: '[hidden: not valid]' })
  })

  it('have a proxy that was set in small letters', () => {
    expect(shownSettings({ https_proxy: 'http://p:8080' }, [])).toEqual({ HTTPS_PROXY: 'http://p:8080' })
  })
})
