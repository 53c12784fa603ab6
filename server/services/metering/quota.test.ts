import { expect, it } from 'vitest'
import { createLedger } from '../../books/create-ledger.ts'
import { createRuns } from '../../books/create-runs.ts'
import { createQuotaChanges } from '../../books/quota-changes.ts'
import { createTenants } from '../../books/tenants.ts'
import type { Database } from '../../database/database.ts'
import { notice } from '../../domain/notice.ts'
import { openTestVault, operatorOf, TENANT_A, TENANT_B } from '../../testing/archived-chats.ts'
import { forEachDatabase } from '../../testing/databases.ts'
import { historyCsv, ledgerCsv } from './csv.ts'
import { createQuotaService, TEST_ALLOWANCE } from './quota.ts'

const A = operatorOf(TENANT_A)
const B = operatorOf(TENANT_B)

async function openQuota(database: Database) {
  const { clock } = await openTestVault(database)
  const ledger = createLedger(database, clock)
  const runs = createRuns(database, clock)
  const woken: string[] = []
  const quota = createQuotaService({
    ledger,
    changes: createQuotaChanges(database),
    displayNames: async () => new Map([['ann', 'Ann Aas']]),
    runs,
    clock,
    tenants: createTenants(database, clock),
    onLimitChanged: async (tenantId) => void woken.push(tenantId),
  })
  async function charge(messages: number) {
    const asked = {
      tenantId: TENANT_A,
      workerId: 'w',
      runId: null,
      subjectId: 'ann',
      wanted: messages,
      exact: true,
    }
    const answer = await ledger.reserve(asked)
    if ('reservationId' in answer) await ledger.charge(answer.reservationId, messages)
  }
  return { clock, ledger, runs, quota, woken, charge }
}

forEachDatabase('the quota', (open) => {
  it('allows connection tests and nothing else before a limit is set', async () => {
    const { quota } = await openQuota(await open())
    expect(await quota.get(A)).toEqual({
      month: '2026-11',
      used: 0,
      reserved: 0,
      limit: TEST_ALLOWANCE,
      left: TEST_ALLOWANCE,
      pricePerMessage: '0.00075',
      currency: 'USD',
      cost: '0.00',
      regime: 'not-metered',
      suspended: false,
      openRun: null,
      resetsAt: '2026-12-01T00:00:00.000Z',
    })
  })

  it('does not call free what was read before its books were lost: no one’s word is known any more', async () => {
    const database = await open()
    const { quota, charge, clock } = await openQuota(database)
    await quota.set(A, { monthlyMessageLimit: 100, regime: 'not-metered' })
    await charge(80)
    for (const table of ['price', 'quota'] as const) await database.kysely.deleteFrom(table).execute()
    const unsaid = { used: 80, limit: 105, left: 25, regime: 'metered', cost: '0.06' }
    expect(await quota.get(A)).toMatchObject(unsaid)
    clock.set('2026-12-02T00:00:00Z')
    expect(await quota.get(A)).toMatchObject({ used: 0, limit: 25, regime: 'metered' })
    expect(await quota.set(A, { monthlyMessageLimit: 500 })).toMatchObject({ limit: 500, regime: 'metered' })
  })

  it('keeps what is not given, and costs nothing while Microsoft does not meter', async () => {
    const { quota, charge } = await openQuota(await open())
    await quota.set(A, { monthlyMessageLimit: 100_000, pricePerMessage: '0.001', regime: 'metered' })
    await charge(31_204)
    expect(await quota.get(A)).toMatchObject({ used: 31_204, left: 68_796, cost: '31.204' })
    expect(await quota.set(A, { monthlyMessageLimit: null, regime: 'not-metered' })).toMatchObject({
      limit: null,
      left: null,
      pricePerMessage: '0.001',
      regime: 'not-metered',
      cost: '0.00',
    })
  })

  it('wakes a suspended run when the limit allows more, and not when it allows less', async () => {
    const { quota, woken } = await openQuota(await open())
    await quota.set(A, { monthlyMessageLimit: 100 })
    await quota.set(A, { monthlyMessageLimit: 50 })
    await quota.set(A, { monthlyMessageLimit: 50, pricePerMessage: '0' })
    expect(woken).toEqual([TENANT_A])
    await quota.set(A, { monthlyMessageLimit: null })
    expect(woken).toEqual([TENANT_A, TENANT_A])
  })

  it('says when a run waits for it', async () => {
    const { quota, runs } = await openQuota(await open())
    const asked = { id: 'run-1', tenantId: TENANT_A, strategy: 'complete', trigger: 'manual' } as const
    await runs.start({ ...asked, requestedBy: null, subjectIds: null })
    await runs.move('run-1', 'queued', 'running')
    expect(await quota.get(A)).toMatchObject({ suspended: false })
    const reason = { code: 'quota-reached', notice: notice('quota-reached'), detail: '', hint: '' }
    await runs.move('run-1', 'running', 'suspended', { reason })
    expect(await quota.get(A)).toMatchObject({ suspended: true })
    expect(await quota.get(B)).toMatchObject({ suspended: false })
  })

  it('begins again with the UTC month', async () => {
    const { quota, charge, clock } = await openQuota(await open())
    await quota.set(A, { monthlyMessageLimit: 100 })
    await charge(100)
    clock.set('2026-12-01T00:00:00.000Z')
    expect(await quota.get(A)).toMatchObject({ month: '2026-12', used: 0, left: 100 })
  })

  it('shows the entries newest first, whose charges sum to what is used, and no one else’s', async () => {
    const { quota, charge } = await openQuota(await open())
    await quota.set(A, { monthlyMessageLimit: 100 })
    for (const messages of [5, 7, 9]) await charge(messages)
    const first = await quota.ledger(A, { limit: 4 })
    const second = await quota.ledger(A, { limit: 4, cursor: first.next ?? '' })
    const entries = [...first.items, ...second.items]
    expect(entries.map(({ kind, messages }) => [kind, messages])).toEqual([
      ['charge', 9],
      ['reserve', 9],
      ['charge', 7],
      ['reserve', 7],
      ['charge', 5],
      ['reserve', 5],
    ])
    const charged = entries
      .filter(({ kind }) => kind === 'charge')
      .reduce((sum, { messages }) => sum + messages, 0)
    expect(await quota.get(A)).toMatchObject({ used: charged, reserved: 0 })
    expect(second.next).toBeNull()
    expect((await quota.ledger(B, { limit: 4 })).items).toEqual([])
  })

  it('finds entries by kind, person, run and time, with the name of the person', async () => {
    const { quota, charge, clock } = await openQuota(await open())
    await quota.set(A, { monthlyMessageLimit: 100 })
    await charge(5)
    clock.set('2026-11-24T08:00:00Z')
    await charge(7)
    const messages = async (query: Partial<Parameters<typeof quota.ledger>[1]>) =>
      (await quota.ledger(A, { limit: 50, ...query })).items.map((entry) => [entry.kind, entry.messages])
    expect(await messages({ kind: 'charge' })).toEqual([
      ['charge', 7],
      ['charge', 5],
    ])
    expect(await messages({ kind: 'charge', from: '2026-11-24' })).toEqual([['charge', 7]])
    expect(await messages({ kind: 'charge', to: '2026-11-23' })).toEqual([['charge', 5]])
    expect(await messages({ kind: 'charge', to: '2026-11-24T08:00:00Z' })).toEqual([['charge', 5]])
    expect(await messages({ subjectId: 'ben' })).toEqual([])
    expect(await messages({ runId: 'run-1' })).toEqual([])
    const { items, next } = await quota.ledger(A, { limit: 1, kind: 'charge', subjectId: 'ann' })
    expect(items).toMatchObject([{ messages: 7, name: 'Ann Aas' }])
    expect(await messages({ kind: 'charge', cursor: next ?? '' })).toEqual([['charge', 5]])
    expect(ledgerCsv(await quota.ledger(A, { limit: 1, kind: 'charge' })).split('\r\n')).toEqual([
      '\uFEFFat,month,kind,messages,runId,subjectId,name,reason',
      '2026-11-24T08:00:00.000Z,2026-11,charge,7,,ann,Ann Aas,',
      '',
    ])
  })

  it('remembers who changed limit, price or regime, from what and when, and nothing that changed nothing', async () => {
    const { quota, clock } = await openQuota(await open())
    const jonas = { ...A, id: 'jonas', name: '=Jonas' }
    await quota.set(A, { monthlyMessageLimit: 100, regime: 'metered' })
    await quota.set(jonas, { monthlyMessageLimit: 100 })
    clock.advance(60_000)
    const at = clock.now().toISOString()
    await quota.set(jonas, { monthlyMessageLimit: null, pricePerMessage: '0.001' })
    const first = { limit: 100, pricePerMessage: '0.00075', currency: 'USD', regime: 'metered' }
    const changed = { ...first, limit: null, pricePerMessage: '0.001' }
    const { items, next } = await quota.history(A, { limit: 50 })
    expect([items, next]).toEqual([
      [
        { at, by: '=Jonas', before: first, after: changed },
        { at: expect.any(String), by: A.name, before: null, after: first },
      ],
      null,
    ])
    const page = await quota.history(A, { limit: 1 })
    expect((await quota.history(A, { limit: 1, cursor: page.next ?? '' })).items).toEqual(items.slice(1))
    expect((await quota.history(B, { limit: 50 })).items).toEqual([])
    expect(historyCsv({ items, next }).split('\r\n').slice(0, 2)).toEqual([
      '\uFEFFat,by,limit before,pricePerMessage before,currency before,regime before,limit,pricePerMessage,currency,regime',
      `${at},'=Jonas,100,0.00075,USD,metered,,0.001,USD,metered`,
    ])
  })

  it('chains changes of two who change different things at once', async () => {
    const { quota } = await openQuota(await open())
    await quota.set(A, { monthlyMessageLimit: 1 })
    await Promise.all(
      [2, 3, 4, 5].map((limit) =>
        quota.set(A, { monthlyMessageLimit: limit, pricePerMessage: `0.00${limit}` }),
      ),
    )
    const { items } = await quota.history(A, { limit: 50 })
    expect(items).toHaveLength(5)
    for (const [index, { before }] of items.slice(0, -1).entries())
      expect(before).toEqual(items[index + 1]?.after)
  })

  it('refuses a cursor that is not of this list', async () => {
    const { quota } = await openQuota(await open())
    for (const cursor of ['%%%', Buffer.from('{"no":"1; drop table"}').toString('base64url')])
      await expect(quota.ledger(A, { limit: 4, cursor })).rejects.toMatchObject({
        code: 'cursor-invalid',
        status: 400,
      })
  })
})
