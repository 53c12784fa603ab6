/**
 * `npm run demo`: a Microsoft 365 tenant of our own and the product, on this machine, with everything embedded.
 * `--once` does the main job without a browser and ends; `--teams` shows the tab in simulated Microsoft hosts. Starts
 * empty each time; Ctrl-C stops everything.
 */
import { rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { FRONT_ENVIRONMENT, type Sandbox, startFront, startSandbox, TAB_ORIGIN } from '../sandbox/index.ts'
import { type Product, startProduct } from '../server/testing/product.ts'
import { runOnce } from './demo/once.ts'
import { commandOf, openBrowser, teamsInvitation } from './demo/teams.ts'

const { values } = parseArgs({
  options: {
    once: { type: 'boolean', default: false },
    teams: { type: 'boolean', default: false },
    port: { type: 'string', default: '3978' },
    users: { type: 'string', default: '25' },
    messages: { type: 'string', default: '2500' },
    seed: { type: 'string', default: '1' },
    'data-dir': { type: 'string', default: './data/demo' },
  },
})

const dataDir = resolve(values['data-dir'])
rmSync(dataDir, { recursive: true, force: true })

console.log('Starting a Microsoft 365 tenant to play with …')
const sandbox = await startSandbox({
  port: 0,
  seed: Number(values.seed),
  users: Number(values.users),
  messages: Number(values.messages),
  redirectOrigins: values.teams ? [TAB_ORIGIN] : [],
})
console.log('Starting Chatvault …')
const product = await startProduct(sandbox, {
  port: values.once ? 0 : Number(values.port),
  dataDir,
  quiet: true,
  env: values.teams ? FRONT_ENVIRONMENT : {},
})

if (values.once) {
  const clean = await runOnce(sandbox, product).finally(() => stopBoth(sandbox, product))
  process.exitCode = clean ? 0 : 1
} else {
  const stopHosts = values.teams ? await startHosts() : undefined
  console.log(invitation(sandbox, values.teams ? undefined : product.url))
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void stopBoth(sandbox, product))
  process.exitCode = (await product.exited) ?? 0
  await stopHosts?.()
  await sandbox.close()
}

/** The front on the port after the product's, and a browser where there is a screen. */
async function startHosts(): Promise<() => Promise<void>> {
  const port = Number(values.port) + 1
  const front = await startFront({ sandbox, productUrl: product.url, port }).catch(async (error: unknown) => {
    await stopBoth(sandbox, product)
    throw error
  })
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
  Sign in as ${who}; the tenant is made up, no password is asked.
`
  return `${url === undefined ? '' : open}
  On the Connection page, enter:
    Application ID   ${app.clientId}
    App secret       ${app.clientSecret}
    Test mailbox     ${admin?.person.userPrincipalName}

  Then press Run backup. Ctrl-C stops everything.
`
}
