/** Any request a stranger might make of an operation of the OpenAPI document: half of what it says, and half of anything. */
import fc from 'fast-check'
import type { OpenApiDocument } from '../openapi.ts'

export type AnyRequest = {
  readonly method: string
  /** With its query, encoded as it goes over the wire. */
  readonly address: string
  /** JSON text; undefined: no body. */
  readonly body: string | undefined
}

/** Of the document, as far as bodies of ours need it. */
type Schema = {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
  readonly minimum?: number
  readonly maximum?: number
}

type Operation = {
  readonly parameters?: readonly { readonly in: string; readonly name: string }[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> }
}

const cursorOf = (position: unknown) => Buffer.from(JSON.stringify(position)).toString('base64url')

/** Instants around the edges of what JavaScript and PostgreSQL take. */
const INSTANTS = [
  '2026-11-22T10:00:00Z',
  '0000-01-01T00:00:00Z',
  '0001-01-01T00:00:00+00:01',
  '0001-01-01T00:00:00Z',
  '9999-12-31T23:59:59-23:59',
  '9999-12-31T23:59:59.999999999Z',
  '2016-12-31T23:59:60Z',
  '+294276-12-31T23:59:59Z',
  '-4713-01-01T00:00:00Z',
  '2026-02-30T00:00:00Z',
]

/** Positions no list ever gave out. */
const CURSORS = [
  { no: 2 ** 31 },
  { no: 2 ** 53 },
  { no: 1e300 },
  { no: -1 },
  { no: '1' },
  { at: '0000-01-01T00:00:00.000Z', no: 1, to: 'older' },
  { at: '2026-11-22T10:00:00.000Z', no: 2 ** 31, to: 'newer' },
  { at: '2026-11-22T10:00:00.000Z', no: 2 ** 53 - 1, to: 'older' },
  { name: 'a\0b', id: 'x' },
  { name: 'a', id: '\ud800' },
  { id: '\0' },
  { id: 'no such' },
  [],
  null,
].map(cursorOf)

const NUMBERS = ['0', '1', '-1', '2147483648', '9223372036854775808', '1e308', '1e400', 'NaN', '0x10']

const oddText = fc.oneof(
  fc.constantFrom(
    '',
    '\0',
    'a\0b',
    '\ud800',
    'x\udfff',
    '🚀',
    '%',
    "'; --",
    '__proto__',
    '../..',
    ' ',
    '\ufeff',
  ),
  fc.constantFrom(...INSTANTS, ...CURSORS, ...NUMBERS, 'null', '[]', '{}', 'true'),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constant('x'.repeat(3000)),
)

/** One request of `method` and `path`; holes and query get `known` values as well. */
export function anyRequestOf(
  document: OpenApiDocument,
  [method, path]: readonly [string, string],
  known: readonly string[],
): fc.Arbitrary<AnyRequest> {
  const item = (document.paths?.[path] ?? {}) as Record<string, Operation>
  const operation = item[method] ?? {}
  const values = fc.oneof(fc.constantFrom(...known), oddText)
  const holes = fc.array(pathPart(values), { minLength: 3, maxLength: 3 })
  const schema = operation.requestBody?.content['application/json']?.schema
  const body = schema === undefined ? fc.constant(undefined) : bodyOf(document, schema)
  return fc.record({ holes, query: queryOf(operation, values), body }).map(({ holes, query, body }) => ({
    method: method.toUpperCase(),
    address: addressOf(path, holes) + (query && `?${query}`),
    body,
  }))
}

function addressOf(path: string, holes: readonly string[]): string {
  let at = 0
  return path.replaceAll(/\{\w+\}/g, () => holes[at++] ?? 'x')
}

/** A hole is never empty and never dots alone: that would be another address. */
function pathPart(values: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const escapes = fc.constantFrom('%00', 'a%00b', '%ff', '%ed%a0%80', '%E0%A4%A', '%')
  return fc
    .oneof(
      { weight: 4, arbitrary: values.map((text) => encodeURIComponent(text.toWellFormed())) },
      { weight: 1, arbitrary: escapes },
    )
    .map((part) => (/^\.*$/.test(part) ? 'x' : part))
}

function queryOf({ parameters = [] }: Operation, values: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const names = parameters.filter((it) => it.in === 'query').map(({ name }) => name)
  const pair = fc
    .tuple(fc.constantFrom('unknown', ...names), values)
    .map(([name, text]) => `${name}=${encodeURIComponent(text.toWellFormed())}`)
  return fc.array(pair, { maxLength: 3 }).map((pairs) => pairs.join('&'))
}

// ── Bodies ───────────────────────────────────────────────────────────────────────────────────────────────────────

function bodyOf(document: OpenApiDocument, schema: Schema): fc.Arbitrary<string | undefined> {
  return fc.oneof(
    { weight: 8, arbitrary: anyOf(document, schema).map((value) => JSON.stringify(value)) },
    { weight: 1, arbitrary: fc.constantFrom(undefined, '', '{', 'null', '[]', '{"__proto__":{"a":1}}') },
    { weight: 1, arbitrary: fc.constant('['.repeat(100_000) + ']'.repeat(100_000)) },
  )
}

function anyOf(document: OpenApiDocument, schema: Schema): fc.Arbitrary<unknown> {
  const strange = fc.oneof(oddText, fc.constantFrom(null, true, 0, -1, 1.5, 2 ** 31, 1e21, [], {}))
  return fc.oneof({ weight: 5, arbitrary: asSaid(document, schema) }, { weight: 1, arbitrary: strange })
}

function asSaid(document: OpenApiDocument, schema: Schema): fc.Arbitrary<unknown> {
  if (schema.$ref !== undefined) return anyOf(document, referred(document, schema.$ref))
  const ways = schema.anyOf ?? schema.oneOf
  if (ways !== undefined) return fc.oneof(...ways.map((way) => anyOf(document, way)))
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum)
  if (schema.const !== undefined) return fc.constant(schema.const)
  const [type] = [schema.type].flat()
  if (type === 'object') return objectOf(document, schema)
  if (type === 'array') return fc.array(anyOf(document, schema.items ?? {}), { maxLength: 3 })
  if (type === 'integer' || type === 'number') return numberOf(schema)
  if (type === 'boolean') return fc.boolean()
  return fc.oneof(
    oddText,
    fc.constantFrom('0f3e1c52-5b1d-4a7e-9a55-3f2d1c0b9a88', 'mia@contoso.com', '0.00075'),
  )
}

function referred(document: OpenApiDocument, ref: string): Schema {
  const name = ref.replace('#/components/schemas/', '')
  return (document.components?.schemas?.[name] ?? {}) as Schema
}

function objectOf(document: OpenApiDocument, { properties = {} }: Schema): fc.Arbitrary<unknown> {
  const members = Object.entries(properties).map(([name, member]) => [name, memberOf(document, name, member)])
  return fc.record(Object.fromEntries(members), { requiredKeys: [] })
}

/** No one waits for Microsoft here. */
function memberOf(document: OpenApiDocument, name: string, member: Schema): fc.Arbitrary<unknown> {
  return name === 'waitSeconds' ? fc.constantFrom(0, -1, 301, '\0') : anyOf(document, member)
}

function numberOf({ minimum = -1, maximum = Number.MAX_SAFE_INTEGER }: Schema): fc.Arbitrary<number> {
  return fc.constantFrom(minimum, minimum + 1, maximum, maximum + 1, 2 ** 31)
}
