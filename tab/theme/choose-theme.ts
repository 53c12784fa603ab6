import type { HostTheme } from '../host/host.ts'

export interface ThemeSignals {
  /** `?theme=` or what it was earlier in this session. */
  override: string | null
  /** What the host shows itself in; undefined where there is none that says. */
  host: HostTheme | undefined
  prefersDark: boolean
  /** The operating system replaces all colours: what the host says cannot be seen any more. */
  forcedColors: boolean
}

export function chooseTheme({ override, host, prefersDark, forcedColors }: ThemeSignals): HostTheme {
  if (override === 'light' || override === 'dark' || override === 'contrast') return override
  if (forcedColors) return 'contrast'
  return host ?? (prefersDark ? 'dark' : 'light')
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
