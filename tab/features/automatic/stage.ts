/** What a screen shows of a piece of work: several phases look alike. */
import type { Work } from '../../microsoft/automatic.ts'

export type Stage = 'before' | 'running' | 'stopped' | 'done'

export function stageOf({ phase }: Pick<Work, 'phase'>): Stage {
  switch (phase) {
    case 'ready':
    case 'holding':
      return 'before'
    case 'stopped':
    case 'done':
      return phase
    default:
      return 'running'
  }
}
