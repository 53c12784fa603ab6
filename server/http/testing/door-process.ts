/** The door as a process of its own, with work that is in progress when the signal comes. Prints its address. */
import { setTimeout as delay } from 'node:timers/promises'
import { createLogger } from '../../process/logging.ts'
import { createShutdown, endOnSignals } from '../../process/shutdown.ts'
import { realClock } from './clock.ts'
import { type DoorOptions, openDoor } from './door.ts'
import { handMadeServices, runOf } from './services.ts'

const slow: DoorOptions['services'] = {
  overview: {
    get: async (operator) => {
      await delay(700)
      return handMadeServices().overview.get(operator)
    },
  },
  runs: {
    ...handMadeServices().runs,
    async *events(_operator, _id, signal) {
      yield runOf()
      await new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
    },
  },
}

const logger = createLogger({ level: 'silent' })
const exit = (code: number) => process.exit(code)
const shutdown = createShutdown({ seconds: 5, clock: realClock, logger, exit })
endOnSignals(shutdown, process, realClock, exit)
const door = await openDoor({ services: slow, stopping: shutdown.stopping })
shutdown.onEnd('door', (leftMs) => door.close(leftMs))
process.stdout.write(`${JSON.stringify({ url: door.url, token: await door.issuer.token() })}\n`)
