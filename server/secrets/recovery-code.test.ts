import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { keyOfRecoveryCode, recoveryCodeOf } from './recovery-code.ts'

const keys = fc.uint8Array({ minLength: 32, maxLength: 32 })

describe('a recovery code', () => {
  it('gives the key back, however it is typed', () => {
    fc.assert(
      fc.property(keys, (key) => {
        const words = recoveryCodeOf(key)
        expect(words).toHaveLength(24)
        const typed = words.map((word, at) => `${at + 1}. ${at % 2 ? word.toUpperCase() : word.slice(0, 4)}`)
        expect(keyOfRecoveryCode(typed.join(at(typed)))).toEqual(Buffer.from(key))
      }),
    )
  })

  const at = (typed: readonly string[]) => (typed.length % 2 ? ' ' : '\n')

  it('is the one that everyone else’s programs make of these bytes (BIP 39, test vectors)', () => {
    expect(recoveryCodeOf(Buffer.alloc(32)).join(' ')).toBe(`${'abandon '.repeat(23)}art`)
    expect(recoveryCodeOf(Buffer.alloc(32, 0xff)).join(' ')).toBe(`${'zoo '.repeat(23)}vote`)
  })

  it('is refused with the number of a word that is none, and never repeats one', () => {
    const words = recoveryCodeOf(Buffer.alloc(32, 7))
    const refusalOf = (text: string) => {
      try {
        return keyOfRecoveryCode(text)
      } catch (error) {
        return error as Error
      }
    }
    const slipped = words.with(6, 'contosoo')
    expect(refusalOf(slipped.join(' '))).toMatchObject({
      code: 'recovery-code',
      message: expect.stringContaining('word 7'),
    })
    expect(refusalOf(words.slice(1).join(' '))).toMatchObject({
      message: expect.stringContaining('23 words'),
    })
    expect(String(refusalOf(slipped.join(' ')))).not.toContain('contosoo')
  })

  it('notices nearly every word that was taken for another one', () => {
    const words = recoveryCodeOf(Buffer.alloc(32, 7))
    const list = ['abandon', 'zebra', 'ocean', 'light', 'river', 'stone', 'paper', 'music']
    const noticed = words.flatMap((_, at) =>
      list.map((other) => {
        try {
          return keyOfRecoveryCode(words.with(at, other).join(' ')) === undefined
        } catch {
          return true
        }
      }),
    )
    expect(noticed.filter(Boolean).length).toBeGreaterThan(noticed.length - 6)
  })
})
