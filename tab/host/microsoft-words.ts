import type { HostTheme } from './host.ts'

const THEMES: Readonly<Record<string, HostTheme>> = { default: 'light', dark: 'dark', contrast: 'contrast' }

/** `glass` and whatever comes after it are light. */
export function themeOf(name: string): HostTheme {
  return Object.hasOwn(THEMES, name) ? (THEMES[name] ?? 'light') : 'light'
}

/** teams-js' `HostName`, as people say it. */
const NAMES: Readonly<Record<string, string>> = {
  Teams: 'Teams',
  TeamsModern: 'Teams',
  Outlook: 'Outlook',
  OutlookWin32: 'Outlook',
  Office: 'Microsoft 365',
}

/** Undefined for hosts no one has a name for (Orange, Places, a wrapper of the tenant's own). */
export function hostName(name: string): string | undefined {
  return Object.hasOwn(NAMES, name) ? NAMES[name] : undefined
}
