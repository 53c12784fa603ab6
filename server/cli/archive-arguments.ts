/**
 * The command line of `npm run archive`, read strictly: an unknown flag or a missing argument is misuse.
 */
import { parseArgs } from 'node:util'

export const USAGE = `Reads an archive with its key alone: no database, no server. Nothing in the archive is changed.

  npm run archive -- verify DIR|URL [--every N] [--head SHA256 --tenant ID] [--tenant ID] [--json]
      Reads everything, or every N-th segment and medium, and names each damaged or missing file.
      SHA256 is of a run document that was seen before: the Integrity page and the manifest of every export have the
      newest. With it, the end of the chain can’t be cut off unnoticed.
      Exit code 0 when the archive is whole, 1 when it is damaged.

  npm run archive -- list DIR|URL [--tenant ID] [--json]
      Tenants, runs and segments.

  npm run archive -- cat DIR|URL [SEGMENT] [--tenant ID] [--conversation ID] [--kind KIND] [--salvage]
      Records as JSON lines: of one segment (all kinds), or of the whole archive (messages).
      KIND is message, sighting, subject, conversation or media.
      --salvage prints what can still be read of damaged segments, and reports the rest on stderr.

  npm run archive -- export DIR|URL --out FILE.zip [--tenant ID] [--conversation ID]
      A zip with messages.jsonl, one archived revision per line.

  npm run archive -- verify-export FILE.zip [--key PUBLIC.pem]
      An export of the vault against its own manifest and signature, offline. PUBLIC.pem is what the vault answers at
      /api/exports/key. Exit code 0 when it is whole, 1 when a file of it is damaged, 2 when it can’t be read.

  DIR|URL   the folder that holds vault.json, file:PATH, or azblob://CONTAINER with
            AZURE_STORAGE_CONNECTION_STRING or AZURE_STORAGE_ACCOUNT in the environment
  The key   KEY_VAULT_KEY_URL, or MASTER_KEY_FILE; by default $DATA_DIR/master.key, else DIR/../master.key
`

export const KINDS = ['message', 'sighting', 'subject', 'conversation', 'media'] as const

export type ArchiveArguments = {
  readonly verb: 'verify' | 'list' | 'cat' | 'export'
  /** As ARCHIVE_URL has it. */
  readonly url: string
  readonly segment?: string
  readonly tenant?: string
  readonly conversation?: string
  readonly kind?: string
  readonly out?: string
  readonly every: number
  /** SHA-256 of a run document that there must be. */
  readonly head?: string
  readonly json: boolean
  readonly salvage: boolean
}

/** Asked for something the command does not do: exit code 2. */
export class Misuse extends Error {}

const TEXT = { type: 'string' } as const
const SWITCH = { type: 'boolean' } as const

type Flags = Readonly<Record<string, { readonly type: 'string' | 'boolean' }>>

const OPTIONS: Readonly<Record<ArchiveArguments['verb'], Flags>> = {
  verify: { every: TEXT, head: TEXT, tenant: TEXT, json: SWITCH },
  list: { tenant: TEXT, json: SWITCH },
  cat: { tenant: TEXT, conversation: TEXT, kind: TEXT, salvage: SWITCH },
  export: { out: TEXT, tenant: TEXT, conversation: TEXT },
}

type Values = Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>

/** Throws `Misuse`. */
export function parseArchiveArguments(argv: readonly string[]): ArchiveArguments {
  const [verb = '', ...rest] = argv
  if (!isVerb(verb)) throw new Misuse(verb === '' ? 'A command is missing.' : `There is no command ${verb}.`)
  const { values, positionals } = parseStrictly(verb, rest)
  const [place, segment, ...more] = positionals
  if (place === undefined) throw new Misuse('The archive is missing: name a folder or URL.')
  const surplus = verb === 'cat' ? more[0] : segment
  if (surplus !== undefined) throw new Misuse(`${verb} takes no further argument: ${surplus}`)
  return { verb, url: urlOf(place), ...(segment === undefined ? {} : { segment }), ...checked(verb, values) }
}

function isVerb(verb: string): verb is ArchiveArguments['verb'] {
  return Object.hasOwn(OPTIONS, verb)
}

function parseStrictly(
  verb: ArchiveArguments['verb'],
  args: string[],
): { values: Values; positionals: string[] } {
  try {
    return parseArgs({ args, options: OPTIONS[verb], allowPositionals: true, strict: true })
  } catch (thrown) {
    throw new Misuse(thrown instanceof Error ? thrown.message : String(thrown))
  }
}

function checked(verb: string, values: Values) {
  const { every = '1', kind, out, json = false, salvage = false, ...rest } = values
  if (!/^[1-9]\d{0,8}$/.test(String(every)))
    throw new Misuse(`--every takes a whole number from 1, not ${every}`)
  if (kind !== undefined && !KINDS.some((known) => known === kind))
    throw new Misuse(`--kind is one of ${KINDS.join(', ')}`)
  if (rest.head !== undefined) checkHead(String(rest.head), rest.tenant)
  if (verb === 'export' && out === undefined) throw new Misuse('export needs --out FILE.zip')
  const texts = { ...rest, ...(kind === undefined ? {} : { kind }), ...(out === undefined ? {} : { out }) }
  return {
    ...(texts as Record<string, string>),
    every: Number(every),
    json: json === true,
    salvage: salvage === true,
  }
}

/** A run document is of one tenant. */
function checkHead(head: string, tenant: unknown): void {
  if (!/^[0-9a-f]{64}$/.test(head)) throw new Misuse('--head takes a SHA-256: 64 characters of 0-9 and a-f')
  if (tenant === undefined) throw new Misuse('--head needs --tenant ID: a run document is of one tenant')
}

function urlOf(place: string): string {
  return /^[a-z]+:/.test(place) ? place : `file:${place}`
}
