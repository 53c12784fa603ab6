/** Where all randomness comes from. Tests pass their own, so that the same bytes come twice. */
import { randomBytes, randomUUID } from 'node:crypto'

/** So many random bytes, good enough for keys. */
export type Randomness = (bytes: number) => Uint8Array

export const systemRandomness: Randomness = (bytes) => randomBytes(bytes)

/** UUID version 4. */
export const newUuid = (): string => randomUUID()

/** From 0 to below 1: spreads waits, makes no secret. */
export const fraction = (): number => Math.random()

/** `bytes` random bytes in hexadecimal digits. */
export const randomHex = (bytes: number): string => randomBytes(bytes).toString('hex')
