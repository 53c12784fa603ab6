/** What was charged, in whatever way it is asked for: the same messages. */
import { expect, it } from 'vitest'
import { createLedger } from '../../books/create-ledger.ts'
import { createUsageBook } from '../../books/usage.ts'
import type { UsageBy } from '../../contract/index.ts'
import type { Database } from '../../database/database.ts'
import { openTestVault, operatorOf, TENANT_A, TENANT_B } from '../../testing/archived-chats.ts'
import { forEachDatabase } from '../../testing/databases.ts'
import { createFakeClock } from '../../testing/fake-clock.ts'
import { setQuota } from '../../testing/set-quota.ts'
import { createUsageService, usageCsv } from './usage.ts'

const ME = operatorOf(TENANT_A)
const PRICE = { currency: 'USD', regime: 'metered', monthlyLimit: null } as const

async function open(database: Database) {
  await openTestVault(database)
  const clock = createFakeClock('2026-10-30T10:00:00Z')
  const ledger = createLedger(database, clock)
  const usage = createUsageService({
    usage: createUsageBook(database),
    ledger,
    clock,
    displayNames: async () => new Map([['ada', '=HYPERLINK("x")']]),
  })
  const reserve = (messages: number, subjectId: string | null, tenantId = TENANT_A) =>
    ledger.reserve({
      tenantId,
      workerId: 'w',
      runId: subjectId && 'run-1',
      subjectId,
      wanted: messages,
      exact: true,
    })
  async function charge(messages: number, subjectId: string | null, tenantId = TENANT_A) {
    const answer = await reserve(messages, subjectId, tenantId)
    if ('reservationId' in answer) await ledger.charge(answer.reservationId, messages)
  }
  const ask = (by: UsageBy, from?: string, to?: string) => usage.get(ME, { by, from, to })
  return { clock, ledger, reserve, charge, ask }
}

forEachDatabase('what was charged', (openDatabase) => {
  it('is the same by day, month, person and run, at the price of each month', async () => {
    const { clock, ledger, charge, ask } = await open(await openDatabase())
    await setQuota(ledger, TENANT_A, { ...PRICE, pricePerMessage: '0.001' })
    await setQuota(ledger, TENANT_B, { ...PRICE, pricePerMessage: '0.001' })
    await charge(10, 'ada')
    await charge(5, 'ben')
    await charge(99, 'ada', TENANT_B)
    clock.set('2026-11-02T10:00:00Z')
    await setQuota(ledger, TENANT_A, { ...PRICE, pricePerMessage: '0.01' })
    await charge(20, 'ada')
    await charge(1, null)
    expect(await ask('day', '2026-10-01', '2026-11-30')).toMatchObject({
      items: [
        { key: '2026-10-30', messages: 15, cost: '0.015' },
        { key: '2026-11-02', messages: 21, cost: '0.21' },
      ],
      total: 36,
      cost: '0.225',
      currency: 'USD',
    })
    expect(await ask('person', '2026-10-01', '2026-11-30')).toMatchObject({
      items: [
        { key: 'ada', name: '=HYPERLINK("x")', messages: 30, cost: '0.21' },
        { key: 'ben', messages: 5, cost: '0.005' },
        { key: 'other', messages: 1, cost: '0.01' },
      ],
      total: 36,
      cost: '0.225',
    })
    expect(await ask('run', '2026-10-01', '2026-11-30')).toMatchObject({
      items: [
        { key: 'run-1', messages: 35 },
        { key: 'other', messages: 1 },
      ],
      total: 36,
    })
    expect(await ask('month', '2026-10-01', '2026-11-30')).toMatchObject({
      items: [
        { key: '2026-10', messages: 15, cost: '0.015' },
        { key: '2026-11', messages: 21, cost: '0.21' },
      ],
      total: 36,
    })
    expect((await ask('day')).total).toBe(await ledger.charged(TENANT_A))
    expect((await ask('day', '2026-10-30', '2026-10-30')).total).toBe(15)
    expect((await ask('day', '2026-10-30T10:00:00Z', '2026-11-02T10:00:00Z')).total).toBe(15)
  })

  it('counts on the last day of its month what was reserved before midnight', async () => {
    const { clock, ledger, reserve, ask } = await open(await openDatabase())
    await setQuota(ledger, TENANT_A, { ...PRICE, pricePerMessage: '0.001' })
    clock.set('2026-10-31T23:59:59Z')
    const answer = await reserve(50, 'ada')
    clock.set('2026-11-01T00:00:05Z')
    if ('reservationId' in answer) await ledger.charge(answer.reservationId, 50)
    expect((await ask('day', '2026-10-01', '2026-10-31')).items).toMatchObject([
      { key: '2026-10-31', messages: 50 },
    ])
    expect((await ask('day')).total).toBe(await ledger.charged(TENANT_A))
  })

  it('costs nothing in a month that Microsoft did not charge for', async () => {
    const { ledger, charge, ask } = await open(await openDatabase())
    await setQuota(ledger, TENANT_A, { ...PRICE, pricePerMessage: '0.001', regime: 'not-metered' })
    await charge(10, 'ada')
    expect(await ask('day')).toMatchObject({ total: 10, cost: '0.00' })
  })

  it('is a file in which no name is a formula', async () => {
    const { ledger, charge, ask } = await open(await openDatabase())
    await setQuota(ledger, TENANT_A, { ...PRICE, pricePerMessage: '0.001' })
    await charge(10, 'ada')
    expect(usageCsv(await ask('person')).split('\r\n')).toEqual([
      '\uFEFFkey,name,messages,cost,currency',
      `ada,"'=HYPERLINK(""x"")",10,0.01,USD`,
      '',
    ])
  })
})
