import type { Scope } from '../../../server/contract/index.ts'

/** What is being chosen, before it is saved. */
export interface Choice {
  mode: Scope['mode']
  chosen: ReadonlySet<string>
  /** Read before everyone else. */
  first: ReadonlySet<string>
}

export function choiceOf(scope: Scope): Choice {
  return {
    mode: scope.mode,
    chosen: new Set(scope.subjectIds),
    first: new Set(scope.firstSubjectIds),
  }
}

export function toggled(choice: Choice, id: string, list: 'chosen' | 'first' = 'chosen'): Choice {
  const ids = new Set(choice[list])
  if (!ids.delete(id)) ids.add(id)
  return { ...choice, [list]: ids }
}

/** The scope to save. Groups and exclusions are not drawn here and are kept as they are. */
export function scopeOf(choice: Choice, before: Scope): Scope {
  return { ...before, mode: choice.mode, subjectIds: [...choice.chosen], firstSubjectIds: [...choice.first] }
}

export function isChanged(choice: Choice, scope: Scope): boolean {
  if (choice.mode !== scope.mode || differs(choice.first, scope.firstSubjectIds)) return true
  return choice.mode === 'selected' && differs(choice.chosen, scope.subjectIds)
}

function differs(chosen: ReadonlySet<string>, saved: readonly string[]): boolean {
  return chosen.size !== saved.length || saved.some((id) => !chosen.has(id))
}

/** Choosing no one would back up nothing: that has to be said, not saved. */
export function isEmpty(choice: Choice, scope: Scope): boolean {
  return choice.mode === 'selected' && choice.chosen.size === 0 && scope.groupIds.length === 0
}
