import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { parseOptions, type Sandbox, type SandboxOptions, startSandbox, USAGE } from './index.ts'

/** Starts a sandbox from the command line; bad switches give one message and exit code 64. */
function readArguments(argv: readonly string[]): SandboxOptions {
  const options = parseOptions(argv)
  if (options !== 'help') return options
  console.log(USAGE)
  process.exit(0)
}

function introduce(sandbox: Sandbox, seconds: string): void {
  const { users, chats, messages, copies } = sandbox.truth()
  const size = `${users.length} accounts, ${chats} chats, ${messages} messages, ${copies} mailbox copies`
  console.log(`Sandbox tenant Contoso ${sandbox.tenantId}`)
  console.log(`  ${size} (${seconds} s)`)
  console.log(`Graph, Azure and Entra: ${sandbox.url}`)
  console.log(`The same for browsers: ${sandbox.httpUrl}`)
  console.log(`CA file: ${sandbox.caFile}`)
  console.log('Backup app')
  console.log(`  client id: ${sandbox.app.clientId}`)
  console.log(`  client secret: ${sandbox.app.clientSecret}`)
  console.log('  certificate and key: app.pem beside the CA file')
  console.log('People who sign in')
  for (const { person, appRoles } of sandbox.operators)
    console.log(`  ${person.displayName} <${person.userPrincipalName}> ${appRoles.join(', ') || 'no role'}`)
  console.log('Set for the product')
  console.log(`  NODE_EXTRA_CA_CERTS=${sandbox.caFile}`)
  console.log(`  GRAPH_URL=${sandbox.url} LOGIN_URL=${sandbox.url} ARM_URL=${sandbox.url}`)
  console.log(
    `  SIGNIN_URL=${sandbox.httpUrl} SIGNIN_GRAPH_URL=${sandbox.httpUrl} SIGNIN_ARM_URL=${sandbox.httpUrl}`,
  )
  console.log(`  TAB_CLIENT_ID=${sandbox.signIn.clientId}`)
  console.log(`  SIGNIN_ISSUER=${sandbox.url}/{tid}/v2.0 SIGNIN_JWKS_URL=${sandbox.signIn.jwksUrl}`)
  console.log('Ready')
}

function stopOn(sandbox: Sandbox): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => void sandbox.close().then(() => process.exit(0)))
}

/** `--measure`: drains all mailboxes from a second process, prints the figures and ends. */
async function measure({ url, caFile, tenantId, app, close }: Sandbox): Promise<void> {
  const script = fileURLToPath(new URL('./throughput.ts', import.meta.url))
  for (const top of ['50', '250']) {
    const given = [url, caFile, tenantId, app.clientId, app.clientSecret, '8', top]
    await once(spawn(process.execPath, [script, ...given], { stdio: 'inherit' }), 'close')
  }
  await close()
}

try {
  const started = performance.now()
  const argv = process.argv.slice(2)
  const sandbox = await startSandbox(readArguments(argv.filter((word) => word !== '--measure')))
  stopOn(sandbox)
  introduce(sandbox, ((performance.now() - started) / 1000).toFixed(1))
  if (argv.includes('--measure')) await measure(sandbox)
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exit(64)
}
