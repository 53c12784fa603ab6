/** What an export has written so far. */
import type { ArchivedRevision } from '../../archive/archived-revisions.ts'

export type Tally = {
  versions: number
  messages: number
  readonly conversations: Set<string>
  readonly runs: Set<string>
  /** Texts that didn't fit a cell and end early in this format. */
  shortened: number
}

export function emptyTally(): Tally {
  return { versions: 0, messages: 0, conversations: new Set(), runs: new Set(), shortened: 0 }
}

export function noteRevision(tally: Tally, { message, runId, revision }: ArchivedRevision): void {
  tally.versions += 1
  // Each message has exactly one first version, and all versions of a selected message are selected.
  if (revision === 1) tally.messages += 1
  tally.conversations.add(message.chatId)
  tally.runs.add(runId)
}
