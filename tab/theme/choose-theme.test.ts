import { describe, expect, it } from 'vitest'
import { chooseTheme, type ThemeSignals, themeOverride } from './choose-theme.ts'

const chosen = (signals: Partial<ThemeSignals>) =>
  chooseTheme({ override: null, host: undefined, prefersDark: false, forcedColors: false, ...signals })

describe('the theme', () => {
  it('follows the system where no host says', () => {
    expect(chosen({ prefersDark: true })).toBe('dark')
    expect(chosen({ prefersDark: false })).toBe('light')
  })

  it('follows the host before the system', () => {
    expect(chosen({ host: 'light', prefersDark: true })).toBe('light')
    expect(chosen({ host: 'contrast' })).toBe('contrast')
  })

  it('is high contrast when the system forces its colours, whatever the host says', () => {
    expect(chosen({ prefersDark: true, forcedColors: true })).toBe('contrast')
    expect(chosen({ host: 'light', forcedColors: true })).toBe('contrast')
  })

  it('obeys the address before everything, when it names one we have', () => {
    expect(chosen({ override: 'light', host: 'dark', prefersDark: true, forcedColors: true })).toBe('light')
    expect(chosen({ override: 'pink', prefersDark: true })).toBe('dark')
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
