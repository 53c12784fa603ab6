import { describe, expect, it } from 'vitest'
import { chooseTheme, themeOverride } from './choose-theme.ts'

describe('the theme', () => {
  it('follows the system', () => {
    expect(chooseTheme({ host: undefined, override: null, prefersDark: true, forcedColors: false })).toBe(
      'dark',
    )
    expect(chooseTheme({ host: undefined, override: null, prefersDark: false, forcedColors: false })).toBe(
      'light',
    )
  })

  it('is high contrast when the system forces its colours', () => {
    expect(chooseTheme({ host: undefined, override: null, prefersDark: true, forcedColors: true })).toBe(
      'contrast',
    )
  })

  it('obeys the address before the system, when it names one we have', () => {
    expect(chooseTheme({ host: undefined, override: 'light', prefersDark: true, forcedColors: true })).toBe(
      'light',
    )
    expect(chooseTheme({ host: undefined, override: 'pink', prefersDark: true, forcedColors: false })).toBe(
      'dark',
    )
  })

  it('still obeys the address where storage is denied', () => {
    const denied = () => {
      throw new DOMException('denied', 'SecurityError')
    }
    expect(themeOverride('?theme=dark', denied)).toBe('dark')
    expect(themeOverride('', denied)).toBeNull()
  })

  it('is remembered for the session', () => {
    const kept = new Map<string, string>()
    const storage = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    } as Storage
    themeOverride('?theme=contrast', () => storage)
    expect(themeOverride('', () => storage)).toBe('contrast')
  })
})
