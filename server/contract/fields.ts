/** What the parts of the contract have in common: pages of lists, instants, counts. */
import { z } from 'zod'
import { isInstant } from '../domain/clock.ts'

export const instant = z.iso
  .datetime({ offset: true, abort: true })
  .refine(isInstant, 'The year of this instant must be from 0001 to 9999 in UTC')

/** An edge of a span of time: a UTC day, all of it, or an instant. */
export const edge = z.union([z.iso.date(), instant])

export const guid = z.guid()

export const count = z.int().min(0)

/** A list answers one page; `next` is the `cursor` of the following one, null at the end. */
export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), next: z.string().nullable() })
}

/** More than a page may hold is not refused: the page is as long as pages get. */
export const atMost = (longest: number) =>
  z.coerce
    .number()
    .int()
    .min(1)
    .overwrite((limit) => Math.min(limit, longest))
    .default(50)

export const PageQuery = z.object({
  limit: atMost(500),
  cursor: z.string().max(2000).optional(),
})

/** Ids of the reading requests that allowed an answer; empty where none was needed. */
export const allowedBy = z.array(z.string())
