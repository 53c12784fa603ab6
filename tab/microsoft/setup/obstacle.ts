/**
 * What stands in the way of a step, seen before anything was done.
 *
 * - accountTaken: the billing account of that name links another app
 * - appUnknown: no one wrote down of which app it is, so that no one can say whether it is still there
 * - anotherApp: what the list names is another app's in Microsoft 365
 * - older: Microsoft made it before the list says that the setup did
 */
export class Obstacle extends Error {
  readonly why: 'accountTaken' | 'appUnknown' | 'anotherApp' | 'older'
  /** Its name. */
  readonly what: string
  /** When Microsoft made it, as an ISO instant; undefined where that is not known or says nothing. */
  readonly madeAt: string | undefined

  constructor(why: Obstacle['why'], what: string, madeAt?: string) {
    super(`${why}: ${what}`)
    this.name = 'Obstacle'
    this.why = why
    this.what = what
    this.madeAt = madeAt
  }
}
