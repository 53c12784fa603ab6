import { describe, expect, it } from 'vitest'
import type { EnqueueOptions, Queue } from '../queue/queue.ts'
import { createFakeClock } from '../testing/fake-clock.ts'
import { HOUSEKEEPING, keepHouse } from './housekeeping.ts'

type Planned = { readonly data: object } & Pick<EnqueueOptions, 'singletonKey' | 'startAfterSeconds'>

/** A house whose jobs wait until the test hands them out. */
async function openHouse(sweeps: readonly (() => Promise<unknown>)[], at = '2026-11-10T12:20:00.000Z') {
  const clock = createFakeClock(at)
  const planned: Planned[] = []
  const errors: unknown[] = []
  let handler: (job: { id: string; data: object }) => Promise<void> = async () => {}
  const queue: Pick<Queue, 'enqueue' | 'work'> = {
    async enqueue(_name, data, { singletonKey, startAfterSeconds = 0 } = {}) {
      const isNew = planned.every((it) => it.singletonKey !== singletonKey || singletonKey === undefined)
      if (isNew) planned.push({ data, startAfterSeconds, ...(singletonKey && { singletonKey }) })
      return isNew
    },
    async work(name, { concurrency }, work) {
      expect([name, concurrency]).toEqual([HOUSEKEEPING, 1])
      handler = (job) => work(job as never, new AbortController().signal)
    },
  }
  const begin = () =>
    keepHouse({ queue: queue as Queue, clock, sweeps, onError: (error) => errors.push(error) })
  await begin()
  const handOut = async () => {
    const job = planned.shift()
    if (job !== undefined) await handler({ id: 'x', data: job.data })
  }
  return { clock, planned, errors, begin, handOut }
}

describe('the house', () => {
  it('is swept at once, then at the beginning of each hour', async () => {
    let swept = 0
    const { clock, planned, handOut } = await openHouse([async () => (swept += 1)])
    expect(planned).toMatchObject([{ startAfterSeconds: 0 }])
    await handOut()
    expect(swept).toBe(1)
    expect(planned).toMatchObject([{ startAfterSeconds: 40 * 60 }])
    clock.set('2026-11-10T13:00:00.000Z')
    await handOut()
    expect(swept).toBe(2)
    expect(planned).toMatchObject([{ startAfterSeconds: 60 * 60 }])
  })

  it('is not swept once for each hour that no one was there', async () => {
    const { clock, planned, handOut } = await openHouse([])
    await handOut()
    clock.set('2026-11-12T07:30:00.000Z')
    await handOut()
    expect(planned).toMatchObject([{ startAfterSeconds: 30 * 60 }])
  })

  it('is planned once, however many processes begin', async () => {
    const { planned, begin } = await openHouse([])
    await begin()
    expect(planned).toHaveLength(1)
  })

  it('is swept to the end, and again, whatever fails', async () => {
    const done: string[] = []
    const broken = async () => {
      throw new Error('the disk is away')
    }
    const { planned, errors, handOut } = await openHouse([broken, async () => done.push('the rest')])
    await handOut()
    expect(done).toEqual(['the rest'])
    expect(errors).toMatchObject([{ message: 'the disk is away' }])
    expect(planned).toHaveLength(1)
  })
})
