/**
 * Whether Graph no longer knows the place a link represents. Which codes it uses is not documented (facts 1.2, 15), so the
 * reading is generous: it is only asked when a link was followed, and a wrong yes reads one window again.
 */
import { GraphError } from './wire/graph-error.ts'

export function isCursorRefused(thrown: unknown): thrown is GraphError {
  return thrown instanceof GraphError && (thrown.httpStatus === 410 || thrown.httpStatus === 400)
}
