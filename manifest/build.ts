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

const { values } = parseArgs({ options: { out: { type: 'string' } } })
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
