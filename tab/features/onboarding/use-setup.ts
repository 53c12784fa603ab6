import { useState } from 'react'
import { useNavigate } from 'react-router'
import type { Onboarding, OnboardingProgress } from '../../../server/http/contract.ts'
import { useCheckOnboarding, useSetOnboarding } from '../../api/onboarding.ts'
import { addressOf, neighbour, type ShownStep, type StepName, shownStep } from './steps.ts'

/** For how long Microsoft is asked again about what was changed a moment ago. */
export const REPLICATION_SECONDS = 90

/**
 * The setup as all its steps share it. A step's state is what the server says of it, from Microsoft's answers; while a
 * check is under way, what it says at that moment.
 */
export function useSetup(onboarding: Onboarding) {
  const navigate = useNavigate()
  const [live, setLive] = useState<OnboardingProgress[]>([])
  const check = useCheckOnboarding((step) => setLive((all) => [...all, step]))
  const set = useSetOnboarding()

  const ask = (upTo: StepName, waitSeconds: number, then?: (answer: Onboarding) => void) => {
    setLive([])
    check.mutate(
      { upTo, waitSeconds },
      {
        onSuccess: (answer) => then?.(answer),
        onSettled: () => setLive([]),
      },
    )
  }

  return {
    onboarding,
    set,
    asking: check.isPending,
    /** For how long Microsoft is being asked again, whichever step it is about. */
    waitedSeconds: live.at(-1)?.waitedSeconds ?? 0,
    error: check.error,
    stepOf: (name: StepName): ShownStep => shownStep(onboarding.steps, live, name),
    goTo: (name: StepName) => void navigate(addressOf(name)),
    /** Asks Microsoft about everything up to this step. */
    ask,
    /** The same, and goes on where Microsoft confirms it. */
    askAndGoOn: (name: StepName, waitSeconds: number) =>
      ask(name, waitSeconds, ({ steps }) => {
        if (steps.find((it) => it.name === name)?.state === 'done')
          void navigate(addressOf(neighbour(name, 1)))
      }),
  }
}

export type SetupControl = ReturnType<typeof useSetup>
