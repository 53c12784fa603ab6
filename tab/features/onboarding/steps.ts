import type { Onboarding, OnboardingProgress, OnboardingStepName } from '../../../server/http/contract.ts'

export type StepName = OnboardingStepName

/** In the order they are made. */
export const STEPS: readonly StepName[] = [
  'start',
  'register',
  'credential',
  'permissions',
  'consent',
  'billing',
  'connect',
]

export const AUTOMATIC = '/connection/setup/automatic'

export const addressOf = (step: StepName): string => `/connection/setup/${step}`

export const isStep = (text: string | undefined): text is StepName => STEPS.some((step) => step === text)

/** The one before or after; the ends lead to themselves. */
export function neighbour(step: StepName, by: 1 | -1): StepName {
  return STEPS[STEPS.indexOf(step) + by] ?? step
}

/** Where somebody who comes back goes on. */
export function resumeAt({ way, steps }: Pick<Onboarding, 'way' | 'steps'>): string {
  if (way === null) return addressOf('start')
  if (way === 'automatic') return AUTOMATIC
  const open = STEPS.find((name) => name !== 'start' && stateIn(steps, name) !== 'done')
  return addressOf(open ?? 'connect')
}

export type ShownStep = Omit<OnboardingProgress, 'waitedSeconds'>

type Saved = Onboarding['steps']

/** What the server said last of a step; while it is being asked, what it says now. */
export function shownStep(saved: Saved, live: readonly OnboardingProgress[], name: StepName): ShownStep {
  const now = live.findLast((it) => it.name === name)
  return now ?? saved.find((it) => it.name === name) ?? { ...NOT_STARTED, name }
}

const NOT_STARTED = { state: 'not-started', code: '', detail: '', hint: '', checkedAt: null } as const

function stateIn(saved: Saved, name: StepName) {
  return saved.find((it) => it.name === name)?.state
}
