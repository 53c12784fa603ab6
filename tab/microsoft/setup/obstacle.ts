/**
 * What stands in the way of a step, seen before anything was done.
 *
 * - accountTaken: the billing account of that name links another app
 * - appUnknown: nobody wrote down of which app it is, so that nobody can say whether it is still there
 */
export class Obstacle extends Error {
  readonly why: 'accountTaken' | 'appUnknown'
  /** Its name. */
  readonly what: string

  constructor(why: Obstacle['why'], what: string) {
    super(`${why}: ${what}`)
    this.name = 'Obstacle'
    this.why = why
    this.what = what
  }
}
