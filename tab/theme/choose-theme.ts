export type ThemeName = 'light' | 'dark' | 'contrast'

export interface ThemeSignals {
  /** `?theme=` or what it was earlier in this session. */
  override: string | null
  prefersDark: boolean
  forcedColors: boolean
}

export function chooseTheme({ override, prefersDark, forcedColors }: ThemeSignals): ThemeName {
  if (override === 'light' || override === 'dark' || override === 'contrast') return override
  if (forcedColors) return 'contrast'
  return prefersDark ? 'dark' : 'light'
}

const KEY = 'chatvault.theme'

/** The theme asked for by the address, remembered for the session where the browser allows storage. */
export function themeOverride(search: string, storage: () => Storage): string | null {
  const asked = new URLSearchParams(search).get('theme')
  try {
    if (asked) storage().setItem(KEY, asked)
    return asked ?? storage().getItem(KEY)
  } catch {
    return asked
  }
}
