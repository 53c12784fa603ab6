import { globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { storageAllowed } from './storage.ts'

const TAB = resolve(import.meta.dirname, '..')
/** A frame that may store nothing is refused all of these; some throw when they are only looked at. */
const MAY_BE_REFUSED =
  /navigator\.(locks|clipboard|storage|serviceWorker)|localStorage|sessionStorage|indexedDB|BroadcastChannel|\bcaches\.|document\.cookie/

/** Each continues, or says so, where it is refused. */
const GUARDED = [
  'auth/msal-token-source.ts', // after storageAllowed
  'auth/popup-token-source.ts', // memory where storage is denied
  'auth/storage.ts',
  'auth/use-session.ts',
  'auth/msal-client.ts', // hands on which of them MSAL uses
  'components/copy-text.ts',
  'features/automatic/use-automatic.ts', // looked at inside aloneInBrowser
  'features/runs/api/follow-together.ts', // each window has its own stream then
  'i18n/index.ts', // looked at inside languageOverride
  'theme/use-theme.ts', // looked at inside themeOverride
]

describe('storage', () => {
  it('is said to be denied where looking at it throws', () => {
    const denied = () => {
      throw new DOMException('denied', 'SecurityError')
    }
    expect(storageAllowed(denied)).toBe(false)
  })

  it('and all that browsers refuse with it is used only where that is borne', () => {
    const files = globSync('**/*.{ts,tsx,html}', { cwd: TAB }).filter(
      (file) => !/\.test\.|^e2e\/|testing\/|^i18n\/(en|de)/.test(file),
    )
    const using = files.filter((file) => MAY_BE_REFUSED.test(readFileSync(join(TAB, file), 'utf8')))
    expect(using.toSorted()).toEqual(GUARDED.toSorted())
  })
})
