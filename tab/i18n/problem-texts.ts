import type { Notices, ProblemStatus } from '../../server/contract/index.ts'

/** A cause in one language: what happened and why, and what to do. One that counts has the plural forms of its language. */
type CauseText<Params> = (Params extends { readonly count: number }
  ? { readonly text_one: string; readonly text_other: string }
  : { readonly text: string }) & { readonly hint?: string }

/** The causes of a subject: none is left out. */
export type CauseTexts<Subject extends keyof Notices> = {
  readonly [Code in keyof Notices[Subject]]: CauseText<Notices[Subject][Code]>
}

/** What kind of problem it is, by its status. */
export type TitleTexts = Readonly<Record<ProblemStatus, string>>
