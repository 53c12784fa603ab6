import {
  type Theme,
  teamsDarkTheme,
  teamsHighContrastTheme,
  teamsLightTheme,
} from '@fluentui/react-components'
import { useEffect, useState } from 'react'
import { useMediaQuery } from '../components/use-media-query.ts'
import { chooseTheme, type ThemeName, themeOverride } from './choose-theme.ts'

const THEMES: Record<ThemeName, Theme> = {
  light: teamsLightTheme,
  dark: teamsDarkTheme,
  contrast: teamsHighContrastTheme,
}

export function useTheme(): Theme {
  const [override] = useState(() => themeOverride(window.location.search, () => window.sessionStorage))
  const prefersDark = useMediaQuery('(prefers-color-scheme: dark)')
  const forcedColors = useMediaQuery('(forced-colors: active)')
  const name = chooseTheme({ override, prefersDark, forcedColors })
  const theme = THEMES[name]
  useEffect(() => {
    // Behind Fluent's root: overscroll and the frame around the app.
    document.documentElement.style.colorScheme = name === 'light' ? 'light' : 'dark'
    document.documentElement.style.backgroundColor = theme.colorNeutralBackground3
  }, [name, theme])
  return theme
}
