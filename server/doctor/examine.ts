/** All checks, in the order in which a fault in one explains the next. Nothing is created; the archive gets a probe and loses it. */

import type { Config } from '../config.ts'
import type { Clock } from '../domain/clock.ts'
import { connections } from '../graph/wire/exchange.ts'
import { wayOutOf } from '../places.ts'
import type { MasterKey } from '../secrets/keys.ts'
import { type Check, check } from './check.ts'
import type { VaultDescription } from './describe-vault.ts'
import {
  createReach,
  examineAuthorities,
  examineCertificate,
  examineGraph,
  examineLogin,
  examineSignInKeys,
  judgeClock,
} from './outside.ts'
import {
  describeDatabase,
  examineArchive,
  examineDisks,
  examineKey,
  examineRecovery,
  judgeConnections,
  judgeDatabase,
} from './parts.ts'

export type Patient = {
  readonly config: Config
  /** NODE_EXTRA_CA_CERTS. */
  readonly authorities: string | undefined
  readonly clock: Clock
  readonly monotonicMs: () => number
}

export type Examined = { readonly checks: readonly Check[]; readonly vault: VaultDescription | undefined }

export async function examine({ config, authorities, clock, monotonicMs }: Patient): Promise<Examined> {
  const dispatcher = connections({ proxy: wayOutOf(config) })
  const reach = createReach(dispatcher, clock, monotonicMs)
  let masterKey: MasterKey | undefined
  let vault: VaultDescription | undefined
  try {
    const checks = [
      await check('disks', () => examineDisks(config)),
      await check('master key', async () => {
        const keyed = await examineKey(config)
        masterKey = keyed.masterKey
        return keyed.finding
      }),
      await check('recovery code', () => examineRecovery(config, masterKey)),
      await check('database', async () => {
        vault = await describeDatabase(config, clock)
        return judgeDatabase(vault)
      }),
      await check('archive', () => examineArchive(config, masterKey)),
      await check('connections', async () => judgeConnections(vault, clock)),
      await check('sign-in of apps', () => examineLogin(config, reach)),
      await check('Microsoft Graph', () => examineGraph(config, reach)),
      await check('clock', async () => judgeClock(reach)),
      await check('sign-in of people', () => examineSignInKeys(config, reach)),
      await check('certificate', () => examineCertificate(config, clock)),
      await check('authorities', () => examineAuthorities(authorities, clock)),
    ]
    return { checks, vault }
  } finally {
    await dispatcher.destroy()
  }
}
