import type { ActionName } from '../../components/permissions.ts'

/**
 * In the order they are walked. Each names the thing it is next to, `data-tour="<name>"`, and what one must be allowed
 * to do for it to be worth a word.
 */
const STEPS = [
  { name: 'protection' },
  { name: 'connect', needs: 'setup.manage' },
  { name: 'run', needs: 'run.start' },
  { name: 'month' },
  { name: 'archive', needs: 'archive.read' },
  { name: 'connection', needs: 'connection.save' },
  { name: 'menu' },
] as const satisfies readonly { name: string; needs?: ActionName }[]

export type StepName = (typeof STEPS)[number]['name']

export interface Step {
  name: StepName
  target: HTMLElement
}

/** The steps whose thing is on the screen now: a tenant that is not connected has no month, a narrow window one menu. */
export function stepsOn(root: ParentNode, permissions: readonly string[]): Step[] {
  return STEPS.flatMap((step) => {
    const { name } = step
    if ('needs' in step && !permissions.includes(step.needs)) return []
    const target = root.querySelector<HTMLElement>(`[data-tour="${name}"]`)
    return target && target.getClientRects().length > 0 ? [{ name, target }] : []
  })
}

/** Below this height a step would cover what it explains (400% zoom): the tour then waits to be asked for. */
const LOWEST = 480

/** Whether the tour may begin on its own: nothing else has the word, and there is room and something to show. */
export function mayBegin(root: Document, height: number, permissions: readonly string[]): boolean {
  const spoken = root.querySelector('[role="dialog"], [role="alertdialog"], [role="alert"]')
  return !spoken && height >= LOWEST && stepsOn(root, permissions).length > 0
}
