/** Cursors of lists: opaque to the person who holds them, base64url JSON to us. */
import { z } from 'zod'
import { isInstant } from '../domain/clock.ts'
import { findNoText } from '../domain/text.ts'
import { VaultError } from '../domain/vault-error.ts'

export type Page<T> = { items: T[]; next: string | null }

export function encodeCursor(position: Readonly<Record<string, unknown>>): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url')
}

/**
 * The position a cursor represents; undefined without one. Throws 400 `cursor-invalid` for a cursor of another list.
 */
export function decodeCursor<T extends z.ZodType>(
  shape: T,
  cursor: string | undefined,
): z.output<T> | undefined {
  if (cursor === undefined) return undefined
  const decoded = shape.safeParse(parse(cursor))
  if (decoded.success) return decoded.data
  throw new VaultError({
    code: 'cursor-invalid',
    attempted: 'continue the list',
    why: 'the cursor isn’t from this list',
    hint: 'Read the list again from its beginning.',
    status: 400,
  })
}

function parse(cursor: string): unknown {
  try {
    const position: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    return findNoText(position) === undefined ? position : undefined
  } catch {
    return undefined
  }
}

/** A list's page out of `limit` + 1 rows: the row too many says that there is a next one. */
export function pageOf<Row, Item>(
  rows: readonly Row[],
  limit: number,
  toItem: (row: Row) => Item,
  toPosition: (last: Row) => Readonly<Record<string, unknown>>,
): { items: Item[]; next: string | null } {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const next = rows.length > limit && last !== undefined ? encodeCursor(toPosition(last)) : null
  return { items: shown.map(toItem), next }
}

/** Row numbers: PostgreSQL's `integer`, and as much of its `bigint` as JavaScript counts exactly. */
const rowNo = z.int32().min(0)
export const bigRowNo = z.int().min(0)

/** An instant as `toInstant` writes it. */
export const positionInstant = z.iso
  .datetime()
  .refine(isInstant)
  .transform((text) => new Date(text))

/** Position in a list of rows numbered as they were written, newest first. */
export const NumberPosition = z.object({ no: bigRowNo })

/** Position by an instant and an `integer`. */
export const InstantPosition = z.object({ at: positionInstant, no: rowNo })

/** Position by an id. */
export const IdPosition = z.object({ id: z.string().max(300) })

/** Position in a list of people, by name. */
export const PersonPosition = z.object({ name: z.string(), id: z.string() })
