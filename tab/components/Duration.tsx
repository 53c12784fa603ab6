import { duration } from '../format/time.ts'

/** A length of time, in the reader's words. */
export function Duration({ seconds }: { seconds: number }) {
  return <time dateTime={`PT${Math.round(seconds)}S`}>{duration(seconds)}</time>
}
