/** `npm run doctor`: what is wrong with this installation, and what to do; with `--bundle`, a file for whoever helps. */
import { readFileSync } from 'node:fs'
import { arch, platform, release } from 'node:os'
import { join, resolve } from 'node:path'
import { type Config, ConfigError, readConfig, trimmedNames } from '../config.ts'
import { type Findings, writeBundle } from '../doctor/bundle.ts'
import { type Check, check, fine, look, wrong } from '../doctor/check.ts'
import { type Examined, examine } from '../doctor/examine.ts'
import { shownSettings } from '../doctor/settings.ts'
import { systemClock as clock, monotonicMs } from '../process/system-clock.ts'
import { readCommandLine } from './command-line.ts'

const USAGE = `npm run doctor      checks settings, disks, key, database, archive, connections, Microsoft, clock, and certificates

  With the server's settings, next to a working server or without one. It only writes a probe to the archive
  and removes it.
  Exit codes: 0 nothing wrong, 1 something is wrong, 64 misuse, 78 wrong settings.
  --bundle FILE.zip      also writes what a support engineer needs: checks, versions, settings without secrets, recent runs
                         and codes of faults, migrations, and metrics; no message and no name of a person
  --help`

const EX_CONFIG = 78

const { values } = readCommandLine(USAGE, { bundle: { type: 'string' } })
const { config, settings, faulty } = await readSettings()
const { checks, vault } = await examineIf(config)
const all = [settings, ...checks]
for (const { what, verdict, found, next } of all)
  console.log(`${verdict.padEnd(7)}  ${what}: ${found}${next && ` → ${next}`}`)
const isWrong = all.some(({ verdict }) => verdict === 'wrong')
console.log(isWrong ? 'Something is wrong: do what the arrows say.' : 'Nothing is wrong.')
process.exitCode = config === undefined ? EX_CONFIG : Number(isWrong)
if (values.bundle !== undefined) await bundle(resolve(values.bundle))

type Settings = {
  /** Undefined: they're wrong. */
  readonly config: Config | undefined
  readonly settings: Check
  readonly faulty: readonly string[]
}

async function readSettings(): Promise<Settings> {
  try {
    const config = readConfig(process.env)
    const trimmed = trimmedNames(process.env).join(', ')
    const finding = trimmed
      ? look(`Blanks or line ends around the values of ${trimmed} are ignored.`, 'Remove them.')
      : fine('Every setting is valid.')
    return { config, settings: await check('settings', async () => finding), faulty: [] }
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    const settings = await check('settings', async () => wrong(error.message, 'Correct these settings.'))
    return { config: undefined, settings, faulty: error.faults.map(({ name }) => name) }
  }
}

/** Without settings there's nothing to look at. */
async function examineIf(config: Config | undefined): Promise<Examined> {
  if (config === undefined) return { checks: [], vault: undefined }
  return await examine({ config, authorities: process.env.NODE_EXTRA_CA_CERTS, clock, monotonicMs })
}

async function bundle(path: string): Promise<void> {
  const shown = shownSettings(process.env, faulty)
  const findings: Findings = { at: clock.now(), versions: versions(), settings: shown, checks: all, vault }
  try {
    await writeBundle(path, findings)
    console.log(`Wrote ${path}. It names organizations by their IDs; look into it before you send it.`)
  } catch (error) {
    console.error(`Couldn’t write ${path}: ${error instanceof Error ? error.message : error}`)
    process.exitCode ||= 1
  }
}

function versions(): Record<string, string> {
  const read = readFileSync(join(import.meta.dirname, '..', '..', 'package.json'), 'utf8')
  const { version } = JSON.parse(read) as { version: string }
  return { chatvault: version, node: process.versions.node, system: `${platform()} ${release()} ${arch()}` }
}
