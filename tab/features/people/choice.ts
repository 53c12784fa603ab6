import type { Scope } from '../../../server/http/contract.ts'

/** What is being chosen, before it is saved. */
export interface Choice {
  mode: Scope['mode']
  chosen: ReadonlySet<string>
}

export function choiceOf(scope: Scope): Choice {
  return { mode: scope.mode, chosen: new Set(scope.subjectIds) }
}

export function toggled(choice: Choice, id: string): Choice {
  const chosen = new Set(choice.chosen)
  if (!chosen.delete(id)) chosen.add(id)
  return { ...choice, chosen }
}

/** The scope to save. Groups and exclusions are not drawn here and are kept as they are. */
export function scopeOf(choice: Choice, before: Scope): Scope {
  return { ...before, mode: choice.mode, subjectIds: [...choice.chosen] }
}

export function isChanged(choice: Choice, scope: Scope): boolean {
  if (choice.mode !== scope.mode) return true
  if (choice.mode === 'all') return false
  return (
    choice.chosen.size !== scope.subjectIds.length || scope.subjectIds.some((id) => !choice.chosen.has(id))
  )
}

/** Choosing nobody would back up nothing: that has to be said, not saved. */
export function isEmpty(choice: Choice, scope: Scope): boolean {
  return choice.mode === 'selected' && choice.chosen.size === 0 && scope.groupIds.length === 0
}
