import { useEffect, useRef, useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import type { Setup, SetupProgress } from '../../../server/contract/index.ts'
import { useChangeSetup, useCheckSetup } from '../../api/setup.ts'
import { addressOf, neighbour, type ShownStep, type StepName, shownStep, withBilling } from './steps.ts'

/** For how long Microsoft is asked again about what was changed a moment ago. */
export const REPLICATION_SECONDS = 60

/**
 * The setup as all its steps share it. A step's state is what the server says of it, from Microsoft's answers; while a
 * check is in progress, what it says at that moment.
 */
export function useSetupSteps(setup: Setup) {
  const navigate = useNavigate()
  const [live, setLive] = useState<SetupProgress[]>([])
  const check = useCheckSetup((step) => setLive((all) => [...all, step]))
  const set = useChangeSetup()

  const asked = useRef<AbortController>(undefined)
  useEffect(() => () => asked.current?.abort(), [])
  const shown = useRef<string>(undefined)
  shown.current = useParams().step

  const ask = (upTo: StepName, waitSeconds: number, then?: (answer: Setup) => void) => {
    asked.current?.abort()
    const mine = new AbortController()
    asked.current = mine
    setLive([])
    check.mutate(
      { upTo, waitSeconds, signal: mine.signal },
      {
        onSuccess: (answer) => then?.(answer),
        onSettled: () => setLive([]),
      },
    )
  }

  return {
    setup,
    set,
    asking: check.isPending,
    /** What Microsoft answered a moment ago, whichever step it is about, and is asked again for. */
    waiting: check.isPending
      ? live.findLast((it) => it.state === 'checking' && it.waitedSeconds > 0)
      : undefined,
    /** What was stopped on purpose is no error. */
    error: asked.current?.signal.aborted ? null : check.error,
    /** Microsoft is asked no more: something has to be put right first. */
    stop: () => asked.current?.abort(),
    stepOf: (name: StepName): ShownStep => withBilling(shownStep(setup.steps, live, name), setup.billing),
    goTo: (name: StepName) => void navigate(addressOf(name)),
    /** Asks Microsoft about everything up to this step. */
    ask,
    /** The same, and continues where Microsoft confirms it; not from under someone who is at another step by then. */
    askAndGoOn: (name: StepName, waitSeconds: number) =>
      ask(name, waitSeconds, ({ steps }) => {
        const isDone = steps.find((it) => it.name === name)?.state === 'done'
        if (isDone && shown.current === name) void navigate(addressOf(neighbour(name, 1)))
      }),
  }
}

export type SetupControl = ReturnType<typeof useSetupSteps>
