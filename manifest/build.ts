/**
 * `npm run package`: the Teams app package for the environment given, ready for the Teams admin center, in
 * `appPackage/build/chatvault.zip` unless `--out FILE` says otherwise.
 */
import { createHash } from 'node:crypto'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { EX_CONFIG, readPackageSettings, SettingsError } from './settings.ts'
import { makePackage } from './teams-package.ts'

const USAGE = `npm run package -- [switches]      builds the Teams app package for the current environment

  --out FILE        where to write it (appPackage/build/chatvault.zip)
  --help

Environment: PUBLIC_URL, TAB_CLIENT_ID; docs/DEPLOY.md, step 5, explains them and the others.`

const EX_USAGE = 64

function readSwitches() {
  try {
    const options = { out: { type: 'string' }, help: { type: 'boolean', short: 'h' } } as const
    return parseArgs({ options }).values
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`)
    return process.exit(EX_USAGE)
  }
}

const values = readSwitches()
if (values.help) {
  console.log(USAGE)
  process.exit(0)
}

const target = path.resolve(values.out ?? path.join(import.meta.dirname, '../appPackage/build/chatvault.zip'))

try {
  const settings = readPackageSettings(process.env)
  const zip = await makePackage(settings)
  await mkdir(path.dirname(target), { recursive: true })
  await writeFile(`${target}.part`, zip)
  await rename(`${target}.part`, target)
  console.log(path.relative(process.cwd(), target))
  console.log(`  tab      https://${settings.host}/`)
  console.log(`  app id   ${settings.teamsAppId}   version ${settings.version}`)
  console.log(`  sign-in  api://${settings.host}/${settings.clientId}`)
  console.log(`  sha256   ${createHash('sha256').update(zip).digest('hex')}`)
  console.log(
    'Upload it: Teams admin center, Teams apps, Manage apps, Upload new app (docs/DEPLOY.md, step 6).',
  )
} catch (error) {
  if (!(error instanceof SettingsError)) throw error
  console.error(error.message)
  process.exitCode = EX_CONFIG
}
