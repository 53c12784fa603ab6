import { beforeEach, expect, it } from 'vitest'
import type { Database } from '../database/database.ts'
import { notice } from '../domain/notice.ts'
import { testSeal } from '../testing/audit-seal.ts'
import { forEachDatabase } from '../testing/databases.ts'
import { createFakeClock, type FakeClock } from '../testing/fake-clock.ts'
import { createAudit } from './audit.ts'
import { type ConnectionRow, type CredentialColumns, createConnections } from './connections.ts'
import { createLedger } from './create-ledger.ts'
import { createDrafts, type DraftRow } from './drafts.ts'
import { createFences } from './fences.ts'
import { createTenants } from './tenants.ts'

const TENANT = '11111111-1111-4111-8111-111111111111'
const OTHER = '22222222-2222-4222-8222-222222222222'
const CHECK = {
  name: 'token',
  ok: true,
  code: 'ok',
  notice: notice('application-accepted'),
  detail: 'signed in',
  hint: '',
} as const
const CONNECTION: ConnectionRow = {
  tenantId: TENANT,
  applicationId: 'app',
  credentialKind: 'secret',
  credentialBox: new Uint8Array([0, 1, 254, 255]),
  credentialHint: 'abc',
  credentialSetAt: new Date('2026-11-03T10:00:00.123Z'),
  credentialExpiresAt: null,
  credentialKeyId: null,
  testMailbox: 'mia@contoso.com',
  organizationName: null,
  costAcknowledgedAt: new Date('2026-11-03T10:00:00Z'),
  costAcknowledgedBy: 'Mia Berg',
  status: 'active',
  checks: [CHECK],
  testedAt: new Date('2026-11-03T10:00:00Z'),
  testedBy: 'Mia Berg',
}

function columnsOf(row: ConnectionRow): CredentialColumns {
  const { credentialKind, credentialBox, credentialHint } = row
  const { credentialSetAt, credentialExpiresAt, credentialKeyId } = row
  return {
    credentialKind,
    credentialBox,
    credentialHint,
    credentialSetAt,
    credentialExpiresAt,
    credentialKeyId,
  }
}

forEachDatabase('the books', (open) => {
  let database: Database
  let clock: FakeClock

  beforeEach(async () => {
    database = await open()
    clock = createFakeClock()
    const tenants = createTenants(database, clock)
    await tenants.ensure(TENANT)
    clock.advance(1)
    await tenants.ensure(OTHER)
  })

  it('know each tenant once', async () => {
    const tenants = createTenants(database, clock)
    await Promise.all([tenants.ensure(TENANT), tenants.ensure(TENANT)])
    expect(await tenants.list()).toEqual([TENANT, OTHER])
    expect(await tenants.has(TENANT)).toBe(true)
    expect(await tenants.has('33333333-3333-4333-8333-333333333333')).toBe(false)
  })

  it('put everyone in scope until it is set', async () => {
    const tenants = createTenants(database, clock)
    const everyone = { mode: 'all', subjectIds: [], groupIds: [], excludeSubjectIds: [], firstSubjectIds: [] }
    const some = {
      mode: 'selected',
      subjectIds: ['mia', 'b"e,n'],
      groupIds: ['sales'],
      excludeSubjectIds: [],
      firstSubjectIds: [],
    } as const
    expect(await tenants.scope(TENANT)).toEqual(everyone)
    await tenants.setScope(TENANT, { ...some, mode: 'all' })
    await tenants.setScope(TENANT, some)
    expect(await tenants.scope(TENANT)).toEqual(some)
    expect(await tenants.scope(OTHER)).toEqual(everyone)
  })

  it('keep one connection a tenant, value for value', async () => {
    const connections = createConnections(database)
    await connections.save(CONNECTION)
    expect(await connections.find(TENANT)).toEqual(CONNECTION)
    const changed: ConnectionRow = {
      ...CONNECTION,
      credentialKind: 'certificate',
      organizationName: 'Contoso',
    }
    await connections.save(changed)
    expect(await connections.find(TENANT)).toEqual(changed)
    expect(await connections.find(OTHER)).toBeUndefined()
  })

  it('keep the key id of the credential in use, no matter who saves it', async () => {
    const connections = createConnections(database)
    for (const credentialKeyId of ['key-1', 'key-2', null]) {
      await connections.save({ ...CONNECTION, credentialKeyId })
      expect(await connections.find(TENANT)).toMatchObject({ credentialKeyId })
    }
  })

  it('let go of a credential only while it is the one in use', async () => {
    const connections = createConnections(database)
    const second = columnsOf({ ...CONNECTION, credentialBox: new Uint8Array([2]), credentialKeyId: 'key-2' })
    const third = columnsOf({ ...CONNECTION, credentialBox: new Uint8Array([3]), credentialKeyId: 'key-3' })
    expect(await connections.update(CONNECTION)).toBe(false)
    await connections.save(CONNECTION)
    const both = [second, third].map((each) => connections.replaceCredential(CONNECTION, each))
    expect((await Promise.all(both)).toSorted()).toEqual([false, true])
    const replaced = await connections.find(TENANT)
    expect(await connections.update({ ...CONNECTION, testMailbox: 'ben@contoso.com' })).toBe(false)
    expect(await connections.find(TENANT)).toEqual(replaced)
    expect(await connections.replaceCredential(CONNECTION, third)).toBe(false)
    const changed = { ...CONNECTION, ...replaced, testMailbox: 'ben@contoso.com' }
    expect(await connections.update(changed)).toBe(true)
    expect(await connections.find(TENANT)).toEqual(changed)
  })

  it('destroy the drafts a save or a replacement leaves without use, and no others', async () => {
    const connections = createConnections(database)
    const drafts = createDrafts(database)
    const draft: DraftRow = {
      applicationId: 'app',
      kind: 'secret',
      box: new Uint8Array([7]),
      hint: 'xyz',
      expiresAt: null,
      keyId: null,
      certificate: null,
      madeAt: clock.now(),
    }
    const left = async () => [await drafts.find(TENANT, 'setup'), await drafts.find(TENANT, 'replacement')]
    const keep = async (setup: DraftRow) => {
      await drafts.keep(TENANT, 'setup', setup)
      await drafts.keep(TENANT, 'replacement', draft)
    }
    await keep(draft)
    await connections.save(CONNECTION)
    expect(await left()).toEqual([undefined, undefined])
    await keep({ ...draft, applicationId: null })
    await connections.update(CONNECTION)
    expect(await left()).toEqual([undefined, draft])
    const other = { ...draft, applicationId: 'another' }
    await keep(other)
    await connections.replaceCredential(CONNECTION, columnsOf({ ...CONNECTION, credentialKeyId: 'key-2' }))
    expect(await left()).toEqual([other, undefined])
    await keep(draft)
    await connections.replaceCredential(CONNECTION, columnsOf({ ...CONNECTION, credentialKeyId: 'key-3' }))
    expect(await left()).toEqual([undefined, undefined])
    await keep(other)
    await connections.forget(TENANT)
    expect(await left()).toEqual([undefined, undefined])
  })

  it('save a connection with its quota, or neither', async () => {
    const connections = createConnections(database)
    const ledger = createLedger(database, clock)
    const quota = { monthlyLimit: 7, pricePerMessage: '0.1', currency: 'EUR', regime: 'metered' } as const
    await connections.save(CONNECTION, { to: quota, first: quota })
    expect(await ledger.balance(TENANT)).toMatchObject(quota)
    const unknown = { ...CONNECTION, organizationName: 'Contoso', testMailbox: 'a\u0000b' }
    await expect(connections.save(unknown, { to: { monthlyLimit: 900 }, first: quota })).rejects.toThrow()
    expect(await ledger.balance(TENANT)).toMatchObject(quota)
    expect(await connections.find(TENANT)).toEqual(CONNECTION)
  })

  it('change the status of a connection with or without a test', async () => {
    const connections = createConnections(database)
    await connections.save(CONNECTION)
    await connections.setStatus(TENANT, 'failing')
    expect(await connections.find(TENANT)).toEqual({ ...CONNECTION, status: 'failing' })
    const failed = { ...CHECK, ok: false, code: 'AADSTS7000215' }
    await connections.setStatus(TENANT, 'failing', { checks: [failed], at: clock.now(), by: 'Ben' })
    expect(await connections.find(TENANT)).toMatchObject({
      checks: [failed],
      testedAt: clock.now(),
      testedBy: 'Ben',
    })
  })

  it('forget a connection with its credential', async () => {
    const connections = createConnections(database)
    await connections.save(CONNECTION)
    expect(await connections.forget(OTHER)).toBe(false)
    expect(await connections.forget(TENANT)).toBe(true)
    expect(await connections.forget(TENANT)).toBe(false)
    expect(await connections.find(TENANT)).toBeUndefined()
  })

  it('keep the later end of two fences', async () => {
    const fences = createFences(database)
    const [early, late] = [new Date('2026-11-10T12:00:05Z'), new Date('2026-11-10T12:01:00Z')]
    expect(await fences.find(TENANT)).toBeUndefined()
    await Promise.all([fences.raise(TENANT, late), fences.raise(TENANT, early)])
    expect(await fences.find(TENANT)).toEqual(late)
    expect(await fences.raise(TENANT, early)).toEqual(late)
    expect(await fences.find(OTHER)).toBeUndefined()
  })

  it('remember who did what, newest first, and never change it', async () => {
    const audit = createAudit(database, clock, async () => testSeal)
    const row = {
      operatorId: 'o1',
      operatorName: 'Mia',
      action: 'run.start',
      target: null,
      outcome: 'succeeded',
      detail: null,
      allowedBy: ['request-1', 'request,"2"'],
    } as const
    for (const target of ['r1', 'r2', 'r3']) await audit.append(TENANT, { ...row, target })
    const [newest, ...rest] = await audit.list(TENANT, { limit: 2 })
    expect(newest).toEqual({ ...row, target: 'r3', at: clock.now(), no: expect.any(Number) })
    expect(rest.map((entry) => entry.target)).toEqual(['r2'])
    const older = await audit.list(TENANT, { limit: 10, before: rest[0]?.no ?? 0 })
    expect(older.map((entry) => entry.target)).toEqual(['r1'])
    expect(await audit.list(OTHER, { limit: 10 })).toEqual([])
    await expect(database.script('delete from audit_entry')).rejects.toThrow('append-only')
    await expect(database.script(`update audit_entry set operator_name = 'x'`)).rejects.toThrow('append-only')
  })
})
