import type { Run, RunState } from '../../../server/contract/index.ts'
import type { Tone } from '../../components/StatusMark.tsx'

/** Queued and running move on their own; suspended waits for a month or a person; the others are over. */
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

/** What it waited suspended, the wait it is in included. */
export function waitedSeconds({ suspendedAt, suspendedSeconds }: Times, now: number): number {
  return suspendedSeconds + (suspendedAt ? Math.max(0, (now - Date.parse(suspendedAt)) / 1000) : 0)
}

type Times = Pick<Run, 'startedAt' | 'endedAt' | 'suspendedAt' | 'suspendedSeconds'>

/** Seconds it was at work, up to `now` while it continues: what it waited suspended is not counted. Undefined before it started. */
export function tookSeconds(run: Times, now: number): number | undefined {
  if (!run.startedAt) return undefined
  const end = run.endedAt ?? run.suspendedAt
  const seconds = ((end ? Date.parse(end) : now) - Date.parse(run.startedAt)) / 1000
  return Math.max(0, seconds - run.suspendedSeconds)
}
