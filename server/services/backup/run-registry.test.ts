import { describe, expect, it } from 'vitest'
import { createRunRegistry } from './run-registry.ts'

describe('runs of this process', () => {
  it('are worked on once at a time, and reached by a stop whenever it comes', async () => {
    const registry = createRunRegistry()
    const stops: string[] = []
    const gate = Promise.withResolvers<void>()
    const first = registry.take('run', async (onStart) => {
      await gate.promise
      onStart({ stop: (cause) => void stops.push(String(cause)) })
    })
    expect(registry.take('run', () => Promise.reject(new Error('a second one at work')))).toBeUndefined()
    registry.stop('run', 'cancelled')
    gate.resolve()
    await first
    expect(stops).toEqual(['cancelled'])
    registry.stop('run', 'interrupted')
    expect(stops).toHaveLength(1)
    await registry.take('run', async () => void stops.push('again'))
    expect(stops).toEqual(['cancelled', 'again'])
  })
})
