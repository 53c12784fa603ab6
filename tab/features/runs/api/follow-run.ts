import type { Run } from '../../../../server/contract/index.ts'
import type { Api } from '../../../api/client.ts'
import { isAbort } from '../../../api/client.ts'
import { ApiError } from '../../../api/problem.ts'
import { hasEnded } from '../run-state.ts'

export interface Following {
  onRun: (run: Run) => void
  /** True once events have failed twice in a row: anyone who listens should ask on its own until this turns false. */
  onTrouble: (trouble: boolean) => void
  signal: AbortSignal
  wait?: (ms: number, signal: AbortSignal) => Promise<void>
}

const BACK_OFF_MS = [1000, 2000, 5000, 10_000, 20_000] as const

export function backOff(failures: number): number {
  return BACK_OFF_MS[Math.min(failures, BACK_OFF_MS.length) - 1] ?? 1000
}

/**
 * Listens to a run until it has ended or `signal` aborts; connects again with growing pauses when the stream breaks.
 * Never throws. A refusal (4xx) ends it: asking again would not help.
 */
export async function followRun(api: Api, id: string, following: Following): Promise<void> {
  const { onRun, onTrouble, signal, wait = pause } = following
  let failures = 0
  let ended = false
  const onEvent = (run: Run) => {
    failures = 0
    ended = hasEnded(run.state)
    onTrouble(false)
    onRun(run)
  }
  while (!ended && !signal.aborted) {
    const error = await listen(api, id, onEvent, signal)
    if (ended || signal.aborted || isRefusal(error)) return
    failures += 1
    if (failures >= 2) onTrouble(true)
    await wait(backOff(failures), signal)
  }
}

async function listen(api: Api, id: string, onEvent: (run: Run) => void, signal: AbortSignal) {
  try {
    await api.events('/api/runs/{id}/events', 'run', { path: { id }, signal }, onEvent)
    return undefined
  } catch (error) {
    return error
  }
}

function isRefusal(error: unknown): boolean {
  if (isAbort(error)) return true
  return error instanceof ApiError && error.status >= 400 && error.status < 500 && error.status !== 429
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
