import { describe, expect, it } from 'vitest'
import { requireSecondPerson } from './second-person.ts'

const MIA = '0a000000-0000-4000-8000-0000000000af'

describe('approving what somebody asked for', () => {
  it('is refused to the person who asked, however their id is written', () => {
    for (const id of [MIA, MIA.toUpperCase()]) {
      expect(() => requireSecondPerson({ id }, MIA, 'the erasure')).toThrow(
        expect.objectContaining({ code: 'second-person-required', status: 403 }),
      )
    }
  })

  it('is open to everybody else', () => {
    expect(() => requireSecondPerson({ id: MIA.replace('af', 'b0') }, MIA, 'the erasure')).not.toThrow()
  })
})
