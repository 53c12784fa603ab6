import { alerts } from './en/alerts.ts'
import { archive } from './en/archive.ts'
import { audit } from './en/audit.ts'
import { common } from './en/common.ts'
import { connection } from './en/connection.ts'
import { consent } from './en/consent.ts'
import { events } from './en/events.ts'
import { overview } from './en/overview.ts'
import { people } from './en/people.ts'
import { problem } from './en/problem.ts'
import { ask, reading } from './en/reading.ts'
import { restores } from './en/restores.ts'
import { retention } from './en/retention.ts'
import { runs } from './en/runs.ts'
import { schedule } from './en/schedule.ts'
import { search } from './en/search.ts'
import { session } from './en/session.ts'
import { settings } from './en/settings.ts'
import { share } from './en/share.ts'
import { tour } from './en/tour.ts'
import { usage } from './en/usage.ts'

/** The texts of the tab, by where they are used, but for those of the setup, which come with it (`setup-texts.ts`). */
export const en = {
  ...common,
  session,
  overview,
  connection,
  consent,
  restores,
  retention,
  runs,
  people,
  problem,
  usage,
  alerts,
  archive,
  audit,
  schedule,
  events,
  search,
  reading,
  ask,
  settings,
  share,
  tour,
}
