import type { English, Translated } from './catalogue.ts'
import { archive } from './de/archive.ts'
import { audit } from './de/audit.ts'
import { automatic } from './de/automatic.ts'
import { common } from './de/common.ts'
import { connection } from './de/connection.ts'
import { consent } from './de/consent.ts'
import { events } from './de/events.ts'
import { overview } from './de/overview.ts'
import { people } from './de/people.ts'
import { problem } from './de/problem.ts'
import { runs } from './de/runs.ts'
import { session } from './de/session.ts'
import { settings } from './de/settings.ts'
import { setup } from './de/setup.ts'
import { share } from './de/share.ts'
import { tour } from './de/tour.ts'
import { usage } from './de/usage.ts'

export { problems } from './de/problems.ts'

/** German. Formal address, the words of Microsoft's German Teams and Entra. */
export const de: Translated<English> = {
  ...common,
  session,
  overview,
  connection,
  consent,
  setup,
  runs,
  people,
  problem,
  usage,
  archive,
  audit,
  automatic,
  events,
  settings,
  share,
  tour,
}
