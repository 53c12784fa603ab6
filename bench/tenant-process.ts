/** A sandbox tenant in its own process: prints how to reach it as one JSON line, serves until it is told to end. */
import { parseOptions, startSandbox } from '../sandbox/index.ts'

const options = parseOptions(process.argv.slice(2))
if (options === 'help') throw new Error('Benchmarks pass the flags of the sandbox on')
const sandbox = await startSandbox(options)
const { url, httpUrl, caFile, tenantId, signIn, app, operators } = sandbox
process.stdout.write(
  `${JSON.stringify({
    url,
    httpUrl,
    caFile,
    tenantId,
    signIn,
    app,
    mailbox: operators[0]?.person.userPrincipalName,
    operatorToken: sandbox.operatorToken('Mia'),
    appToken: sandbox.appToken(),
  })}\n`,
)
process.once('SIGTERM', () => void sandbox.close().then(() => process.exit(0)))
