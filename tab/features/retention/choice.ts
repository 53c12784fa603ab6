/** Which messages, as a form has it, and what the server is asked for. */
import type { Selection } from '../../../server/contract/index.ts'

/** `from` and `to` are days of the reader's calendar, as `<input type="date">` has them; empty: any. */
export interface Choice {
  people: readonly { readonly id: string; readonly name: string }[]
  from: string
  to: string
  q: string
}

export const NO_CHOICE: Choice = { people: [], from: '', to: '', q: '' }

export const isEmpty = ({ people, from, to, q }: Choice): boolean =>
  people.length === 0 && from === '' && to === '' && q.trim() === ''

export function selectionOf({ people, from, to, q }: Choice): Selection {
  return {
    ...(people.length > 0 && { subjectIds: people.map(({ id }) => id) }),
    ...(from !== '' && { from: new Date(`${from}T00:00:00`).toISOString() }),
    // The last millisecond of the day: bounds are inclusive.
    ...(to !== '' && { to: new Date(`${to}T23:59:59.999`).toISOString() }),
    ...(q.trim() !== '' && { q: q.trim() }),
  }
}
