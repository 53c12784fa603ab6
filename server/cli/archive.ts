/**
 * `npm run archive -- verify|list|cat|export DIR|URL`: an archive read with its key alone.
 */
import type { Clock } from '../domain/clock.ts'
import { archiveCommand } from './archive-command.ts'
import { processTerminal } from './terminal.ts'

const clock: Clock = { now: () => new Date(), wait: async () => undefined }
process.exitCode = await archiveCommand(process.argv.slice(2), process.env, processTerminal(), clock)
