import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { groupCommit } from './group-commit.ts'

it('answers every request once and in order, in batches no larger than asked for, unless one request alone is', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.nat(9), { maxLength: 60 }),
      fc.integer({ min: 1, max: 12 }),
      async (sizes, largest) => {
        const batches: number[][] = []
        const commit = groupCommit<number, number>(
          async (batch) => {
            batches.push([...batch])
            await Promise.resolve()
            return batch.map((one) => one * 2)
          },
          { largest, sizeOf: (one) => one },
        )
        expect(await Promise.all(sizes.map(commit))).toEqual(sizes.map((one) => one * 2))
        expect(batches.flat()).toEqual(sizes)
        for (const batch of batches)
          expect(batch.length === 1 || batch.reduce((sum, one) => sum + one, 0) <= largest).toBe(true)
      },
    ),
  )
})
