/** `npm run archive -- verify-export FILE.zip [--key PUBLIC.pem]`: an export against its manifest and signature, offline. */
import type { KeyObject } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { counted } from '../domain/text.ts'
import { readPublicPem } from '../evidence/signature.ts'
import { type PackReport, Unreadable, verifyPack } from '../evidence/verify-pack.ts'
import { Misuse } from './archive-arguments.ts'
import type { Terminal } from './terminal.ts'

/** Exit code 0 when it is whole, 1 when it is damaged or signed with another key, 2 when it can't be read. Throws `Misuse`. */
export async function verifyExportCommand(argv: readonly string[], terminal: Terminal): Promise<number> {
  const { file, keyFile } = parse(argv)
  const key = keyFile === undefined ? undefined : await readKey(keyFile)
  try {
    const report = await verifyPack(file, key)
    await terminal.out(describe(file, report, key !== undefined))
    return report.damaged.length > 0 ? 1 : 0
  } catch (thrown) {
    if (!(thrown instanceof Unreadable)) throw thrown
    terminal.err(`UNREADABLE ${file}: ${thrown.message}\n`)
    return 2
  }
}

function parse(argv: readonly string[]): { file: string; keyFile: string | undefined } {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      options: { key: { type: 'string' } },
      allowPositionals: true,
      strict: true,
    })
    const [file, ...more] = positionals
    if (file === undefined) throw new Misuse('The export is missing: name its zip file.')
    if (more[0] !== undefined) throw new Misuse(`verify-export takes no further argument: ${more[0]}`)
    return { file, keyFile: values.key }
  } catch (thrown) {
    if (thrown instanceof Misuse) throw thrown
    throw new Misuse(thrown instanceof Error ? thrown.message : String(thrown))
  }
}

async function readKey(file: string): Promise<KeyObject> {
  const pem = await readFile(file, 'utf8').catch((thrown: unknown) => {
    throw new Misuse(`Couldn’t read ${file}: ${thrown instanceof Error ? thrown.message : String(thrown)}`)
  })
  const key = readPublicPem(pem)
  if (key === undefined)
    throw new Misuse(`${file} isn’t a public Ed25519 key in PEM. Get it from the vault: GET /api/exports/key`)
  return key
}

function describe(
  file: string,
  { manifest, fingerprint, damaged, ...read }: PackReport,
  isKeyGiven: boolean,
): string {
  const lines = damaged.map((damage) => `DAMAGED ${damage.file}: ${damage.what}\n`)
  if (damaged.length > 0) return `${lines.join('')}${file}: ${damaged.length} damaged\n`
  const { counts, createdAt, createdBy, format } = manifest ?? {}
  const whose = isKeyGiven
    ? `signed with the key given, ${fingerprint}`
    : `signed with the key it names itself, ${fingerprint}: compare this fingerprint with the vault’s, or give its public key with --key`
  return `${file}: whole (${counted(read.files, 'file', 'files')}, ${read.bytes} bytes; ${counts?.messages} messages, ${
    counts?.versions
  } versions as ${format}; written ${createdAt} for ${createdBy?.name}; ${whose})\n`
}
