import { archive } from './en/archive.ts'
import { automatic } from './en/automatic.ts'
import { common } from './en/common.ts'
import { connection } from './en/connection.ts'
import { consent } from './en/consent.ts'
import { events } from './en/events.ts'
import { onboarding } from './en/onboarding.ts'
import { overview } from './en/overview.ts'
import { people } from './en/people.ts'
import { problem } from './en/problem.ts'
import { runs } from './en/runs.ts'
import { session } from './en/session.ts'
import { settings } from './en/settings.ts'
import { share } from './en/share.ts'
import { tour } from './en/tour.ts'
import { usage } from './en/usage.ts'

/** Every text of the tab, by where it is used. A new language is a file of the same shape. */
export const en = {
  ...common,
  session,
  overview,
  connection,
  consent,
  onboarding,
  runs,
  people,
  problem,
  usage,
  archive,
  automatic,
  events,
  settings,
  share,
  tour,
}
