/** The schemas of schema version 1.25, from the copies `@microsoft/app-manifest` brings: nothing is fetched. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import AjvDraft04 from 'ajv-draft-04'
import addFormats from 'ajv-formats'
import type { Json } from './fill.ts'

export type SchemaName = 'MicrosoftTeams.schema.json' | 'MicrosoftTeams.Localization.schema.json'

/** Where a document breaks its schema: `path` in steps from the root, `wrong` completes "… ". */
export type Violation = { readonly path: readonly string[]; readonly wrong: string }

export const SCHEMA_VERSION = '1.25'

const FOLDER = path.join(
  path.dirname(createRequire(import.meta.url).resolve('@microsoft/app-manifest')),
  `json-schemas/teams/v${SCHEMA_VERSION}`,
)

// Both packages are CommonJS; Node hands over the class and the function themselves, their types say a namespace.
const Ajv = AjvDraft04 as unknown as typeof AjvDraft04.default
const formats = addFormats as unknown as typeof addFormats.default

export function violations(document: Json, schemaName: SchemaName): Violation[] {
  // One of Microsoft's patterns is no regular expression in unicode mode.
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false })
  formats(ajv)
  const validate = ajv.compile(JSON.parse(readFileSync(path.join(FOLDER, schemaName), 'utf8')))
  if (validate(document)) return []
  return (validate.errors ?? []).map(({ instancePath, message, params }) => ({
    path: instancePath.split('/').slice(1).map(unescaped),
    wrong: [message, params.additionalProperty && `(${params.additionalProperty})`].filter(Boolean).join(' '),
  }))
}

/** RFC 6901. */
function unescaped(step: string): string {
  return step.replaceAll('~1', '/').replaceAll('~0', '~')
}
