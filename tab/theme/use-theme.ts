import {
  type Theme,
  teamsDarkTheme,
  teamsHighContrastTheme,
  teamsLightTheme,
} from '@fluentui/react-components'
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react'
import { useMediaQuery } from '../components/use-media-query.ts'
import type { Host, HostTheme } from '../host/host.ts'
import { chooseTheme, themeOverride } from './choose-theme.ts'

const THEMES: Record<HostTheme, Theme> = {
  light: teamsLightTheme,
  dark: teamsDarkTheme,
  contrast: teamsHighContrastTheme,
}

/** Follows the host, which is undefined until it is known. */
export function useTheme(host: Host | undefined): Theme {
  const [override] = useState(() => themeOverride(window.location.search, () => window.sessionStorage))
  const ofHost = useHostTheme(host)
  const prefersDark = useMediaQuery('(prefers-color-scheme: dark)')
  const forcedColors = useMediaQuery('(forced-colors: active)')
  const name = chooseTheme({ override, host: ofHost, prefersDark, forcedColors })
  const theme = THEMES[name]
  useEffect(() => {
    // Behind Fluent's root: overscroll and the frame around the app.
    document.documentElement.style.colorScheme = name === 'light' ? 'light' : 'dark'
    document.documentElement.style.backgroundColor = theme.colorNeutralBackground3
  }, [name, theme])
  return theme
}

function useHostTheme(host: Host | undefined): HostTheme | undefined {
  const subscribe = useCallback((changed: () => void) => host?.onTheme(changed) ?? (() => undefined), [host])
  return useSyncExternalStore(subscribe, () => host?.theme())
}
