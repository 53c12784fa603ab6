/** What backups ask mailboxes for unless they are told: the tenant's choice, and what it saves. */
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { TENANT } from '../../archive/testing.ts'
import { createTenants } from '../../books/tenants.ts'
import type { Database } from '../../database/database.ts'
import { migrate, readMigrations } from '../../database/migrate.ts'
import type { Operator } from '../../domain/operator.ts'
import { systemClock } from '../../process/system-clock.ts'
import { createStrategyService } from './strategy.ts'
import { TenantModel } from './testing/tenant-model.ts'
import { makeVault, openTemporary } from './testing/vault.ts'

const MIA: Operator = { tenantId: TENANT, id: 'mia', name: 'Mia', roles: ['admin'] }
const START = new Date('2026-09-01T08:00:00.000Z')

let database: Database
beforeEach(async () => {
  database = await openTemporary()
})
afterEach(() => database.close())

const serviceOf = () =>
  createStrategyService({ database, tenants: createTenants(database, { ...systemClock }) })

it('is to pay once, until someone chooses otherwise', async () => {
  const service = serviceOf()
  expect(await service.get(MIA)).toEqual({ strategy: 'pay-once', archived: null })
  await service.set(MIA, { strategy: 'complete' })
  expect(await service.get(MIA)).toEqual({ strategy: 'complete', archived: null })
})

it('tells how many copies the archived messages have, from whichever mailbox they came', async () => {
  const model = new TenantModel(START)
  const [ada, ben, cyd] = ['ada', 'ben', 'cyd'].map(() => model.addPerson('aadUser', true))
  if (!ada || !ben || !cyd) throw new Error('three people')
  const group = model.addChat('group', [ada, ben, cyd])
  const pair = model.addChat('oneOnOne', [ada, ben])
  for (const sender of [ada, ben, cyd]) model.post(group, sender)
  model.post(pair, ada)
  model.pass(86_400_000)
  const vault = await makeVault({
    database,
    clock: { now: () => model.now, wait: systemClock.wait },
    inScope: () => model.people.map(({ id }) => id),
    graph: () => model.graph(),
  })
  await vault.start('once', 'pay-once')
  await vault.go('once', vault.deps('A'))
  const inGroup = group.messages.length
  expect((await serviceOf().get(MIA)).archived).toEqual({ messages: inGroup + 1, copies: inGroup * 3 + 2 })
  await vault.temporary.remove()
})

it('continues to read every copy where that was done before there was a choice', async () => {
  const files = await readMigrations()
  const choice = files.find(({ name }) => name.includes('strategy'))
  if (choice === undefined) throw new Error('no such migration')
  await sql`alter table tenant drop column strategy`.execute(database.kysely)
  await sql`delete from migration where number >= ${choice.number}`.execute(database.kysely)
  const [old, fresh] = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222']
  for (const id of [old, fresh])
    await sql`insert into tenant (id, created_at) values (${id}, now())`.execute(database.kysely)
  await sql`insert into run (id, tenant_id, state, strategy, trigger, created_at)
            values ('run-1', ${old}, 'queued', 'complete', 'manual', now())`.execute(database.kysely)
  await migrate(database, systemClock, files.slice(0, choice.number))
  const tenants = createTenants(database, systemClock)
  expect(await tenants.strategy(old ?? '')).toBe('complete')
  expect(await tenants.strategy(fresh ?? '')).toBe('pay-once')
})
