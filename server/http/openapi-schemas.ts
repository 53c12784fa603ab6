/** What OpenAPI says of one operation, and the schemas in it: the contract's own, as JSON Schema. */
import { z } from 'zod'
import * as contract from '../contract/index.ts'
import { type Contents, problemContents } from './answers.ts'

export type Security = Readonly<Record<string, readonly string[]>>

export type Operation = {
  readonly summary: string
  readonly description: string
  readonly security?: readonly Security[]
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly required: true; readonly content: Bodies }
  readonly responses: Readonly<Record<string, { readonly description: string; readonly content?: Bodies }>>
}

type Parameter = {
  readonly name: string
  readonly in: 'path' | 'query'
  readonly required: boolean
  readonly schema: Schema
}

/** Media type → schema of its body. */
type Bodies = Readonly<Record<string, { readonly schema: Schema }>>

/** JSON Schema 2020-12. */
export type Schema = z.core.JSONSchema.BaseSchema

/** Every noun the contract exports is a component of that name; what nouns are made of (`instant`, `count`) is not. */
const NOUNS = z.registry<{ id: string }>()
for (const [name, schema] of Object.entries(contract)) {
  if (/^[A-Z]/.test(name) && schema instanceof z.ZodType && !NOUNS.has(schema))
    NOUNS.add(schema, { id: name })
}

/** Leaves out what its format or its type says already. */
function shorten({ jsonSchema }: { jsonSchema: Schema }): void {
  if (jsonSchema.format !== undefined) delete jsonSchema.pattern
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum
}

/** The schemas of one document. Requests and answers are both described by the form in which they're sent. */
export class Schemas {
  /** Those that were referred to. */
  readonly nouns: Record<string, Schema> = {}

  of(schema: z.ZodType): Schema {
    // Inside another, so that a noun becomes a reference here too.
    const whole = z.toJSONSchema(z.object({ it: schema }), {
      metadata: NOUNS,
      io: 'input',
      override: shorten,
    })
    const { properties, $defs = {} }: Schema = JSON.parse(
      JSON.stringify(whole).replaceAll('"#/$defs/', '"#/components/schemas/'),
    )
    for (const [name, { id: _, ...noun }] of Object.entries($defs)) this.nouns[name] = noun
    return properties?.it as Schema
  }

  bodies(contents: Contents): Bodies {
    const bodies = Object.entries(contents).map(([type, schema]) => {
      return [type, { schema: schema ? this.of(schema) : { type: 'string', format: 'binary' } }]
    })
    return Object.fromEntries(bodies)
  }

  /** What is wrong, by status. */
  problems(statuses: Readonly<Record<number, string>>): Operation['responses'] {
    const content = this.bodies(problemContents)
    return Object.fromEntries(
      Object.entries(statuses).map(([status, description]) => [status, { description, content }]),
    )
  }

  parameters(place: Parameter['in'], schema: z.ZodType | undefined): Parameter[] {
    if (!(schema instanceof z.ZodObject)) return []
    return Object.entries<z.ZodType>(schema.shape).map(([name, member]) => ({
      name,
      in: place,
      required: !member.safeParse(undefined).success,
      schema: this.of(member),
    }))
  }
}
