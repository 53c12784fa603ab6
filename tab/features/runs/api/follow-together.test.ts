import { describe, expect, it, vi } from 'vitest'
import type { Run } from '../../../../server/contract/index.ts'
import type { Api } from '../../../api/client.ts'
import { followTogether, type Together, whileVisible } from './follow-together.ts'

/** A browser's own, which Node has as well. */
const SHARED: Together = {
  locks: () => navigator.locks,
  channel: (name) => new BroadcastChannel(name),
}

const refuse = () => {
  throw new DOMException('denied', 'SecurityError')
}

const REFUSING: Record<string, Together> = {
  'refuses both': { locks: refuse, channel: refuse },
  'has no locks': { locks: () => undefined, channel: SHARED.channel },
  'shows locks and then refuses them': {
    locks: () => ({ request: async () => refuse() }),
    channel: SHARED.channel,
  },
}

/** A server whose stream continues until the run is told to end, and windows that follow it. */
function browser(id: string, together: Together) {
  const streams = new Set<(run: Partial<Run>) => void>()
  const api = {
    events: (
      _path: string,
      _name: string,
      { signal }: { signal: AbortSignal },
      onEvent: (run: Run) => void,
    ) =>
      new Promise<void>((resolve, reject) => {
        const tell = (run: Partial<Run>) => {
          onEvent({ id, ...run } as Run)
          if (run.state === 'completed') resolve()
        }
        streams.add(tell)
        signal.addEventListener('abort', () => {
          streams.delete(tell)
          reject(signal.reason)
        })
        tell({ state: 'running' })
      }),
  } as Partial<Api> as Api
  const open = () => {
    const closing = new AbortController()
    const states: string[] = []
    const ended = followTogether(
      api,
      id,
      { onRun: ({ state }) => states.push(state), onTrouble: () => undefined, signal: closing.signal },
      together,
    )
    return { states, ended, close: () => closing.abort() }
  }
  return { streams, open, tell: (run: Partial<Run>) => [...streams].at(0)?.(run) }
}

describe('windows of one browser that follow a run', () => {
  it('share one stream, and all see it run and end', async () => {
    const { streams, open, tell } = browser('seven', SHARED)
    const windows = Array.from({ length: 7 }, open)
    await vi.waitFor(() => {
      for (const { states } of windows) expect(states.at(-1)).toBe('running')
    })
    expect(streams.size).toBe(1)
    tell({ state: 'completed' })
    await Promise.all(windows.map(({ ended }) => ended))
    for (const { states } of windows) expect(states.at(-1)).toBe('completed')
  })

  it('continue when the one that holds the stream is closed', async () => {
    const { streams, open, tell } = browser('closed', SHARED)
    const first = open()
    await vi.waitFor(() => expect(first.states).toEqual(['running']))
    const second = open()
    // Anyone who comes later is told what is known, and makes no stream.
    await vi.waitFor(() => expect(second.states).toEqual(['running']))
    expect(streams.size).toBe(1)
    first.close()
    await first.ended
    await vi.waitFor(() => expect(streams.size).toBe(1))
    tell({ state: 'completed' })
    await second.ended
    expect(second.states.at(-1)).toBe('completed')
  })

  it.each(Object.entries(REFUSING))('have one each where the browser %s', async (why, together) => {
    const { streams, open } = browser(why, together)
    const windows = [open(), open()]
    await vi.waitFor(() => expect(streams.size).toBe(2))
    for (const { close } of windows) close()
    await Promise.all(windows.map(({ ended }) => ended))
  })
})

describe('a page that is hidden', () => {
  it('follows nothing until it is seen again', () => {
    const page = Object.assign(new EventTarget(), { visibilityState: 'visible' as DocumentVisibilityState })
    const follows: AbortSignal[] = []
    const stop = new AbortController()
    whileVisible(page as never, async (signal) => void follows.push(signal), stop.signal)
    const become = (state: DocumentVisibilityState) => {
      page.visibilityState = state
      page.dispatchEvent(new Event('visibilitychange'))
    }
    expect(follows).toHaveLength(1)
    become('hidden')
    expect(follows[0]?.aborted).toBe(true)
    become('visible')
    expect(follows).toHaveLength(2)
    stop.abort()
    expect(follows[1]?.aborted).toBe(true)
    become('hidden')
    become('visible')
    expect(follows).toHaveLength(2)
  })
})
