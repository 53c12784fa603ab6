/** `npm run keys -- rewrap --to FILE|KEY_URL`: a new master key, with the configuration of the server, which is stopped. */
import { resolve } from 'node:path'
import { openObjectStore } from '../archive/open-object-store.ts'
import { ConfigError, readConfig } from '../config.ts'
import { migrate } from '../database/migrate.ts'
import { openDatabase } from '../database/open-database.ts'
import { toVaultError } from '../domain/vault-error.ts'
import { azureOf } from '../places.ts'
import { systemClock as clock } from '../process/system-clock.ts'
import { type MasterKeyPlace, openMasterKey } from '../secrets/open-master-key.ts'
import { finishRewrap, rewrap } from '../services/rewrap.ts'
import { readCommandLine, refuse } from './command-line.ts'

const USAGE = `npm run keys -- rewrap --to FILE|KEY_URL [--finish]      wraps every data key and box with a new master key

  Stop the server first. FILE is created if it isn't there; KEY_URL is a key in Azure Key Vault. The old key is the one in the
  server's settings. Afterwards either key opens the vault, until --finish, after which only the new one does. A command that
  was interrupted continues when it's run again. Exit codes: 0 done, 1 failed, 64 misuse, 78 wrong settings.
  --to FILE|KEY_URL
  --finish
  --help`

const FINISHED =
  'The old key opens nothing here any more. Keep it as long as you keep copies of the archive or backups of the books from before.'

const { values, positionals } = readCommandLine(
  USAGE,
  { to: { type: 'string' }, finish: { type: 'boolean', default: false } },
  { allowPositionals: true },
)
const { to, finish } = values
if (positionals.join() !== 'rewrap' || !to) refuse('Say rewrap, and --to with a file or a key URL.', USAGE)

await change(to, finish).catch((error: unknown) => {
  if (error instanceof ConfigError) console.error(error.message)
  else {
    const { message, hint } = toVaultError(error, 'replace the master key')
    console.error(`${message}\n${hint}`)
  }
  process.exitCode = error instanceof ConfigError ? 78 : 1
})

async function change(target: string, isLast: boolean): Promise<void> {
  const config = readConfig(process.env)
  const from = await openMasterKey(config.masterKey, { create: false })
  const database = await openDatabase({ ...config, databaseUrl: config.databaseUrl?.reveal(), clock })
  try {
    await migrate(database, clock)
    const place = placeOf(target)
    const newKey = await openMasterKey(place, { create: !isLast })
    if (newKey.id === from.id && !isLast)
      refuse(`${target} is the key in use: name another file, or add --finish.`, USAGE)
    const places = {
      database,
      store: await openObjectStore({ url: config.archive.url, azure: azureOf(config) }),
      from,
      to: newKey,
    }
    const { dataKeys, boxes } = await (isLast ? finishRewrap(places) : rewrap(places))
    console.log(`${dataKeys} data keys and ${boxes} boxes are wrapped by master key ${newKey.id}.`)
    console.log(isLast ? FINISHED : nextSteps(place, target))
  } finally {
    await database.close()
  }
}

function placeOf(target: string): MasterKeyPlace {
  return /^https?:\/\//.test(target)
    ? { kind: 'key-vault', url: target }
    : { kind: 'file', path: resolve(target) }
}

function nextSteps(place: MasterKeyPlace, target: string): string {
  const setting = place.kind === 'file' ? `MASTER_KEY_FILE=${place.path}` : `KEY_VAULT_KEY_URL=${target}`
  return `The old key still works. Copy the new one to a safe place, set ${setting}, and start the server. When all is well, stop it and run the command with --finish.`
}
