/** One piece of work in Microsoft 365: a list of calls, and the tools that send them. */
import type { CredentialCheck, SetupProgress } from '../../server/contract/index.ts'
import type { Arm } from './arm.ts'
import type { Delegate } from './delegated-tokens.ts'
import type { Graph } from './graph.ts'
import type { Backend } from './setup/backend.ts'
import type { Compared } from './setup/compare.ts'
import type { Journal } from './setup/journal.ts'
import type { Step } from './setup/steps.ts'

/** What our server hears from Microsoft at a moment. */
export type Progress = SetupProgress | CredentialCheck

/** What a job works with. */
export interface Tools {
  graph: Graph
  arm: Arm
  backend: Backend
  journal: Journal
  onProgress(progress: Progress | undefined): void
}

export interface Job {
  name: string
  /** Listed before the sign-in where nothing has to be asked for that. */
  steps(tools: Tools, delegate: Delegate | undefined): readonly Step[] | Promise<readonly Step[]>
  /** Looks before anything is changed; what it finds has to be confirmed. */
  question?(tools: Tools, onFound: (found: readonly Compared[]) => void): Promise<readonly Step[]>
}
