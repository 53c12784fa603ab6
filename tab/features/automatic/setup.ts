/** What all phases of the setup share. */
import type { CreatedObject, Setup } from '../../../server/contract/index.ts'
import type { Automatic } from '../../microsoft/automatic.ts'
import type { Job } from '../../microsoft/job.ts'
import type { Work } from '../../microsoft/phases.ts'
import type { CredentialChoice } from './jobs.ts'

export interface SetupOptions {
  credential: CredentialChoice
  leastSet: boolean
  usageReport: boolean
}

export interface AutomaticSetup {
  setup: Setup
  /** What a setup made that is not in use yet. */
  undoable: readonly CreatedObject[]
  /** Lent for all of it. */
  scopes: readonly string[]
  automatic: Automatic
  work: Work
  options: SetupOptions
  onOptions: (options: SetupOptions) => void
  /** The setup as the options have it. */
  job: Job
}
