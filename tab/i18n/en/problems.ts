import { archive } from './problems/archive.ts'
import { backup } from './problems/backup.ts'
import { connection } from './problems/connection.ts'
import { microsoft } from './problems/microsoft.ts'
import { restores } from './problems/restores.ts'
import { server, titles, unknown } from './problems/server.ts'
import { setup } from './problems/setup.ts'

/** What the server can report, by cause. It comes after the first screen (`problem-catalogue.ts`). */
export const problems = {
  titles,
  unknown,
  ...microsoft,
  ...connection,
  ...setup,
  ...backup,
  ...archive,
  ...restores,
  ...server,
}
