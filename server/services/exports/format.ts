import type { AddFile } from '../../evidence/pack.ts'
import type { Reading } from './reading.ts'
import type { Tally } from './tally.ts'

/** Adds the files that hold the chosen messages, and notes each version in the tally. Without any it adds an empty one. */
export type Format = (reading: Reading, add: AddFile, tally: Tally) => Promise<void>
