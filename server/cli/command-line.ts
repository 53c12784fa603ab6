/** The words after a command: help, what it takes, and a refusal of everything else. */
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'

/** sysexits.h: the command was used wrongly. */
const EX_USAGE = 64

/**
 * Reads the switches of this process by `options` (node:util). `--help` prints `usage` and ends with 0; what is not known
 * is named above the usage and ends with 64. Nothing has been done by then.
 */
export function readCommandLine<const T extends ParseArgsOptionsConfig>(
  usage: string,
  options: T,
  { allowPositionals = false, argv = process.argv.slice(2) } = {},
) {
  try {
    const help = { type: 'boolean', short: 'h' } as const
    const read = parseArgs({ args: argv, allowPositionals, options: { ...options, help } })
    if ((read.values as { help?: boolean }).help !== true) return read
    process.stdout.write(`${usage}\n`)
    return process.exit(0)
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error), usage)
  }
}

/** Ends the process with 64. */
export function refuse(message: string, usage: string): never {
  process.stderr.write(`${message}\n\n${usage}\n`)
  return process.exit(EX_USAGE)
}

/** A whole number from `low` on, or the process ends with 64. */
export function wholeNumber(name: string, text: string, low: number, usage: string): number {
  if (!/^\d{1,9}$/.test(text) || Number(text) < low)
    refuse(`--${name} needs a whole number, ${low} or more.`, usage)
  return Number(text)
}
