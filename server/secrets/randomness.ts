import { randomBytes } from 'node:crypto'

/** Randomness comes in by the door, like time, so that a test can make the same bytes twice. */
export type Randomness = (bytes: number) => Uint8Array

export const systemRandomness: Randomness = (bytes) => randomBytes(bytes)
