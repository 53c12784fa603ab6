import { EventEmitter } from 'node:events'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { createFakeClock } from '../testing/fake-clock.ts'
import { createLogger } from './logging.ts'
import { endWithParent, ORPHAN } from './npm-parent.ts'
import { createShutdown, endOnSignals, type Process } from './shutdown.ts'

function setUp(seconds = 20) {
  const clock = createFakeClock()
  const exits: number[] = []
  const exit = (code: number) => void exits.push(code)
  const logger = createLogger({ level: 'silent' })
  const shutdown = createShutdown({ seconds, clock, logger, exit })
  const target = new EventEmitter() as unknown as Process & EventEmitter
  return { clock, exits, exit, shutdown, target }
}

afterEach(() => void vi.useRealTimers())

describe('shutting down', () => {
  it('aborts `stopping`, ends what was started in reverse order and exits 0', async () => {
    const { shutdown, exits } = setUp()
    const ended: string[] = []
    shutdown.onEnd('database', async () => void ended.push('database'))
    shutdown.onEnd('listener', async () => void ended.push('listener'))
    expect(shutdown.stopping.aborted).toBe(false)
    await Promise.all([shutdown.begin('test'), shutdown.begin('again')])
    expect(shutdown.stopping.reason).toMatchObject({ code: 'stopping', status: 503 })
    expect([ended, exits]).toEqual([['listener', 'database'], [0]])
  })

  it('continues when a step fails, and exits 1', async () => {
    const { shutdown, exits } = setUp()
    const ended: string[] = []
    shutdown.onEnd('database', async () => void ended.push('database'))
    shutdown.onEnd('listener', () => Promise.reject(new Error('stuck')))
    await shutdown.begin('test')
    expect([ended, exits]).toEqual([['database'], [1]])
  })

  it('tells each step what is left, and exits before the time is over', async () => {
    const { shutdown, exits, clock } = setUp(10)
    const left: number[] = []
    shutdown.onEnd('hangs', async (leftMs) => {
      left.push(leftMs)
      await new Promise(() => undefined)
    })
    shutdown.onEnd('slow', async (leftMs) => {
      left.push(leftMs)
      clock.advance(4000)
    })
    const done = shutdown.begin('test')
    await vi.waitFor(() => expect(left).toEqual([9500, 5500]))
    clock.advance(5500)
    await done
    expect(exits).toEqual([1])
  })
})

describe('signals', () => {
  it.each(['SIGTERM', 'SIGINT'])('%s begins it', async (signal) => {
    const { shutdown, target, clock, exit, exits } = setUp()
    endOnSignals(shutdown, target, clock, exit)
    target.emit(signal, signal, 15)
    await vi.waitFor(() => expect(exits).toEqual([0]))
  })

  it('that come again exit at once, unless it is the same key press twice', async () => {
    const { shutdown, target, clock, exit, exits } = setUp()
    shutdown.onEnd('hangs', () => new Promise(() => undefined))
    endOnSignals(shutdown, target, clock, exit)
    target.emit('SIGINT', 'SIGINT', 2)
    clock.advance(100)
    target.emit('SIGINT', 'SIGINT', 2)
    expect(exits).toEqual([])
    clock.advance(2000)
    target.emit('SIGINT', 'SIGINT', 2)
    expect(exits).toEqual([130])
  })

  it('are not needed when the parent dies', async () => {
    vi.useFakeTimers()
    const { shutdown } = setUp()
    let lineage = '7 6'
    endWithParent(shutdown, () => lineage)
    vi.advanceTimersByTime(5000)
    expect(shutdown.stopping.aborted).toBe(false)
    lineage = '7 1'
    vi.advanceTimersByTime(500)
    expect(shutdown.stopping.aborted).toBe(true)
  })

  it('are not needed when the parent was dead from the beginning', () => {
    const { shutdown } = setUp()
    endWithParent(shutdown, () => ORPHAN)
    expect(shutdown.stopping.aborted).toBe(true)
  })
})
