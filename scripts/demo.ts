/**
 * `npm run demo`: a Microsoft 365 tenant of our own and the product, on this machine, with everything embedded.
 * `--once` does the main job without a browser and ends; `--teams` shows the tab in simulated Microsoft hosts. Starts
 * empty each time; Ctrl-C stops everything.
 */
import { resolve } from 'node:path'
import { FRONT_ENVIRONMENT, type Sandbox, startFront, startSandbox, TAB_ORIGIN } from '../sandbox/index.ts'
import { readCommandLine, wholeNumber } from '../server/cli/command-line.ts'
import { endWithParent } from '../server/process/npm-parent.ts'
import { createApi } from '../server/testing/api.ts'
import { type Product, startProduct } from '../server/testing/product.ts'
import { type Inbox, openInbox } from './demo/inbox.ts'
import { runOnce } from './demo/once.ts'
import { takePlace } from './demo/place.ts'
import { firstBackup, playSecondDay } from './demo/second-day.ts'
import { commandOf, openBrowser, teamsInvitation } from './demo/teams.ts'

const USAGE = `npm run demo -- [switches]      a simulated Microsoft 365 tenant and Chatvault, on this machine only

  --once            connects, backs up, verifies and exports without a browser, then exits
  --second-day      after the first backup, plays the next day and its scheduled backup in a minute, without asking
  --teams           shows the tab in simulated Teams, Outlook, Microsoft 365 and SharePoint
  --port PORT       where Chatvault listens (3978)
  --users N         people in the tenant (25)
  --messages N      messages in their chats (2500)
  --seed N          another tenant of the same size (1)
  --data-dir DIR    database, archive and key; emptied at each start (./data/demo)
  --help`

const { values } = readCommandLine(USAGE, {
  once: { type: 'boolean', default: false },
  'second-day': { type: 'boolean', default: false },
  teams: { type: 'boolean', default: false },
  port: { type: 'string', default: '3978' },
  users: { type: 'string', default: '25' },
  messages: { type: 'string', default: '2500' },
  seed: { type: 'string', default: '1' },
  'data-dir': { type: 'string', default: './data/demo' },
})
const number = (name: 'port' | 'users' | 'messages' | 'seed', low: number) =>
  wholeNumber(name, values[name], low, USAGE)
const [port, users, messages, seed] = [
  number('port', 1),
  number('users', 1),
  number('messages', 1),
  number('seed', 0),
]

/** Before there is anything to stop, the end of this process is the end of the product it started. */
let stopAll = async (): Promise<void> => process.exit(143)
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stopAll())
if (process.env.npm_lifecycle_event) endWithParent({ begin: () => stopAll() })

const dataDir = resolve(values['data-dir'])
const taken = await takePlace(portsToTake(), dataDir)
if (taken !== undefined) {
  console.error(taken)
  process.exit(1)
}

console.log('Starting a Microsoft 365 tenant to play with …')
const sandbox = await startSandbox({
  port: 0,
  seed,
  users,
  messages,
  redirectOrigins: values.teams ? [TAB_ORIGIN] : [],
})
console.log('Starting Chatvault …')
const inbox = await openInbox()
const product = await startProduct(sandbox, {
  port: values.once ? 0 : port,
  dataDir,
  quiet: true,
  env: { ALERT_ALLOWED_HOSTS: inbox.host, ...(values.teams && FRONT_ENVIRONMENT) },
})
stopAll = () => stopBoth(sandbox, product)

if (values.once) {
  const clean = await onceAndTheNext().finally(() => stopBoth(sandbox, product))
  process.exitCode = clean ? 0 : 1
} else {
  const stopHosts = values.teams ? await startHosts() : undefined
  console.log(invitation(sandbox, values.teams ? undefined : product.url))
  void offerSecondDay(inbox)
  process.exitCode = (await product.exited) ?? 0
  await stopHosts?.()
  await sandbox.close()
}

/** Without a browser it takes any that is free. */
function portsToTake(): number[] {
  if (values.once) return []
  return values.teams ? [port, port + 1] : [port]
}

async function onceAndTheNext(): Promise<boolean> {
  const clean = await runOnce(sandbox, product)
  return values['second-day'] ? (await playSecondDay(sandbox, product, inbox)) && clean : clean
}

/** Once the person has backed up: what comes is theirs to start, at a terminal or by the switch. */
async function offerSecondDay(inbox: Inbox): Promise<void> {
  if (!values['second-day'] && !process.stdin.isTTY) return
  const ended = new AbortController()
  void product.exited.then(() => ended.abort())
  const api = createApi(product.url, () => sandbox.operatorToken('Mia'))
  if ((await firstBackup(api, ended.signal)) === undefined) return
  if (!values['second-day']) {
    console.log(
      'The first backup is done. Press Enter to see the next day and its scheduled backup, in a minute.',
    )
    await enter()
  }
  await playSecondDay(sandbox, product, inbox).catch((error: unknown) => console.error(error))
}

/** Whether the demo ends is not for the terminal to decide. */
function enter(): Promise<void> {
  return new Promise((resolve) => {
    process.stdin.once('data', () => {
      process.stdin.pause()
      resolve()
    })
    process.stdin.unref()
  })
}

/** The front on the port after the product's, and a browser where there is a screen. */
async function startHosts(): Promise<() => Promise<void>> {
  const front = await startFront({ sandbox, productUrl: product.url, port: port + 1 }).catch(
    async (error: unknown) => {
      await stopBoth(sandbox, product)
      throw error
    },
  )
  const command = commandOf(front, dataDir)
  console.log(teamsInvitation(command))
  const browser = openBrowser(command)
  return async () => {
    browser?.kill()
    await front.close()
  }
}

async function stopBoth(sandbox: Sandbox, product: Product): Promise<void> {
  await product.stop()
  await sandbox.close()
}

function invitation({ app, operators }: Sandbox, url: string | undefined): string {
  const [admin] = operators
  const who = `${admin?.person.displayName} (${admin?.person.userPrincipalName})`
  const open = `
  Open   ${url}
  Sign in as ${who}; the tenant is simulated, so there’s no password.
`
  const after =
    values['second-day'] || process.stdin.isTTY
      ? 'see here for the second day'
      : 'the switch --second-day would show the second day'
  return `${url === undefined ? '' : open}
  On the Connection page, enter:
    Application ID   ${app.clientId}
    App secret       ${app.clientSecret}
    Test mailbox     ${admin?.person.userPrincipalName}

  Then select Run backup. Afterwards, ${after}. Ctrl-C stops everything.
`
}
