import { describe, expect, it } from 'vitest'
import { secretFault, stops } from './secret-fault.ts'

const SECRET = 'abc8Q~made-up.for_tests-0123456789-~xyz'

describe('what was pasted for the value of a secret', () => {
  it.each([
    ['', 'secretMissing'],
    ['  \n', 'secretMissing'],
    [' 7F3C1D52-9e55-4a52-b8a1-0d4ab0c5a111 ', 'secretIsId'],
    ['abc******************', 'secretMasked'],
    ['abc8Q~made-up.for…', 'secretMasked'],
    ['abc8Q~made up for tests 0123456789', 'secretSpaces'],
    ['abc8Q~made', 'secretShort'],
    [SECRET, undefined],
    [`  ${SECRET}\n`, undefined],
  ])('%j: %s', (text, fault) => {
    expect(secretFault(text)).toBe(fault)
  })

  it('stops no one by a guess', () => {
    expect([undefined, 'secretShort' as const].map(stops)).toEqual([false, false])
    expect((['secretMissing', 'secretIsId', 'secretMasked', 'secretSpaces'] as const).every(stops)).toBe(true)
  })
})
