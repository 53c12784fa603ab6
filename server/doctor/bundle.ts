/** What a person sends along when they ask for help: one zip of small texts, without secrets, messages, or names of people. */
import { createWriteStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { packZip } from '../evidence/pack.ts'
import type { Check } from './check.ts'
import type { VaultDescription } from './describe-vault.ts'

export type Findings = {
  readonly at: Date
  readonly versions: Readonly<Record<string, string>>
  readonly settings: Readonly<Record<string, string>>
  readonly checks: readonly Check[]
  readonly vault: VaultDescription | undefined
}

/** Throws `EEXIST` where there is such a file. It's readable by this account only. */
export async function writeBundle(path: string, findings: Findings): Promise<void> {
  const files = filesOf(findings)
  const zip = packZip(async (add) => {
    for (const [name, text] of Object.entries(files)) await add(name, [Buffer.from(text)])
  }, findings.at)
  await pipeline(zip, createWriteStream(path, { flags: 'wx', mode: 0o600 }))
}

function filesOf({ at, versions, settings, checks, vault }: Findings): Record<string, string> {
  const { database, migrations, work } = vault ?? {}
  return {
    'checks.json': json({ at, checks }),
    'versions.json': json(versions),
    'settings.json': json(settings),
    ...(vault && { 'database.json': json({ database, migrations }) }),
    ...(work && {
      'connections.json': json(work.connections),
      'runs.json': json(work.runs),
      'faults.json': json(work.faults),
      'metrics.txt': work.metrics,
    }),
  }
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
