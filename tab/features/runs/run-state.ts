import type { Run, RunState } from '../../../server/contract/index.ts'
import type { Tone } from '../../components/StatusMark.tsx'

/** Queued and running move by themselves; suspended waits for a month or a person; the others are over. */
export function isLive(state: RunState): boolean {
  return state === 'queued' || state === 'running'
}

export function hasEnded(state: RunState): boolean {
  return !isLive(state) && state !== 'suspended'
}

export function toneOf(state: RunState): Tone {
  switch (state) {
    case 'queued':
      return 'quiet'
    case 'running':
      return 'working'
    case 'suspended':
      return 'paused'
    case 'completed':
      return 'good'
    case 'completed-with-faults':
      return 'warning'
    case 'failed':
      return 'bad'
    case 'cancelled':
      return 'quiet'
  }
}

/** Seconds from start to end, or to `now` while it goes on; undefined before it started. */
export function tookSeconds(run: Pick<Run, 'startedAt' | 'endedAt'>, now: number): number | undefined {
  if (!run.startedAt) return undefined
  const end = run.endedAt ? Date.parse(run.endedAt) : now
  return Math.max(0, (end - Date.parse(run.startedAt)) / 1000)
}
