/**
 * `npm run archive -- verify|list|cat|export DIR|URL`: an archive read with its key alone; `verify-export FILE.zip`: an
 * export checked without any.
 */
import { systemClock } from '../process/system-clock.ts'
import { archiveCommand } from './archive-command.ts'
import { processTerminal } from './terminal.ts'

process.exitCode = await archiveCommand(process.argv.slice(2), process.env, processTerminal(), systemClock)
