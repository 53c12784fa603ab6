/** Templates are JSON; a hole is `{{NAME}}` inside a text, and NAME is mostly the variable that fills it. */

export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json }

export type Holes = Readonly<Record<string, string>>

const HOLE = /\{\{([A-Z0-9_]+)\}\}/g

/** The template with every hole filled. Throws on a hole no one fills: a mistake in the template. */
export function fill(template: Json, holes: Holes): Json {
  if (typeof template === 'string') return template.replace(HOLE, (_, name: string) => textFor(holes, name))
  if (Array.isArray(template)) return template.map((item) => fill(item, holes))
  if (template === null || typeof template !== 'object') return template
  return Object.fromEntries(Object.entries(template).map(([name, value]) => [name, fill(value, holes)]))
}

/** Names of the holes in a text of the template, found by its path (`developer/name`). */
export function holesAt(template: Json, path: readonly string[]): readonly string[] {
  let at: Json | undefined = template
  for (const step of path) at = (at as Record<string, Json> | undefined)?.[step]
  return typeof at === 'string' ? [...at.matchAll(HOLE)].map(([, name = '']) => name) : []
}

function textFor(holes: Holes, name: string): string {
  const value = holes[name]
  if (value === undefined) throw new Error(`The template’s {{${name}}} has no value.`)
  return value
}
