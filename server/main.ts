/**
 * The product, part by part: configuration, log, tab, database, keys, archive, queue, services, door. Each part that must
 * be ended says so where it is begun; `process/shutdown.ts` ends them in reverse.
 */
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { backUpBooks, type CopyPlaces } from './books/copies/back-up-books.ts'
import { createTenants } from './books/tenants.ts'
import { type Config, ConfigError, readConfig, trimmedNames } from './config.ts'
import type { Database } from './database/database.ts'
import { migrate } from './database/migrate.ts'
import { openDatabase } from './database/open-database.ts'
import { smtpMail } from './delivery/mail.ts'
import { createOutside } from './delivery/outside.ts'
import { createDiskRoom } from './disk-room.ts'
import { describeVault } from './doctor/describe-vault.ts'
import { VaultError } from './domain/vault-error.ts'
import { localExportFiles } from './export-files/local-export-files.ts'
import { connections, exchangeOver, fetchOver } from './graph/wire/exchange.ts'
import { createApp, createProbeApp } from './http/app.ts'
import { createSignIn } from './http/authenticate.ts'
import { listen } from './http/listener.ts'
import { createMetrics } from './http/metrics.ts'
import { withVaultMetrics } from './http/vault-metrics.ts'
import { azureOf, foldersWrittenTo, wayOutOf } from './places.ts'
import { buildTabIfMissing, TAB_DIR } from './process/build-tab.ts'
import { listenForCommands } from './process/control.ts'
import { createLogger, type Logger, scrub } from './process/logging.ts'
import { endWithChannel, endWithParent } from './process/npm-parent.ts'
import { createShutdown, endOnSignals, type Shutdown } from './process/shutdown.ts'
import { systemClock as clock, monotonicMs } from './process/system-clock.ts'
import { startQueue } from './queue/start-queue.ts'
import { newUuid, randomHex } from './secrets/randomness.ts'
import { envelopeSealer } from './secrets/sealer.ts'
import { composeServices, QUEUES } from './services/compose.ts'
import { openVault } from './services/open-vault.ts'

/** sysexits.h: the configuration is wrong. */
const EX_CONFIG = 78

const config = configOrExit()
const logger = createLogger({ level: config.logLevel })
const trimmed = trimmedNames(process.env)
if (trimmed.length > 0) say(`Blanks or line ends around the values of ${trimmed.join(', ')} were removed.`)
const exit = (code: number) => process.exit(code)
const shutdown = createShutdown({ seconds: config.shutdownSeconds, clock, logger, exit })
endOnSignals(shutdown, process, clock, exit)
if (process.env.npm_lifecycle_event) endWithParent(shutdown)
endWithChannel(shutdown, process)
process.on('uncaughtException', (error) => die(error, 'a background task failed'))
await start(config, logger, shutdown).catch((error: unknown) => {
  if (!shutdown.stopping.aborted) die(error, 'couldn’t start')
})

async function start(config: Config, logger: Logger, { stopping, onEnd }: Shutdown): Promise<void> {
  if (
    config.role !== 'worker' &&
    (await buildTabIfMissing(() => say('Building the tab, once: about 20 seconds …')))
  )
    logger.info('built the tab')

  const onBroken = (error: VaultError) => die(error, 'lost its database')
  const databaseUrl = config.databaseUrl?.reveal()
  const database = await openDatabase({ ...config, databaseUrl, clock, onBroken, ownThread: true })
  onEnd('database', () => database.close())
  await migrate(database, clock)

  const place = { url: config.archive.url, azure: azureOf(config) }
  const { masterKey, archive } = await openVault({ ...config, database, archive: place, clock })

  if (database.kind === 'embedded')
    onEnd('commands', await takeCommands(config.dataDir, { database, masterKey, clock }))

  const dispatcher = connections({ proxy: wayOutOf(config) })
  onEnd('connections to Microsoft 365', () => dispatcher.destroy())
  const onError = (err: unknown) => logger.error({ err }, 'work in the background failed')
  const queue = await startQueue({ database, queues: QUEUES, onError })

  const sealer = envelopeSealer(masterKey)
  const exchange = exchangeOver(dispatcher)
  const outside = createOutside({ allowedHosts: config.alerts.allowedHosts, proxy: wayOutOf(config) })
  onEnd('connections of alerts', () => outside.close())
  const smtp = smtpOf(config)
  const room = createDiskRoom(foldersWrittenTo(config), config.diskReserveMb, clock)
  const exportFiles = localExportFiles(join(config.dataDir, 'exports'))
  const time = { clock, monotonicMs }
  const apart = { exportFiles, exchange, outside, smtp, room }
  const ports = { database, archive, sealer, queue, ...apart, ...time, onError }
  const product = await composeServices(ports, settingsOf(config))
  onEnd('work', (leftMs) => product.stop(leftMs))
  await product.start((cause) => die(cause, 'this worker lost its lock'), {
    takesJobs: config.role !== 'web',
  })
  const metrics = createMetrics()
  if (config.probes) {
    const { readiness, measuring } = product.services
    const probes = createProbeApp({ readiness, metrics: withVaultMetrics(metrics, measuring), stopping })
    const listener = await listen(probes, config.probes.host, config.probes.port)
    onEnd('probes', (leftMs) => listener.close(leftMs / 2))
  }
  if (config.role === 'worker') return announce('Chatvault is running')

  const tenants = createTenants(database, clock)
  const books = { knownTenant: tenants.has, admitTenant: tenants.ensure }
  const fetchKeys = fetchOver(dispatcher)
  const signIn = createSignIn({ settings: config.signIn, ...books, clock, fetchKeys })
  const { services } = product
  const app = createApp({
    config,
    services,
    signIn,
    clock,
    logger,
    metrics,
    stopping,
    tabDir: TAB_DIR,
    newRequestId: newUuid,
  })
  const listener = await listen(app, config.host, config.port)
  onEnd('listener', (leftMs) => listener.close(leftMs / 2))
  announce(`Chatvault is at ${config.publicUrl}`)
}

/** Answers how to stop. Others can't open the embedded database, so they ask for a copy of its books, or how it is. */
async function takeCommands(
  dataDir: string,
  places: CopyPlaces & { readonly database: Database },
): Promise<() => Promise<void>> {
  const folder = join(dataDir, 'handed-over')
  await rm(folder, { recursive: true, force: true })
  const backUp = async () => {
    const copy = join(folder, randomHex(6))
    await backUpBooks(places, copy)
    return { folder: copy }
  }
  const describe = () => describeVault(places.database, places.clock)
  const commands = await listenForCommands(dataDir, randomHex(32), {
    'back-up-books': backUp,
    'describe-vault': describe,
  })
  return commands.close
}

function configOrExit(): Config {
  try {
    return readConfig(process.env)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exit(EX_CONFIG)
  }
}

function smtpOf({ alerts: { smtpUrl, smtpFrom } }: Config) {
  return smtpUrl && smtpMail({ url: smtpUrl.reveal(), from: smtpFrom })
}

function settingsOf(config: Config) {
  const limits = {
    exportPerSecond: config.graphExportPerSecond,
    otherPerSecond: config.graphRequestsPerSecond,
  }
  const addresses = { publicUrl: config.publicUrl, signInUrl: config.signIn.url }
  return {
    cloud: config.cloud,
    limits,
    lanes: config.backupLanes,
    exportLimits: config.exportLimits,
    ...addresses,
  }
}

/** One line for people, beside the log. */
function announce(line: string): void {
  process.stdout.write(`${line}\n`)
}

/** What an operator should look at, though it stops nothing. */
function say(sentence: string): void {
  process.stderr.write(`${sentence}\n`)
}

/** Nothing is lost by ending at once; continuing with a part missing would lose something. */
function die(error: unknown, what: string): void {
  const known = error instanceof VaultError
  logger.fatal(
    known ? { code: error.code, attempted: error.attempted, why: error.why } : { err: error },
    what,
  )
  const text = known ? `${error.message}\n${error.hint}` : String(error)
  process.stderr.write(`Chatvault ${what}: ${scrub(text)}\n`)
  process.exit(1)
}
