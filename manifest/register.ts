/** `npm run register -- …`: registers the app people sign in to the tab with. Safe to repeat. */
import path from 'node:path'
import { createInterface } from 'node:readline/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { writeAzCommands } from './registration/az-commands.ts'
import { permissionsFor, signInByCode } from './registration/device-sign-in.ts'
import { openDirectory } from './registration/directory.ts'
import { type RegisterOptions, registerSignInApp, type Talk } from './registration/register-app.ts'
import { EX_CONFIG, type RegistrationSettings, readRegistrationSettings, SettingsError } from './settings.ts'

const EX_USAGE = 64

const USAGE = `npm run register -- [switches]      registers the sign-in app for PUBLIC_URL; safe to repeat

  --assign-admin    also gives you the role Vault.Admin
  --multi-tenant    other organizations can sign in too
  --localhost PORT  adds http://localhost:PORT as a redirect address
  --yes             doesn't ask before it changes something
  --print-az        prints Azure CLI commands instead, with the bodies in files; no one signs in
  --help

Environment: PUBLIC_URL; TAB_CLIENT_ID for an existing app; PRIVACY_URL, TERMS_URL, DEVELOPER_URL; M365_CLOUD,
GRAPH_URL, LOGIN_URL; GRAPH_TOKEN instead of signing in by code. docs/DEPLOY.md, step 2, explains each.`

type Switches = RegisterOptions & { readonly yes: boolean; readonly printAz: boolean; readonly help: boolean }

function readSwitches(argv: readonly string[]): Switches {
  const flag = { type: 'boolean' } as const
  const { values } = parseArgs({
    args: [...argv],
    options: {
      'assign-admin': flag,
      'multi-tenant': flag,
      yes: flag,
      'print-az': flag,
      help: flag,
      localhost: { type: 'string' },
    },
  })
  const port = values.localhost === undefined ? undefined : Number(values.localhost)
  if (port !== undefined && !(Number.isInteger(port) && port > 0 && port < 65_536))
    throw new TypeError('--localhost needs a port, for example 3978')
  return {
    assignAdmin: values['assign-admin'] ?? false,
    multiTenant: values['multi-tenant'] ?? false,
    yes: values.yes ?? false,
    printAz: values['print-az'] ?? false,
    help: values.help ?? false,
    localhostPort: port,
  }
}

function terminal(yes: boolean): Talk {
  return {
    say: (line) => console.log(line),
    async agree() {
      if (yes) return true
      if (!process.stdin.isTTY)
        throw new TypeError('There’s no terminal to ask on. Add --yes to continue without asking.')
      const questions = createInterface({ input: process.stdin, output: process.stdout })
      const answer = await questions.question('Continue? [y/N] ')
      questions.close()
      return /^y(es)?$/i.test(answer.trim())
    },
  }
}

async function register(settings: RegistrationSettings, switches: Switches): Promise<void> {
  const { cloud, graphToken } = settings
  const talk = terminal(switches.yes)
  talk.say(`Sign-in app for https://${settings.host}/ in Microsoft 365 (${cloud.name}), by ${cloud.graphUrl}`)
  const permissions = permissionsFor(switches)
  if (!graphToken) talk.say(`Asks you for: ${permissions.join(', ')} (docs/DEPLOY.md, step 2, says what for)`)
  const token = graphToken ?? (await signInByCode(cloud, permissions, talk.say))
  const directory = openDirectory({ graphUrl: cloud.graphUrl, token, fetch, sleep: (ms) => sleep(ms) })
  const registered = await registerSignInApp(settings, switches, directory, talk)
  if (!registered) return talk.say('Nothing was changed.')
  talk.say('')
  talk.say('Add to the environment of Chatvault:')
  talk.say(`  TAB_CLIENT_ID=${registered.clientId}`)
  if (registered.tenantId && !switches.multiTenant) talk.say(`  ALLOWED_TENANTS=${registered.tenantId}`)
}

/** Ends the process with 64 where one isn't known. */
function switchesGiven(): Switches {
  try {
    return readSwitches(process.argv.slice(2))
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`)
    return process.exit(EX_USAGE)
  }
}

const switches = switchesGiven()
try {
  if (switches.help) console.log(USAGE)
  else {
    const settings = readRegistrationSettings(process.env)
    const folder = path.join(import.meta.dirname, '../appPackage/build/entra')
    if (switches.printAz) console.log(await writeAzCommands(settings, switches, folder))
    else await register(settings, switches)
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error))
  process.exitCode = error instanceof SettingsError ? EX_CONFIG : error instanceof TypeError ? EX_USAGE : 1
}
