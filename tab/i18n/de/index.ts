import type { English, Translated } from '../catalogue.ts'
import { alerts } from './alerts.ts'
import { archive } from './archive.ts'
import { audit } from './audit.ts'
import { automatic } from './automatic.ts'
import { common } from './common.ts'
import { connection } from './connection.ts'
import { consent } from './consent.ts'
import { events } from './events.ts'
import { integrity } from './integrity.ts'
import { overview } from './overview.ts'
import { people } from './people.ts'
import { problem } from './problem.ts'
import { ask, reading } from './reading.ts'
import { restores } from './restores.ts'
import { retention } from './retention.ts'
import { runs } from './runs.ts'
import { schedule } from './schedule.ts'
import { search } from './search.ts'
import { session } from './session.ts'
import { settings } from './settings.ts'
import { setup } from './setup.ts'
import { share } from './share.ts'
import { spending } from './spending.ts'
import { tour } from './tour.ts'
import { usage } from './usage.ts'

export { problems } from './problems.ts'

/** German. Formal address, the words of Microsoft's German Teams and Entra. */
export const texts: Translated<English> = {
  ...common,
  session,
  overview,
  connection,
  consent,
  setup,
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
  automatic,
  events,
  search,
  integrity,
  spending,
  reading,
  ask,
  settings,
  share,
  tour,
}
