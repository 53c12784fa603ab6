import { archive } from './en/archive.ts'
import { common } from './en/common.ts'
import { connection } from './en/connection.ts'
import { consent } from './en/consent.ts'
import { events } from './en/events.ts'
import { overview } from './en/overview.ts'
import { people } from './en/people.ts'
import { problem } from './en/problem.ts'
import { runs } from './en/runs.ts'
import { schedule } from './en/schedule.ts'
import { session } from './en/session.ts'
import { settings } from './en/settings.ts'
import { share } from './en/share.ts'
import { tour } from './en/tour.ts'
import { usage } from './en/usage.ts'

/** The texts of the tab, by where they are used, but for those that come with their screens (`setup-texts.ts`, `vault-texts.ts`). */
export const en = {
  ...common,
  session,
  overview,
  connection,
  consent,
  runs,
  people,
  problem,
  usage,
  archive,
  schedule,
  events,
  settings,
  share,
  tour,
}
