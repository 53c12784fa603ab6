import { describe, expect, it } from 'vitest'
import type { Scope } from '../../../server/contract/index.ts'
import { choiceOf, isChanged, isEmpty, scopeOf, toggled } from './choice.ts'

const scope: Scope = {
  mode: 'selected',
  subjectIds: ['mia', 'ben'],
  groupIds: ['g1'],
  excludeSubjectIds: ['kim'],
  firstSubjectIds: [],
}

describe('choosing who is backed up', () => {
  it('adds and takes away one person at a time', () => {
    const more = toggled(choiceOf(scope), 'ada')
    expect([...more.chosen]).toEqual(['mia', 'ben', 'ada'])
    expect([...toggled(more, 'mia').chosen]).toEqual(['ben', 'ada'])
  })

  it('is a change only when the outcome differs', () => {
    expect(isChanged(toggled(toggled(choiceOf(scope), 'ada'), 'ada'), scope)).toBe(false)
    expect(isChanged(toggled(choiceOf(scope), 'ada'), scope)).toBe(true)
    expect(isChanged({ ...choiceOf(scope), mode: 'all' }, scope)).toBe(true)
  })

  it('names who is read first, in either mode', () => {
    const boss = toggled(choiceOf({ ...scope, mode: 'all' }), 'boss', 'first')
    expect(isChanged(boss, { ...scope, mode: 'all' })).toBe(true)
    expect(scopeOf(boss, scope).firstSubjectIds).toEqual(['boss'])
    expect(isChanged(toggled(boss, 'boss', 'first'), { ...scope, mode: 'all' })).toBe(false)
  })

  it('keeps groups and exclusions that are not shown here', () => {
    expect(scopeOf(toggled(choiceOf(scope), 'mia'), scope)).toEqual({ ...scope, subjectIds: ['ben'] })
  })

  it('knows when no one would be backed up', () => {
    const nobody = { mode: 'selected' as const, chosen: new Set<string>(), first: new Set<string>() }
    expect(isEmpty(nobody, { ...scope, groupIds: [] })).toBe(true)
    expect(isEmpty(nobody, scope)).toBe(false)
    expect(isEmpty({ ...nobody, mode: 'all' }, scope)).toBe(false)
  })
})
