/**
 * Whether Graph no longer knows the place a link stands for. Which codes it uses is not documented (facts 1.2, 15), so the
 * reading is generous: it is only asked when a link was followed, and a wrong yes reads one window again.
 */
import { GraphError } from './graph-error.ts'

const WORDS =
  /sync.?state|re.?sync|skip.?token|delta.?token|continuation|cursor|next.?link|page.?token|expired|no longer valid/i

export function isCursorRefused(thrown: unknown): thrown is GraphError {
  if (!(thrown instanceof GraphError)) return false
  if (thrown.httpStatus === 410) return true
  return thrown.httpStatus === 400 && (WORDS.test(thrown.code) || WORDS.test(thrown.why))
}
