import { parseOptions, type Sandbox, type SandboxOptions, startSandbox, USAGE } from './index.ts'

/** Starts a sandbox from the command line; bad switches give one message and exit code 64. */
function readArguments(): SandboxOptions {
  const options = parseOptions(process.argv.slice(2))
  if (options !== 'help') return options
  console.log(USAGE)
  process.exit(0)
}

function introduce(sandbox: Sandbox, seconds: string): void {
  const truth = sandbox.truth()
  console.log(`Sandbox tenant Contoso ${sandbox.tenantId}`)
  console.log(
    `  ${truth.users.length} accounts, ${truth.chats} chats, ${truth.messages} messages, ${truth.copies} mailbox copies (${seconds} s)`,
  )
  console.log(`Graph and Entra: ${sandbox.url}`)
  console.log(`Sign-in for browsers: ${sandbox.httpUrl}`)
  console.log(`CA file: ${sandbox.caFile}`)
  console.log('Backup app')
  console.log(`  client id: ${sandbox.app.clientId}`)
  console.log(`  client secret: ${sandbox.app.clientSecret}`)
  console.log(`  certificate and key: app.pem beside the CA file`)
  console.log('People who sign in')
  for (const { person, appRoles } of sandbox.operators)
    console.log(`  ${person.displayName} <${person.userPrincipalName}> ${appRoles.join(', ') || 'no role'}`)
  console.log('Set for the product')
  console.log(`  NODE_EXTRA_CA_CERTS=${sandbox.caFile}`)
  console.log(`  GRAPH_URL=${sandbox.url} LOGIN_URL=${sandbox.url}`)
  console.log(`  TAB_CLIENT_ID=${sandbox.signIn.clientId}`)
  console.log(`  SIGNIN_ISSUER=${sandbox.url}/{tid}/v2.0 SIGNIN_JWKS_URL=${sandbox.signIn.jwksUrl}`)
  console.log('Ready')
}

function stopOn(sandbox: Sandbox): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => void sandbox.close().then(() => process.exit(0)))
}

try {
  const started = performance.now()
  const sandbox = await startSandbox(readArguments())
  stopOn(sandbox)
  introduce(sandbox, ((performance.now() - started) / 1000).toFixed(1))
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exit(64)
}
