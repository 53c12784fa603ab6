/**
 * Exports of a whole archive: versions a second, from the sealed segments to a signed zip on disk, and the memory that takes
 * above a process at rest. Each format has a process of its own over the same vault.
 */
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { fillVault, openBenchVault } from './filled-vault.ts'
import { type Result, rounded } from './result.ts'

/** What issues promise: versions a second at least, megabytes above idle at most. */
const LEAST = { jsonl: 20_000, html: 8_000 } as const
const MOST_MB = 150

type Written = { rows: number; seconds: number; idleMb: number; peakMb: number; bytes: number }

export async function benchExports(messages = 100_000): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'chatvault-bench-'))
  try {
    const vault = await openBenchVault(folder)
    await fillVault(vault, messages)
    await vault.database.close()
    const jsonl = await write(folder, 'jsonl')
    const html = await write(folder, 'html')
    return {
      bench: 'exports',
      value: rounded(rate(jsonl)),
      unit: 'jsonl versions/s',
      floor: LEAST.jsonl,
      ratio: rounded(rate(jsonl) / LEAST.jsonl),
      messages: jsonl.rows,
      htmlPerSecond: rounded(rate(html)),
      htmlFloor: LEAST.html,
      aboveIdleMb: jsonl.peakMb - jsonl.idleMb,
      htmlAboveIdleMb: html.peakMb - html.idleMb,
      aboveIdleAllowedMb: MOST_MB,
      jsonlMb: rounded(jsonl.bytes / 1e6),
      htmlMb: rounded(html.bytes / 1e6),
      rssMb: Math.max(jsonl.peakMb, html.peakMb),
    }
  } finally {
    await rm(folder, { recursive: true })
  }
}

const rate = ({ rows, seconds }: Written) => rows / seconds

async function write(folder: string, format: keyof typeof LEAST): Promise<Written> {
  const { stdout } = await promisify(execFile)(process.execPath, ['bench/exports-process.ts', folder, format])
  return JSON.parse(stdout)
}
