/** In the order they are walked. Each names the thing it stands beside: `data-tour="<name>"`. */
const STEPS = ['protection', 'connect', 'run', 'usage', 'archive', 'connection', 'menu'] as const

export type StepName = (typeof STEPS)[number]

export interface Step {
  name: StepName
  target: HTMLElement
}

/** The steps whose thing is on the screen now: a tenant that is not connected has no usage, a narrow window one menu. */
export function stepsOn(root: ParentNode): Step[] {
  return STEPS.flatMap((name) => {
    const target = root.querySelector<HTMLElement>(`[data-tour="${name}"]`)
    return target && target.getClientRects().length > 0 ? [{ name, target }] : []
  })
}

/** Below this height a step would cover what it explains (400% zoom): the tour then waits to be asked for. */
const LOWEST = 480

/** Whether the tour may begin by itself: nothing else has the word, and there is room and something to show. */
export function mayBegin(root: Document, height: number): boolean {
  const spoken = root.querySelector('[role="dialog"], [role="alertdialog"], [role="alert"]')
  return !spoken && height >= LOWEST && stepsOn(root).length > 0
}
