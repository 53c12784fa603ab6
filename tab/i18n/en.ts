import { archive } from './en/archive.ts'
import { common } from './en/common.ts'
import { connection } from './en/connection.ts'
import { events } from './en/events.ts'
import { overview } from './en/overview.ts'
import { people } from './en/people.ts'
import { runs } from './en/runs.ts'
import { settings } from './en/settings.ts'
import { tour } from './en/tour.ts'
import { usage } from './en/usage.ts'

/** Every text of the tab, by where it is used. A new language is a file of the same shape. */
export const en = { ...common, overview, connection, runs, people, usage, archive, events, settings, tour }
