/** What is looked at in a host: words, colours, and what must not happen anywhere. */
import {
  type Theme,
  teamsDarkTheme,
  teamsHighContrastTheme,
  teamsLightTheme,
} from '@fluentui/react-components'
import { expect } from 'vitest'
import { texts as de } from '../i18n/de/index.ts'
import { en } from '../i18n/en.ts'
import type { HostVisit } from './host-stage.ts'

export type Locale = 'en-us' | 'de-de'
export type Words = Pick<typeof en, 'nav' | 'action'> & {
  readonly [Part in 'session' | 'consent' | 'overview' | 'connection']: (typeof en)[Part]
}
export const WORDS: Record<Locale, Words> = { 'en-us': en, 'de-de': de }

/** What Fluent's root shows in each of the host's themes; one it does not know looks light. */
const THEMES: Record<string, Theme> = {
  default: teamsLightTheme,
  dark: teamsDarkTheme,
  contrast: teamsHighContrastTheme,
  glass: teamsLightTheme,
}

const rgb = (hex: string) =>
  `rgb(${[1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)).join(', ')})`

export async function wears(visit: HostVisit, theme: string): Promise<void> {
  const wanted = THEMES[theme] ?? teamsLightTheme
  const colours = () =>
    visit.frame().evaluate(() => {
      const root = document.querySelector('.fui-FluentProvider')
      const ofRoot = root ? getComputedStyle(root) : undefined
      return [ofRoot?.color, getComputedStyle(document.documentElement).backgroundColor]
    })
  await expect
    .poll(colours)
    .toEqual([rgb(wanted.colorNeutralForeground1), rgb(wanted.colorNeutralBackground3)])
}

export const title = (visit: HostVisit, words: string | RegExp) =>
  visit.tab.getByRole('heading', { level: 1, name: words }).waitFor()

export const press = (visit: HostVisit, name: string) =>
  visit.tab.getByRole('button', { name, exact: true }).click()

/** What must be so in every Microsoft host, whatever is on screen. */
export async function isSound(visit: HostVisit): Promise<void> {
  expect(visit.problems).toEqual([])
  expect(visit.requests.filter((address) => address.includes('msal'))).toEqual([])
  const host = await visit.page.evaluate(() => ({ unknown: window.sim.unknown, state: window.sim.state }))
  expect(host).toEqual({ unknown: [], state: 'success' })
}
