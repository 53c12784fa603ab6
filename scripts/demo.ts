/**
 * `npm run demo`: a Microsoft 365 tenant of our own and the product, on this machine, with everything embedded.
 * `--once` does the main job without a browser and ends. Starts empty each time; Ctrl-C stops both.
 */
import { rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { type Sandbox, startSandbox } from '../sandbox/index.ts'
import { type Product, startProduct } from '../server/testing/product.ts'
import { runOnce } from './demo/once.ts'

const { values } = parseArgs({
  options: {
    once: { type: 'boolean', default: false },
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
})
console.log('Starting Chatvault …')
const product = await startProduct(sandbox, {
  port: values.once ? 0 : Number(values.port),
  dataDir,
  quiet: true,
})

if (values.once) {
  const clean = await runOnce(sandbox, product).finally(() => stopBoth(sandbox, product))
  process.exitCode = clean ? 0 : 1
} else {
  console.log(invitation(sandbox, product))
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void stopBoth(sandbox, product))
  process.exitCode = (await product.exited) ?? 0
  await sandbox.close()
}

async function stopBoth(sandbox: Sandbox, product: Product): Promise<void> {
  await product.stop()
  await sandbox.close()
}

function invitation({ app, operators }: Sandbox, { url }: Product): string {
  const [admin] = operators
  return `
  Open   ${url}
  Sign in as ${admin?.person.displayName} (${admin?.person.userPrincipalName}); the tenant is made up, no password is asked.

  On the Connection page, enter:
    Application ID   ${app.clientId}
    App secret       ${app.clientSecret}
    Test mailbox     ${admin?.person.userPrincipalName}

  Then press Run backup. Ctrl-C stops everything.
`
}
