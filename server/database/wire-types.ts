/**
 * How Postgres values become JavaScript values, the same on the embedded database and on a server:
 * int8 → number (an error beyond 2^53), timestamptz → Date, bytea → Uint8Array, date and numeric → text.
 */
type Parse = (text: string) => unknown

const OID = { bytea: 17, int8: 20, date: 1082, timestamptz: 1184, numeric: 1700 }
const ARRAY_OID = { int8: 1016, date: 1182, timestamptz: 1185, numeric: 1231 }

function parseInteger(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError(`${text} doesn’t fit into a JavaScript number`)
  return value
}

const parseInstant = (text: string): Date => new Date(text)
const parseBytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text.slice(2), 'hex'))
const parseText = (text: string): string => text

/** Arrays of plain scalars only: no element holds a comma, a brace or an escaped quote. */
function arrayOf(parse: Parse): Parse {
  const element = (text: string) => (text === 'NULL' ? null : parse(text.replaceAll('"', '')))
  return (text) => (text === '{}' ? [] : text.slice(1, -1).split(',').map(element))
}

export type Parsers = Readonly<Record<number, Parse>>

export const PARSERS: Parsers = Object.freeze({
  [OID.bytea]: parseBytes,
  [OID.int8]: parseInteger,
  [OID.date]: parseText,
  [OID.timestamptz]: parseInstant,
  [OID.numeric]: parseText,
  [ARRAY_OID.int8]: arrayOf(parseInteger),
  [ARRAY_OID.date]: arrayOf(parseText),
  [ARRAY_OID.timestamptz]: arrayOf(parseInstant),
  [ARRAY_OID.numeric]: arrayOf(parseText),
})

/**
 * The same without those of instants: each thread has a `Date` of its own, so they come as text and become one where they're
 * used.
 */
export const PARSERS_BUT_INSTANTS: Parsers = Object.freeze({ ...PARSERS, [OID.timestamptz]: parseText })

/** Types whose values, or whose arrays' values, are instants. */
export const INSTANTS: ReadonlySet<number> = new Set([OID.timestamptz, ARRAY_OID.timestamptz])

/** PGlite takes arrays apart itself. */
export function instantsOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(instantsOf)
  return typeof value === 'string' ? parseInstant(value) : value
}
