import { describe, expect, it } from 'vitest'
import { idFault, isResourceGroup } from './entries.ts'

const TENANT = '7a0f3c1e-5b1d-4a7e-9a55-3f2d1c0b9a88'

describe('what was pasted for the application ID', () => {
  it.each([
    ['', undefined],
    ['1f6b7c1e', 'applicationId'],
    [` ${TENANT.toUpperCase()} `, 'isTenant'],
    ['1f6b7c1e-2d3a-4b5c-8d9e-0f1a2b3c4d5e', undefined],
  ])('%j: %s', (text, fault) => {
    expect(idFault(text, TENANT)).toBe(fault)
  })
})

describe('names in Azure', () => {
  it('are those Azure takes; nothing that could end a command gets through', () => {
    expect(['rg-backup', 'Büro_(1)', 'a'].every(isResourceGroup)).toBe(true)
    expect(['', 'rg backup', 'ends.', 'a;rm', '$(x)', 'a'.repeat(91)].some(isResourceGroup)).toBe(false)
  })
})
