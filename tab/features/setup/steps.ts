import type { Connection, Setup, SetupProgress, SetupStepName } from '../../../server/contract/index.ts'
import type { Tone } from '../../components/StatusMark.tsx'

export type StepName = SetupStepName

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

/**
 * Where someone who comes back continues. The automatic way ends with the consent; what is left then is done step by step.
 * Billing holds no one up until Microsoft asks for it.
 */
export function resumeAt({ way, steps }: Pick<Setup, 'way' | 'steps'>): string {
  if (way === null) return addressOf('start')
  if (way === 'automatic' && stateIn(steps, 'consent') !== 'done') return AUTOMATIC
  const open = STEPS.find((name) => name !== 'start' && isOpen(name, stateIn(steps, name)))
  return addressOf(open ?? 'connect')
}

function isOpen(name: StepName, state: ShownStep['state'] | undefined): boolean {
  return name === 'billing' ? state === 'needs-attention' : state !== 'done'
}

export type ShownStep = Omit<SetupProgress, 'waitedSeconds'>

export const STEP_TONES: Record<ShownStep['state'], Tone> = {
  'not-started': 'quiet',
  checking: 'working',
  done: 'good',
  'needs-attention': 'warning',
}

type OfApp = Pick<Setup, 'applicationId'>

/** The saved connection is of the app that is set up here. */
export function isSameApp({ applicationId }: OfApp, connection: Pick<Connection, 'applicationId'>): boolean {
  return applicationId !== null && connection.applicationId?.toLowerCase() === applicationId.toLowerCase()
}

/** Saved and working, of this app, and with nothing entered since. */
export function isConnected(
  setup: OfApp & Pick<Setup, 'credential'>,
  connection: Pick<Connection, 'applicationId' | 'status'>,
): boolean {
  return connection.status === 'active' && isSameApp(setup, connection) && setup.credential === null
}

type Saved = Setup['steps']

/** What the server said last of a step; while it is being asked, what it says now. */
export function shownStep(saved: Saved, live: readonly SetupProgress[], name: StepName): ShownStep {
  const now = live.findLast((it) => it.name === name)
  return now ?? saved.find((it) => it.name === name) ?? { ...NOT_STARTED, name }
}

/** A backup may be refused for want of billing after the step was checked: then it is not done any more. */
export function withBilling(step: ShownStep, { suggestion }: Setup['billing']): ShownStep {
  const asked = step.name === 'billing' && step.state === 'done' && suggestion !== 'nothing-to-do'
  return asked ? { ...NOT_STARTED, name: 'billing', state: 'needs-attention' } : step
}

const NOT_STARTED = { state: 'not-started', code: '', detail: '', hint: '', checkedAt: null } as const

function stateIn(saved: Saved, name: StepName) {
  return saved.find((it) => it.name === name)?.state
}
