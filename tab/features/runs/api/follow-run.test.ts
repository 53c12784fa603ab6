import { describe, expect, it } from 'vitest'
import type { Run } from '../../../../server/contract/index.ts'
import type { Api } from '../../../api/client.ts'
import { ApiError, localProblem, unreachable } from '../../../api/problem.ts'
import { followRun } from './follow-run.ts'

type Listen = (onEvent: (run: Run) => void) => Promise<void>

const says = (run: Partial<Run>) => ({ id: 'r1', ...run }) as Run

async function follow(streams: Listen[]) {
  const seen: { states: string[]; trouble: boolean[]; waits: number[] } = {
    states: [],
    trouble: [],
    waits: [],
  }
  const stop = new AbortController()
  const api = {
    events: async (_path: string, _name: string, _options: unknown, onEvent: (run: Run) => void) => {
      const stream = streams.shift()
      if (!stream) return stop.abort()
      await stream(onEvent)
    },
  } as Partial<Api> as Api
  await followRun(api, 'r1', {
    onRun: (run) => seen.states.push(run.state),
    onTrouble: (trouble) => seen.trouble.push(trouble),
    signal: stop.signal,
    wait: async (ms) => void seen.waits.push(ms),
  })
  return seen
}

const broken: Listen = async () => {
  throw unreachable()
}

describe('following a run', () => {
  it('ends with the run', async () => {
    const seen = await follow([
      async (onEvent) => {
        onEvent(says({ state: 'running' }))
        onEvent(says({ state: 'completed' }))
      },
    ])
    expect(seen).toEqual({ states: ['running', 'completed'], trouble: [false, false], waits: [] })
  })

  it('connects again with growing pauses and says so from the second failure on', async () => {
    const seen = await follow([
      broken,
      broken,
      broken,
      async (onEvent) => onEvent(says({ state: 'completed' })),
    ])
    expect(seen.waits).toEqual([1000, 2000, 5000])
    expect(seen.trouble).toEqual([true, true, false])
    expect(seen.states).toEqual(['completed'])
  })

  it('connects again when the stream ends before the run has', async () => {
    const seen = await follow([
      async (onEvent) => onEvent(says({ state: 'running' })),
      async (onEvent) => onEvent(says({ state: 'cancelled' })),
    ])
    expect(seen.states).toEqual(['running', 'cancelled'])
    expect(seen.waits).toEqual([1000])
  })

  it('does not ask again after a refusal', async () => {
    const refused: Listen = async () => {
      throw new ApiError(localProblem('not-found', 'x', 'x', 'x', 404))
    }
    const seen = await follow([refused, async (onEvent) => onEvent(says({ state: 'completed' }))])
    expect(seen).toEqual({ states: [], trouble: [], waits: [] })
  })
})
