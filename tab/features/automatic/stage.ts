/** What a screen shows of a piece of work: several phases look alike. */
import type { Work } from '../../microsoft/phases.ts'

export type Stage = 'before' | 'running' | 'stopped' | 'done'

export function stageOf({ phase, question }: Pick<Work, 'phase'> & Partial<Pick<Work, 'question'>>): Stage {
  switch (phase) {
    case 'ready':
      return 'before'
    // What is asked stands over what is in progress.
    case 'holding':
      return question ? 'running' : 'before'
    case 'stopped':
    case 'done':
      return phase
    default:
      return 'running'
  }
}
