import type { Translated } from '../catalogue.ts'
import type { problems as english } from '../en/problems.ts'
import { archive } from './problems/archive.ts'
import { backup } from './problems/backup.ts'
import { connection } from './problems/connection.ts'
import { microsoft } from './problems/microsoft.ts'
import { restores } from './problems/restores.ts'
import { server, titles, unknown } from './problems/server.ts'
import { setup } from './problems/setup.ts'

export const problems: Translated<typeof english> = {
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
