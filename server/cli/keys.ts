/** `npm run keys -- VERB`: the master key, with the configuration of the server. */
import { resolve } from 'node:path'
import { openObjectStore } from '../archive/open-object-store.ts'
import { addDataKeys } from '../archive/rewrap-keys.ts'
import { ConfigError, readConfig } from '../config.ts'
import { migrate } from '../database/migrate.ts'
import { openDatabase } from '../database/open-database.ts'
import { toVaultError } from '../domain/vault-error.ts'
import { azureOf } from '../places.ts'
import { systemClock as clock } from '../process/system-clock.ts'
import { type MasterKeyPlace, openMasterKey } from '../secrets/open-master-key.ts'
import { RECOVERY_WORDS } from '../secrets/recovery-code.ts'
import { finishRewrap, rewrap } from '../services/rewrap.ts'
import { readCommandLine, refuse } from './command-line.ts'
import { ConversationEnded, isPersonThere, readInput, startConversation } from './conversation.ts'
import { keyFileOf, proveRecoveryCode, recoverKey } from './keys-recovery.ts'

const USAGE = `npm run keys -- rewrap --to FILE|KEY_URL [--finish]      wraps every data key and box with a new master key
npm run keys -- new-data-key                             seals later messages with another data key, in every tenant
npm run keys -- recovery-code                            shows the key file as 24 words for paper, and asks for three of them
npm run keys -- recover [--to FILE]                      writes the key file again, from those words

  With the server's settings (.env).
  rewrap: stop the server first. FILE is created if it isn't there; KEY_URL is a key in Azure Key Vault. The old key is the one
  in the server's settings. Afterwards either key opens the vault, until --finish, after which only the new one does. A command
  that was interrupted continues when it's run again.
  new-data-key: stop the server first, all of its processes. Messages already archived keep theirs.
  recovery-code: only at a terminal, and nothing of it is kept. recover: asks for the words, or reads them from a pipe; it
  refuses a code that isn't of this archive's key. FILE is MASTER_KEY_FILE unless you name another.
  Exit codes: 0 done, 1 failed, 64 misuse, 78 wrong settings.
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

await perform().catch((error: unknown) => {
  if (error instanceof ConfigError) console.error(error.message)
  else if (error instanceof ConversationEnded) console.error('\nInterrupted: nothing was noted or written.')
  else {
    const { message, hint } = toVaultError(error, `${positionals[0]} the master key`)
    console.error(`${message}\n${hint}`)
  }
  process.exitCode = error instanceof ConfigError ? 78 : 1
})

async function perform(): Promise<void> {
  const { to, finish } = values
  const [verb, ...more] = positionals
  if (more.length > 0) refuse('Say one verb.', USAGE)
  if (verb === 'rewrap' && to) return await change(to, finish)
  if (verb === 'new-data-key' && to === undefined && !finish) return await addKeys()
  if (verb === 'recovery-code' && to === undefined && !finish) return await showCode()
  if (verb === 'recover' && !finish) return await recover(to)
  refuse('Say rewrap with --to and a file or a key URL, new-data-key, recovery-code, or recover.', USAGE)
}

async function addKeys(): Promise<void> {
  const config = readConfig(process.env)
  const masterKey = await openMasterKey(config.masterKey, { create: false })
  const store = await openObjectStore({ url: config.archive.url, azure: azureOf(config) })
  const added = await addDataKeys({ store, masterKey, clock })
  for (const [tenantId, number] of added)
    console.log(`${tenantId}: data key ${number} is used from the next start on.`)
  if (added.size === 0) console.log('There is no tenant in the archive yet.')
  else
    console.log(
      'Start the server again, all of its processes, and make a copy of the archive’s key files (tenants/*/key*.json).',
    )
}

async function showCode(): Promise<void> {
  const config = readConfig(process.env)
  keyFileOf(config)
  if (!isPersonThere()) refuse('A recovery code is only shown at a terminal.', USAGE)
  const talk = startConversation()
  try {
    if (await proveRecoveryCode(config, talk, clock))
      return talk.say('That’s right. The doctor knows now that someone has the code.')
    talk.say('That wasn’t right either. Run the command again and write the words down anew.')
    process.exitCode = 1
  } finally {
    talk.end()
  }
}

async function recover(to: string | undefined): Promise<void> {
  const config = readConfig(process.env)
  const path = to === undefined ? keyFileOf(config) : resolve(to)
  const { keyId, isKnown } = await recoverKey(config, await readCode(), path)
  console.log(`Master key ${keyId} is in ${path}, for this account only.`)
  console.log(
    isKnown
      ? 'It opens the archive.'
      : 'There was no archive to compare it with: npm run doctor does that later.',
  )
}

function wordsLeft(typed: string): number {
  return RECOVERY_WORDS - (typed.match(/[a-z]+/gi) ?? []).length
}

async function readCode(): Promise<string> {
  if (!isPersonThere()) return await readInput()
  const talk = startConversation()
  try {
    let typed = await talk.ask(`The ${RECOVERY_WORDS} words of the recovery code, in their order: `)
    for (let left = wordsLeft(typed); left > 0; left = wordsLeft(typed))
      typed += ` ${await talk.ask(`${left} more: `)}`
    talk.clear()
    return typed
  } finally {
    talk.end()
  }
}

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
