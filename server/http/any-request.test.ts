/** The whole product behind its door, asked for everything the OpenAPI document names in every odd way. */

import { readFile } from 'node:fs/promises'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Sandbox, startSandbox } from '../../sandbox/index.ts'
import { openLocalObjectStore } from '../archive/local-object-store.ts'
import { openArchive } from '../archive/open-archive.ts'
import { createAudit } from '../books/audit.ts'
import { createRuns } from '../books/create-runs.ts'
import { createTenants } from '../books/tenants.ts'
import type { Database } from '../database/database.ts'
import { openDatabase } from '../database/open-database.ts'
import { localExportFiles } from '../export-files/local-export-files.ts'
import { cloudOf } from '../graph/entra/cloud.ts'
import { connections, exchangeOver } from '../graph/wire/exchange.ts'
import { startQueue } from '../queue/start-queue.ts'
import { openKeyFile } from '../secrets/key-file.ts'
import { envelopeSealer } from '../secrets/sealer.ts'
import { composeServices, QUEUES } from '../services/compose.ts'
import { EXPORT_LIMITS } from '../services/exports/export-room.ts'
import {
  archivePages,
  conversationRecord,
  messageAt,
  messageRecord,
  sightingRecord,
  subjectRecord,
} from '../testing/archived-chats.ts'
import { testSeal } from '../testing/audit-seal.ts'
import { openEmbeddedCopy } from '../testing/embedded-template.ts'
import { realClock } from '../testing/fake-clock.ts'
import { NOWHERE } from '../testing/nowhere.ts'
import { startPostgresServer } from '../testing/postgres-server.ts'
import { createTempDir } from '../testing/temp-dir.ts'
import type { OpenApiDocument } from './openapi.ts'
import { apiRoutes } from './routes.ts'
import { openDoor, type TestDoor } from './testing/door.ts'
import { TENANT } from './testing/issuer.ts'
import { type AnyRequest, anyRequestOf } from './testing/requests.ts'
import { handMadeServices } from './testing/services.ts'

const CHAT = '19:abc@thread.v2'
const FIRST = messageAt(CHAT, 1)
const KNOWN = [CHAT, FIRST.id, 'ann', 'run-1', '50']

/** Requests for each operation; there are some fifty. */
const RUNS = 24

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, users: 3, messages: 20 })
})
afterAll(() => sandbox.close())

describe.each(['embedded', 'PostgreSQL'] as const)('the door over the %s database', (kind) => {
  const ends: (() => unknown)[] = []
  let door: TestDoor
  let database: Database
  let document: OpenApiDocument
  beforeAll(async () => {
    const dir = await createTempDir()
    ends.unshift(dir.remove)
    database = kind === 'embedded' ? await openEmbeddedCopy(dir.path) : await onServer()
    ends.unshift(database.close)
    const masterKey = await openKeyFile({ path: `${dir.path}/master.key`, create: true })
    const store = await openLocalObjectStore(`${dir.path}/archive`)
    const archive = await openArchive({ store, masterKey, clock: realClock })
    const queue = await startQueue({
      database,
      queues: QUEUES,
      onError: () => undefined,
    })
    const pool = connections({ ca: await readFile(sandbox.caFile, 'utf8') })
    ends.unshift(() => pool.destroy())
    const product = await composeServices(
      {
        database,
        archive,
        queue,
        exportFiles: localExportFiles(`${dir.path}/exports`),
        clock: realClock,
        onError: () => undefined,
        monotonicMs: () => performance.now(),
        sealer: envelopeSealer(masterKey),
        exchange: exchangeOver(pool),
        outside: NOWHERE,
        smtp: undefined,
        room: { demand: async () => {}, filling: async () => undefined },
      },
      {
        cloud: cloudOf('global', { graphUrl: sandbox.url, loginUrl: sandbox.url }),
        limits: {},
        lanes: 1,
        exportLimits: EXPORT_LIMITS,
        publicUrl: 'https://chatvault.contoso.com',
        signInUrl: sandbox.httpUrl,
      },
    )
    await product.start(() => undefined, { takesJobs: false })
    ends.unshift(() => product.stop(0))
    await createTenants(database, realClock).ensure(TENANT)
    await createRuns(database, realClock).start({
      id: 'run-1',
      tenantId: TENANT,
      strategy: 'complete',
      trigger: 'manual',
      late: false,
      requestedBy: 'Mia Berg',
      subjectIds: null,
    })
    await archivePages({ archive, database }, TENANT, 'run-1', [
      {
        subjectId: 'ann',
        records: [
          subjectRecord('ann', 'Ann'),
          conversationRecord({ id: CHAT }),
          ...[FIRST, messageAt(CHAT, 2)].flatMap((it) => [messageRecord(it), sightingRecord(it)]),
        ],
      },
    ])
    door = await openDoor({ services: product.services })
    ends.unshift(() => door.close())
    document = (await (await door.ask('/api/openapi.json')).json()) as OpenApiDocument
  })
  afterAll(async () => {
    for (const end of ends) await end()
  })

  async function onServer(): Promise<Database> {
    const server = await startPostgresServer()
    ends.unshift(() => server.stop())
    return openDatabase({ databaseUrl: await server.createDatabase(), dataDir: '', clock: realClock })
  }

  let asked = 0
  async function statusOf({ method, address, body }: AnyRequest): Promise<number> {
    asked += 1
    const response = await door.ask(address, {
      method,
      ...(body === undefined ? {} : { body, headers: { 'Content-Type': 'application/json' } }),
      // So many people that no one's limit is met.
      as: { oid: `operator-${asked % 50}` },
      signal: AbortSignal.timeout(20_000),
    })
    await response.body?.cancel()
    return response.status
  }

  /** What the audit holds of the request asked last. */
  async function lastAudited() {
    const [row] = await createAudit(database, realClock, async () => testSeal).list(TENANT, { limit: 1 })
    return row?.operatorId === `operator-${asked % 50}` ? row : undefined
  }

  it('never answers a defect, whatever it is asked, and records each refused change', async () => {
    const routes = apiRoutes(handMadeServices(), 'https://chatvault.contoso.com')
    for (const route of routes) {
      const path = `/api${route.path.replaceAll(/:(\w+)/g, '{$1}')}`
      const property = fc.asyncProperty(
        anyRequestOf(document, [route.method, path], KNOWN),
        async (request) => {
          const status = await statusOf(request)
          const sent = `${request.method} ${request.address} ${request.body?.slice(0, 300) ?? ''}`
          expect(status, sent).toBeLessThan(500)
          if (route.audit === undefined || status < 400) return
          expect(await lastAudited(), sent).toMatchObject({ action: route.audit })
        },
      )
      await fc.assert(property, { numRuns: RUNS, interruptAfterTimeLimit: 10_000 })
    }
  }, 240_000)

  it('refuses to cancel a run whose id is no text, and records who tried', async () => {
    for (const id of ['%00', '%ff', 'a%00b']) {
      const status = await statusOf({ method: 'POST', address: `/api/runs/${id}/cancel`, body: '{}' })
      expect([id, status]).toEqual([id, 400])
      expect(await lastAudited()).toMatchObject({ action: 'run.cancel', outcome: 'failed' })
    }
  })

  it('takes no cursor but its own, on any list', async () => {
    const lists = Object.entries(document.paths ?? {}).filter(([, item]) =>
      JSON.stringify(item?.get?.parameters ?? []).includes('"cursor"'),
    )
    expect(lists.length).toBeGreaterThan(5)
    // One of the requests before may have restricted who reads.
    await sql`delete from reading_policy`.execute(database.kysely)
    for (const [path] of lists) {
      const address = path.replace('{id}', path.includes('conversations') ? CHAT : 'run-1')
      for (const cursor of ['1', 'none', 'e30', 'bnVsbA', '2147483648']) {
        const status = await statusOf({
          method: 'GET',
          address: `${address}?cursor=${cursor}`,
          body: undefined,
        })
        expect([address, cursor, status]).toEqual([address, cursor, 400])
      }
    }
  })

  it.each([
    ['from=0000-01-01T00:00:00Z', 400],
    ['to=9999-12-31T23:59:59-23:59', 400],
    ['from=2016-12-31T23:59:60Z', 400],
    ['from=0001-01-01T00:00:00Z&to=9999-12-31T23:59:59.999Z', 200],
    ['q=%00', 400],
    ['q=%F0%9F%9A%80', 200],
  ])('answers conversations with %s by %d', async (query, status) => {
    expect(await statusOf({ method: 'GET', address: `/api/conversations?${query}`, body: undefined })).toBe(
      status,
    )
  })
})
