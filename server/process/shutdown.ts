/**
 * How the process ends. SIGTERM or SIGINT begins it, and the end of the process that started it (npm-parent.ts):
 *
 *   - `stopping` is aborted: not ready any more, streams end;
 *   - parts end in reverse order of their start, and each learns how long it may take;
 *   - exit 0 when all went well; 1 when a step failed or the time is over;
 *   - a second signal exits at once. Nothing is lost by that either, it is only less tidy.
 */
import type { Clock } from '../domain/clock.ts'
import { VaultError } from '../domain/vault-error.ts'
import type { Logger } from './logging.ts'

export type Shutdown = {
  readonly stopping: AbortSignal
  /** `end` runs before everything registered earlier. `leftMs` is what remains of the whole time. */
  onEnd(what: string, end: (leftMs: number) => Promise<void>): void
  /** Ends everything and exits. Calling it again changes nothing. */
  begin(why: string): Promise<void>
}

export type ShutdownOptions = {
  readonly seconds: number
  readonly clock: Clock
  readonly logger: Logger
  readonly exit: (code: number) => void
}

type Step = { readonly what: string; readonly end: (leftMs: number) => Promise<void> }

/** The last half second is kept for exiting itself, so that the promise of SHUTDOWN_SECONDS holds. */
const EXIT_MS = 500

export function createShutdown({ seconds, clock, logger, exit }: ShutdownOptions): Shutdown {
  const stop = new AbortController()
  const steps: Step[] = []
  let begun: Promise<void> | undefined

  async function endAll(): Promise<void> {
    const deadline = clock.now().getTime() + seconds * 1000 - EXIT_MS
    const left = () => Math.max(0, deadline - clock.now().getTime())
    const ended = endInReverse(steps, left, logger)
    const late = clock.wait(left()).then(() => 'late' as const)
    const outcome = await Promise.race([ended, late])
    if (outcome === 'late') logger.error({ seconds }, 'some parts didn’t end in time')
    else logger.info('ended')
    exit(outcome === 'well' ? 0 : 1)
  }

  return {
    stopping: stop.signal,
    onEnd: (what, end) => void steps.push({ what, end }),
    begin(why) {
      if (!begun) {
        logger.info({ why }, 'ending')
        stop.abort(stoppingError())
        begun = endAll()
      }
      return begun
    },
  }
}

/** One step's failure does not keep the others from ending. */
async function endInReverse(
  steps: readonly Step[],
  left: () => number,
  logger: Logger,
): Promise<'well' | 'badly'> {
  let outcome: 'well' | 'badly' = 'well'
  for (const { what, end } of steps.toReversed()) {
    await end(left()).catch((err: unknown) => {
      outcome = 'badly'
      logger.error({ err, attempted: `end ${what}` }, 'couldn’t end')
    })
  }
  return outcome
}

/** Ctrl-C in a terminal reaches us twice, from the terminal and through npm: within this time it is one signal. */
const SAME_SIGNAL_MS = 1000

export type Process = Pick<NodeJS.Process, 'on'>

/** Begins `shutdown` on the first signal; a second one exits at once. */
export function endOnSignals(
  shutdown: Shutdown,
  target: Process,
  clock: Clock,
  exit: (code: number) => void,
): void {
  let firstAt: number | undefined
  const onSignal = (signal: NodeJS.Signals, number: number) => {
    const now = clock.now().getTime()
    if (firstAt !== undefined && now - firstAt > SAME_SIGNAL_MS) exit(128 + number)
    firstAt ??= now
    void shutdown.begin(signal)
  }
  target.on('SIGTERM', onSignal)
  target.on('SIGINT', onSignal)
}

function stoppingError(): VaultError {
  return new VaultError({
    code: 'stopping',
    status: 503,
    attempted: 'finish the request',
    why: 'the server is stopping',
    hint: 'Try again in a moment.',
    retry: 'later',
  })
}
