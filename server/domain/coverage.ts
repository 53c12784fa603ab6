/** `count`: of which there are so many; left out where nobody knows. */
export type NotCovered = { readonly what: string; readonly why: string; readonly count?: number }

/** What a run that paid once found when it compared the archive with the chats themselves. */
export type RunCoverage = {
  /** Nothing is missing, and no comparison failed. What is merely not covered is named beside it. */
  readonly complete: boolean
  /** Chats of which is known that the archive has what they have. */
  readonly checked: number
  /** Messages that the chats have and the archive could not be given. */
  readonly missing: number
  /** Kinds of content that were not asked for or are not permitted, and why. */
  readonly notCovered: readonly NotCovered[]
}
