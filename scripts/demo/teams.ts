/** `npm run demo -- --teams`: the tab in simulated Microsoft hosts, and a browser that finds them. */
import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { browserArguments, type Front, findBrowser, TAB_ORIGIN } from '../../sandbox/index.ts'

const FIRST = 'https://teams.microsoft.com/'
const ADDRESSES = [
  ['Teams', FIRST],
  ['Outlook', 'https://outlook.office.com/'],
  ['Microsoft 365', 'https://m365.cloud.microsoft/'],
  ['SharePoint', 'https://contoso.sharepoint.com/'],
  ['A plain page', TAB_ORIGIN],
  ['A stranger', 'https://evil.example/'],
] as const

/** A profile of its own, kept away from the person's: only there is the front's certificate believed. */
export function commandOf(front: Front, dataDir: string): readonly [browser: string, ...args: string[]] {
  const args = [`--user-data-dir=${join(dataDir, 'browser')}`, '--no-first-run', '--no-default-browser-check']
  // Chromium's own sandbox refuses to run as root, as in a container.
  const root = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  return [findBrowser() ?? 'chromium', ...args, ...root, ...browserArguments(front), FIRST]
}

export function teamsInvitation(command: readonly string[]): string {
  const addresses = ADDRESSES.map(([name, address]) => `    ${name.padEnd(14)} ${address}`)
  return `
  Chatvault in Teams. These addresses work in the browser started by this command alone (Chromium, Chrome or Edge):

    ${command.map(quoted).join(' \\\n      ')}

${addresses.join('\n')}

  The hosts are simulated: each has controls for its theme, language, person and how it answers.`
}

/** Undefined where there is no browser or no screen; a browser that cannot start is no one's error either. */
export function openBrowser([browser, ...args]: readonly [string, ...string[]]): ChildProcess | undefined {
  const screen =
    process.platform !== 'linux' ||
    process.env.DISPLAY !== undefined ||
    process.env.WAYLAND_DISPLAY !== undefined
  if (findBrowser() === undefined || !screen) return undefined
  const child = spawn(browser, args, { stdio: 'ignore' })
  child.on('error', () => undefined)
  return child
}

function quoted(word: string): string {
  return /^[\w./:=-]+$/.test(word) ? word : `'${word}'`
}
