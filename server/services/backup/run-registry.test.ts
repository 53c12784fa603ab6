import { describe, expect, it } from 'vitest'
import { createRunRegistry } from './run-registry.ts'

describe('runs of this process', () => {
  it('are reached by a stop also when the same run was handed over again', async () => {
    const registry = createRunRegistry()
    const stops: string[] = []
    let end = () => {}
    const first = registry.take('run', (onStart) => {
      onStart({ stop: (cause) => void stops.push(`first ${cause}`) })
      return new Promise((resolve) => {
        end = resolve
      })
    })
    const second = registry.take('run', async (onStart) => {
      onStart({ stop: (cause) => void stops.push(`second ${cause}`) })
    })
    await Promise.resolve().then(() => undefined)
    registry.stop('run', 'cancelled')
    expect(stops).toEqual(['first cancelled'])
    end()
    await Promise.all([first, second])
    expect(stops).toEqual(['first cancelled', 'second cancelled'])
    registry.stop('run', 'interrupted')
    expect(stops).toHaveLength(2)
  })
})
